"""The program: hand the arguments to the command line, the answer to the shell."""

import sys

from hcc_crf.cli.main import run


def main() -> None:
    """Run the program."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
