"""The desk (Qt). Decides no rule of the study.

PySide6 puts an import of its own in place of Python's. It reads the source of every module imported
after it, to see whether the module uses its `__feature__` switches, and keeps what it read. Nothing
here uses them; without it, the desk needs 8 MB less and starts sooner.
"""

import builtins
from importlib import import_module

_python_import = builtins.__import__
import_module("PySide6.QtCore")
builtins.__import__ = _python_import
