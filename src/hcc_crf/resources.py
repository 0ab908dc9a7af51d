"""Find a file that comes with the program: definitions, fonts, icons, demonstration data.

The two folders `forms/` and `resources/` stand at the top of a checkout, in `hcc_crf/bundled` of
an installed wheel, and beside the libraries of the frozen program. Callers never know which.
"""

import sys
from pathlib import Path

from hcc_crf.errors import HccCrfError

PACKAGE = Path(__file__).resolve().parent


def candidate_roots(package: Path, frozen_root: str | None) -> tuple[Path, ...]:
    """Return where `forms/` and `resources/` may stand, the first that exists counts.

    Args:
        package: Folder of the imported package.
        frozen_root: Where the frozen program keeps its files; `None` when it is not frozen.
    """
    if frozen_root is not None:
        return (Path(frozen_root),)
    return (package / "bundled", package.parents[1])


def resource_path(*parts: str) -> Path:
    """Return a file or folder under `resources/`, such as `resource_path("fonts", "OFL.txt")`.

    Raises:
        HccCrfError: The installation lacks it.
    """
    return _existing(_root() / "resources", parts)


def forms_directory() -> Path:
    """Return the folder of the bundled definitions of the study.

    Raises:
        HccCrfError: The installation lacks it.
    """
    return _existing(_root(), ("forms",))


def _root() -> Path:
    roots = candidate_roots(PACKAGE, getattr(sys, "_MEIPASS", None))
    return next((root for root in roots if (root / "resources").is_dir()), roots[-1])


def _existing(folder: Path, parts: tuple[str, ...]) -> Path:
    path = folder.joinpath(*parts)
    if not path.exists():
        raise HccCrfError(
            "INSTALLATION-INCOMPLETE",
            "/".join(parts),
            "This file of the program is not there.",
            "Install the program again.",
        )
    return path
