"""The word TRAINING across the window, wherever data are fictional."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from .texts import say
from .texts_shell import TRAINING
from .theme import set_role


def training_banner() -> QLabel:
    """Return the banner; it stands above everything else of a training workspace."""
    banner = QLabel()
    banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
    set_role(banner, "training")
    say(banner, TRAINING)
    return banner
