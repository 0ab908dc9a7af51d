"""How responses, lengths and changes are said on the response screen. No Qt."""

from decimal import Decimal

from hcc_crf.values import Bilingual

from .cell_rows import Tone, same
from .response_texts import CODES, NO, YES

_TONES = {
    "PD": Tone.BAD,
    "CR": Tone.GOOD,
    "PR": Tone.GOOD,
    "UNEQUIVOCAL PROGRESSION": Tone.BAD,
    "UNEQUIVOCAL": Tone.BAD,
    "EQUIVOCAL": Tone.WARN,
    "NOT EVALUABLE": Tone.WARN,
    "NE": Tone.WARN,
    "Y": Tone.BAD,
}


def code_text(code: str) -> Bilingual:
    """Return a response as said: most codes stand for themselves."""
    return CODES.get(code) or same(code)


def tone_of(code: str) -> Tone:
    """Return how pressing a response or state is."""
    return _TONES.get(code, Tone.PLAIN)


def mm_text(mm: Decimal) -> str:
    """Return a length without needless zeros."""
    return f"{mm.normalize():f}"


def signed(number: Decimal) -> str:
    """Return a change with its sign, a real minus: `−12.5`, `+3`, `0.0`."""
    text = f"{number:+f}" if number else f"{number:f}"
    return text.replace("-", "−")


def differs(rule: str, investigator: str) -> bool:
    """Return whether the investigator gave another answer; nothing entered is none."""
    return bool(investigator) and rule != investigator


def part_text(code: str) -> Bilingual:
    """Return the answer of one category as said."""
    return {"Y": YES, "N": NO}.get(code) or code_text(code)


def filled_both(text: Bilingual, **values: Bilingual) -> Bilingual:
    """Return a text with its `{names}` replaced, each language by its own."""
    return Bilingual(
        text.en.format(**{name: value.en for name, value in values.items()}),
        text.zh.format(**{name: value.zh for name, value in values.items()}),
    )
