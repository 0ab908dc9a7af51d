"""Put `forms/` and `resources/` into a wheel; all else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BUNDLED = ("forms", "resources")


class BuildWithBundledFiles(build_py):
    """Copy the bundled folders to where `hcc_crf.resources` finds them in a wheel."""

    def run(self) -> None:
        """Build as usual, then copy; an editable install reads them where they stand."""
        super().run()
        if self.editable_mode:
            return
        for folder in BUNDLED:
            target = Path(self.build_lib, "hcc_crf", "bundled", folder)
            shutil.copytree(folder, target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithBundledFiles})
