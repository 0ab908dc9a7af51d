"""Named colours, light and dark. No Qt; `theme` hands out those of the moment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """Named colours, `#rrggbb`. Text colours reach a contrast of 4.5 on `surface` and `ground`.

    Attributes:
        ground: Behind everything; `surface`: of what lies on it.
        accent: Of what can be acted on; `on_accent`: text upon `fill`, the accent as a ground.
        good, warn, bad: Of marks; `…_text`: of words; `…_tint`: of what lies behind them.
        soon: Of what is due.
        rest: Of marks that ask nothing.
    """

    ground: str
    surface: str
    sunken: str
    border: str
    line: str
    text: str
    muted: str
    accent: str
    fill: str
    fill_hover: str
    on_accent: str
    chosen: str
    hover: str
    focus: str
    rail: str
    rail_chosen: str
    rail_hover: str
    rail_text: str
    good: str
    good_text: str
    good_tint: str
    warn: str
    warn_text: str
    warn_tint: str
    bad: str
    bad_text: str
    bad_tint: str
    soon: str
    rest: str
    training: str
    on_training: str


LIGHT = Colours(
    ground="#f3f4f6",
    surface="#ffffff",
    sunken="#f0f2f5",
    border="#b9c4d0",
    line="#dfe3e8",
    text="#1a2430",
    muted="#5a6775",
    accent="#22507e",
    fill="#22507e",
    fill_hover="#1a4169",
    on_accent="#ffffff",
    chosen="#e8f0f9",
    hover="#f1f5fa",
    focus="#2f6fb0",
    rail="#17304c",
    rail_chosen="#24507c",
    rail_hover="#1e3f61",
    rail_text="#dbe6f2",
    good="#2c7a4b",
    good_text="#22683e",
    good_tint="#eaf6ee",
    warn="#d99a2b",
    warn_text="#7a5200",
    warn_tint="#fff8e8",
    bad="#c0392b",
    bad_text="#ad2f22",
    bad_tint="#fdf0ee",
    soon="#2a6cb0",
    rest="#9aa6b2",
    training="#6b3fa0",
    on_training="#ffffff",
)

DARK = Colours(
    ground="#131920",
    surface="#1b232d",
    sunken="#151c24",
    border="#465361",
    line="#2c3743",
    text="#e7ecf1",
    muted="#a3b0bd",
    accent="#84b6ea",
    fill="#2e669d",
    fill_hover="#3a78b5",
    on_accent="#ffffff",
    chosen="#22364c",
    hover="#212c38",
    focus="#6aa7e6",
    rail="#0d1824",
    rail_chosen="#234a72",
    rail_hover="#16293c",
    rail_text="#c9d7e6",
    good="#4fae76",
    good_text="#7fd0a0",
    good_tint="#17301f",
    warn="#e0a63e",
    warn_text="#f0c372",
    warn_tint="#34290f",
    bad="#e06a5c",
    bad_text="#f29a8f",
    bad_tint="#3a1b18",
    soon="#6aa7e6",
    rest="#71808f",
    training="#7d54b3",
    on_training="#ffffff",
)
