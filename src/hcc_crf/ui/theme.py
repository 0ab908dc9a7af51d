"""The one visual language: named colours for light and dark, spacing, type sizes, roles.

Widgets are given a role (`set_role(label, "muted")`) and the style sheet `resources/style/desk.qss`
says how a role looks; no widget sets colours of its own. What is painted by hand asks `colours()`.
The look follows the system, until a person chooses light or dark.

Roles of labels: page-title, crumb, crumb-now, muted, small, section, card-title, strong, big,
finding-hard, finding-soft, good. Of frames: card, side-panel, list-panel, top-bar, footer, rail,
notice, notice-bar, notice-lines. Of buttons: primary, quiet, chip, link, rail-button (others are
secondary). Of fields: finding-hard, finding-soft, derived, search. Of labels in pills: pill,
pill-warn, pill-good.
"""

import re
from dataclasses import asdict
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from hcc_crf.resources import resource_path

from .palette import DARK, LIGHT, Colours

FONT_FAMILY = "Noto Sans SC"

SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
SPACE_XL = 24
"""Gaps in device independent pixels; nothing uses others."""

TYPE_SMALL = 11
TYPE_BODY = 13
TYPE_SECTION = 14
TYPE_TITLE = 18
TYPE_BIG = 24
"""Heights of type in device independent pixels."""

RAIL_WIDTH = 72
TOP_BAR_HEIGHT = 46
SIDE_PANEL_WIDTH = 316
SIDE_PANEL_NARROW = 272
FIELD_HEIGHT = 28


class Scheme(StrEnum):
    """What a person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """How the application looks now. Lives with the application.

    Signals:
        changed: The colours are others; repaint what is painted by hand.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        """Follow the system from now on."""
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._sheet = resource_path("style", "desk.qss").read_text(encoding="utf-8")
        self.colours = LIGHT
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def scheme(self) -> Scheme:
        """What the person chose; the system's look by default."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Look so from now on."""
        self._scheme = scheme
        self.show()

    def show(self) -> None:
        """Give the application colours and style sheet of the moment."""
        self.colours = DARK if self._is_dark() else LIGHT
        self._app.setPalette(qt_palette(self.colours))
        self._app.setStyleSheet(filled_sheet(self._sheet, self.colours))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._scheme is Scheme.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    def _system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self.show()


def apply_theme(app: QApplication) -> Theme:
    """Give an application our font, colours and style sheet; the same theme when asked again."""
    found = app.findChild(Theme)
    if found is not None:
        return found
    load_fonts()
    app.setStyle("Fusion")
    font = QFont(FONT_FAMILY)
    font.setPixelSize(TYPE_BODY)
    app.setFont(font)
    theme = Theme(app)
    theme.show()
    return theme


def current_theme() -> Theme:
    """Return the theme of the running application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101  (a widget cannot exist without)
    return apply_theme(app)


def colours() -> Colours:
    """Return the colours of the moment, for what is painted by hand."""
    return current_theme().colours


def set_role(widget: QWidget, role: str) -> None:
    """Let a widget look like `role` of the style sheet, also when it is already shown."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def load_fonts() -> None:
    """Make the bundled font known, so that Chinese and superscripts show on every computer."""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))


def filled_sheet(sheet: str, named: Colours) -> str:
    """Return the style sheet with every `@name` replaced by its colour or size.

    Raises:
        KeyError: The sheet names a colour that does not exist.
    """
    values = {name: str(value) for name, value in asdict(named).items()}
    values |= {
        "type_small": f"{TYPE_SMALL}px",
        "type_body": f"{TYPE_BODY}px",
        "type_section": f"{TYPE_SECTION}px",
        "type_title": f"{TYPE_TITLE}px",
        "type_big": f"{TYPE_BIG}px",
    }
    return re.sub(r"@(\w+)", lambda match: values[match[1]], sheet)


def qt_palette(named: Colours) -> QPalette:
    """Return the colours as Qt's own palette, for what the style sheet does not reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, named.ground),
        (role.WindowText, named.text),
        (role.Base, named.surface),
        (role.AlternateBase, named.sunken),
        (role.Text, named.text),
        (role.Button, named.surface),
        (role.ButtonText, named.text),
        (role.ToolTipBase, named.surface),
        (role.ToolTipText, named.text),
        (role.PlaceholderText, named.muted),
        (role.Highlight, named.fill),
        (role.HighlightedText, named.on_accent),
        (role.Link, named.accent),
        (role.Accent, named.fill),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(named.rest))
    return palette
