"""The program: hand the arguments to the command line, the answer to the shell."""

import sys
from io import TextIOWrapper

from hcc_crf.cli.main import run


def main() -> None:
    """Run the program; it speaks UTF-8 whatever the terminal was set to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
