"""Let findings stand with a reason, asked for by the path and check that `enter` and `show` name.

A range or check that fires asks a person to look again. Where the value is right, she says why, and
the finding is no longer open until one of the values it rests on changes. A missing answer is not
settled so: it is filled, or given its missing code.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcc_crf.values import Bilingual

from .check import REQUIRED
from .drafted import with_values
from .parse import Typed
from .places import place_problem
from .request import Problem, Refused, SaveRequest, marks_of
from .view import view_form
from .workbook import Workbook


@dataclass(frozen=True, slots=True)
class Settle:
    """One finding that is to stand.

    Attributes:
        path: Where the finding points, as written on screen and in files.
        check: OID of its check.
        reason: Why it stands; blank: it is open again.
    """

    path: str
    check: str
    reason: str


def with_reasons(
    book: Workbook, request: SaveRequest, asked: Sequence[Settle]
) -> SaveRequest | Refused:
    """Return a save that also records why findings stand, which may be findings of the save itself.

    Args:
        book: The subject's casebook before the save.
        request: The save.
        asked: Findings and reasons.
    """
    problem = place_problem(book, request.form)
    if problem is not None:
        return Refused((problem,))
    marked = with_values(book, request.form, marks_of(request))  # rows put back, form to be done
    view = view_form(marked, request.form, dict(request.entries))
    marks = {(one.path, one.check): one.mark for one in (*view.findings, *view.settled)}
    entries = list(request.entries)
    problems = []
    for number, one in enumerate(asked):
        if any((one.path, one.check) == (other.path, other.check) for other in asked[:number]):
            problems.append(Problem("NOTHING-TO-SETTLE", one.path, _TWICE))
            continue
        mark = marks.get((one.path, one.check))
        if mark is not None:
            entries.append((mark, Typed(one.reason)))
        else:
            text = _FILL if (one.path, one.check) in marks else _NOT_THERE
            problems.append(Problem("NOTHING-TO-SETTLE", one.path, text))
    return Refused(tuple(problems)) if problems else replace(request, entries=tuple(entries))


_TWICE = Bilingual(
    "This finding is named twice. Give one reason.", "同一提示列出两次，请只给一个原因。"
)
_FILL = Bilingual(
    f"No reason settles this finding. Where `{REQUIRED}` asks for an answer, fill it or give its "
    "missing code.",
    f"该提示不能以说明关闭。若为必填项（{REQUIRED}），请填写或给出缺失代码。",
)
_NOT_THERE = Bilingual(
    "There is no such finding. Copy `path` and `check` from the findings of the form.",
    "没有该核查提示。请从表单的核查提示中复制 path 和 check。",
)
