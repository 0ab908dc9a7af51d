"""What went wrong and what to do, in the language of the screen.

The rooms word their errors in English and give each a stable code; the Chinese wording of what a
site can meet stands in `texts_errors`. What has none is shown as it was raised.
"""

import re
from dataclasses import dataclass

from hcc_crf.errors import HccCrfError
from hcc_crf.values import Bilingual

from .texts_errors import ZH


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error as shown.

    Attributes:
        code: For support.
        place: Where: a file, a device; never subject data.
        problem: What is wrong.
        next_step: What the person can do.
    """

    code: str
    place: str
    problem: Bilingual
    next_step: Bilingual


def error_text(error: HccCrfError) -> ErrorText:
    """Return an error in both languages; numbers it names stand in both."""
    zh = ZH.get(error.code)
    if zh is None:
        problem, next_step = error.problem, error.next_step
    else:
        numbers = re.findall(r"\d+", f"{error.problem} {error.next_step}")
        problem, next_step = (_with_numbers(text, numbers) for text in zh)
    return ErrorText(
        error.code,
        error.place,
        Bilingual(error.problem, problem),
        Bilingual(error.next_step, next_step),
    )


def _with_numbers(text: str, numbers: list[str]) -> str:
    return re.sub(
        r"\{(\d)\}", lambda m: numbers[int(m[1])] if int(m[1]) < len(numbers) else "…", text
    )


def in_one_line(error: HccCrfError) -> Bilingual:
    """Return what is wrong and what to do as one text, for a line inside a dialog."""
    text = error_text(error)
    return Bilingual(
        f"{text.problem.en} {text.next_step.en}", f"{text.problem.zh}{text.next_step.zh}"
    )
