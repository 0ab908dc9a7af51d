"""An offline electronic case report form for a multicentre trial in hepatocellular carcinoma."""

__version__ = "0.1.0"
