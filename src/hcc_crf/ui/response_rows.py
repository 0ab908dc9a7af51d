"""The tumour course as a table: lesions, sums and responses by time points. No Qt.

Nothing is judged here; the session says what the rule and the investigator gave.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hcc_crf.session import (
    Best,
    Judgement,
    LesionKind,
    LesionRow,
    LesionState,
    ResponseView,
    TimePoint,
    date_text,
)
from hcc_crf.values import Bilingual

from .cell_rows import Cell, Grid, Heading, Line, Tone, same
from .response_texts import (
    BASELINE,
    BEST,
    BEST_UNCONFIRMED,
    DIFFERS,
    FROM_BASELINE,
    FROM_NADIR,
    INCOMPLETE,
    INVESTIGATOR_SAYS,
    INVESTIGATOR_TIP,
    LESION,
    MM,
    NADIR,
    NEW_LESION,
    NO_DATE,
    NO_SUM,
    NON_TARGET,
    NOT_DECIDED,
    NOT_ENTERED,
    OTHER_METHOD,
    OVERALL_INVESTIGATOR,
    OVERALL_RULE,
    RESPONSES,
    RULE_SAYS,
    SECTIONS,
    STATES,
    SUM,
    TARGET,
)
from .response_words import (
    code_text,
    differs,
    filled_both,
    mm_text,
    part_text,
    signed,
    tone_of,
)
from .texts import filled

_NOTHING = Cell(same("–"), tone=Tone.QUIET)
_SIGNS = {"UNEQUIVOCAL PROGRESSION": "■ ", "UNEQUIVOCAL": "■ ", "EQUIVOCAL": "? "}
_FORMS = {
    LesionKind.TARGET: ("TUTL", "TRTL"),
    LesionKind.NON_TARGET: ("TUNT", "TRNT"),
    LesionKind.NEW: ("", "TUNEW"),
}
_RESPONSE_FORMS = ("", "RS")


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """The table, and which form each of its rows comes from.

    Attributes:
        forms: One a row: at baseline, at an assessment; empty where there is none.
    """

    grid: Grid
    forms: tuple[tuple[str, str], ...]

    def form_at(self, row: int, column: int) -> str:
        """Return the form that a cell comes from, empty for none."""
        at_baseline, later = self.forms[row]
        return later if column else at_baseline


def response_table(view: ResponseView) -> ResponseTable:
    """Return the course as a table, baseline in the first column."""
    rows = [*_lesion_rows(view), *_response_rows(view)]
    columns = (_baseline_heading(view), *(_heading(point) for point in view.points))
    return ResponseTable(
        Grid(columns, tuple(line for line, _form in rows)), tuple(f for _l, f in rows)
    )


Row = tuple[Line, tuple[str, str]]


def _baseline_heading(view: ResponseView) -> Heading:
    date = view.baseline_date
    if date is None:
        return Heading(same(view.baseline), BASELINE)
    text = date_text(date)
    words = Bilingual(f"{BASELINE.en} · {text}", f"{BASELINE.zh} · {text}")
    return Heading(same(view.baseline), same(text), tip=words)


def _heading(point: TimePoint) -> Heading:
    return Heading(same(point.visit), same(date_text(point.date)) if point.date else NO_DATE)


def _lesion_rows(view: ResponseView) -> Iterator[Row]:
    for kind in LesionKind:
        lesions = [lesion for lesion in view.lesions if lesion.kind is kind]
        if not lesions:
            continue
        yield Line(Heading(SECTIONS[kind])), ("", "")
        for lesion in lesions:
            yield _lesion(lesion), _FORMS[kind]
        if kind is LesionKind.TARGET:
            for line in _sums(view):
                yield line, _FORMS[kind]


def _lesion(lesion: LesionRow) -> Line:
    named = filled_both(LESION, key=same(lesion.key), place=lesion.place)
    heading = Heading(
        named,
        same(lesion.text) if lesion.text else None,
        tip=filled_both(LESION, key=named, place=same(lesion.text)),
    )
    methods = [state.method for state in lesion.states if state and state.method]
    first = methods[0] if methods else same("")
    cells = (_state(lesion, state, first) for state in lesion.states)
    return Line(heading, tuple(cells))


def _state(lesion: LesionRow, state: LesionState | None, first: Bilingual) -> Cell:
    if state is None:
        return _NOTHING
    main, sub = _state_words(lesion, state)
    method = state.method or same("")
    sub_tone = Tone.QUIET
    if state.is_other_method:
        method = filled_both(OTHER_METHOD, method=method, first=first)
        sub_tone = Tone.WARN
    parts = [state.label, state.detail, method]
    return Cell(
        main,
        _joined([sub, method]),
        tone=tone_of(state.state),
        tip=_joined([part for part in parts if part is not None]),
        sub_tone=sub_tone,
    )


def _state_words(lesion: LesionRow, state: LesionState) -> tuple[Bilingual, Bilingual]:
    """A target with a value says its size first, anything else its state."""
    label = state.label or same("")
    said = STATES.get(state.state, label)
    if lesion.kind is LesionKind.TARGET and state.counts_mm is not None:
        into = state.detail or same("")
        size = filled(MM, mm=mm_text(state.counts_mm))
        return size, filled_both(said, into=into)
    sign = _SIGNS.get(state.state, "")
    main = Bilingual(sign + said.en, sign + said.zh) if said.en else label
    if state.mm is not None:
        return main, filled(MM, mm=mm_text(state.mm))
    is_reason = lesion.kind is not LesionKind.NEW and state.detail is not None
    return main, state.detail if is_reason and state.detail else same("")


def _joined(parts: list[Bilingual]) -> Bilingual | None:
    known = [part for part in parts if part.en]
    if not known:
        return None
    return Bilingual(" · ".join(part.en for part in known), " · ".join(part.zh for part in known))


def _sums(view: ResponseView) -> Iterator[Line]:
    baseline = (
        Cell(filled(MM, mm=mm_text(view.baseline_mm)), tone=Tone.STRONG)
        if (view.baseline_mm is not None)
        else _NOTHING
    )
    yield _line(SUM, baseline, view, _sum)
    yield _line(NADIR, _NOTHING, view, _nadir)
    yield _line(FROM_BASELINE, _NOTHING, view, _from_baseline)
    yield _line(FROM_NADIR, _NOTHING, view, _from_nadir)


def _line(
    label: Bilingual, baseline: Cell, view: ResponseView, cell: Callable[[TimePoint], Cell]
) -> Line:
    return Line(Heading(label), (baseline, *(cell(point) for point in view.points)))


def _sum(point: TimePoint) -> Cell:
    if point.sum_mm is None:
        return Cell(NO_SUM, tone=Tone.WARN, tip=INCOMPLETE)
    return Cell(filled(MM, mm=mm_text(point.sum_mm)), tone=Tone.STRONG)


def _nadir(point: TimePoint) -> Cell:
    return _NOTHING if point.nadir_mm is None else Cell(filled(MM, mm=mm_text(point.nadir_mm)))


def _from_baseline(point: TimePoint) -> Cell:
    percent = point.from_baseline_pct
    return _NOTHING if percent is None else Cell(same(f"{signed(percent)} %"))


def _from_nadir(point: TimePoint) -> Cell:
    if point.from_nadir_mm is None:
        return _NOTHING
    growth = f"{signed(point.from_nadir_mm)} mm"
    percent = point.from_nadir_pct
    if percent is None:
        return Cell(same(growth))
    return Cell(same(f"{signed(percent)} %"), same(growth))


def _response_rows(view: ResponseView) -> Iterator[Row]:
    yield Line(Heading(RESPONSES)), ("", "")
    lines = (
        _line(TARGET, _NOTHING, view, lambda p: _part(p, lambda j: j.target)),
        _line(NON_TARGET, _NOTHING, view, lambda p: _part(p, lambda j: j.non_target)),
        _line(NEW_LESION, _NOTHING, view, lambda p: _part(p, lambda j: j.new_lesion)),
        _line(OVERALL_RULE, _NOTHING, view, _overall_rule),
        _line(OVERALL_INVESTIGATOR, _NOTHING, view, _overall_investigator),
        _line(BEST, _NOTHING, view, lambda p: best_cell(p.best)),
        _line(BEST_UNCONFIRMED, _NOTHING, view, lambda p: best_cell(p.best_unconfirmed)),
    )
    for line in lines:
        yield line, _RESPONSE_FORMS


def _part(point: TimePoint, of: Callable[[Judgement], str]) -> Cell:
    rule = of(point.rule)
    mine = of(point.investigator) if point.investigator else ""
    if not differs(rule, mine):
        return Cell(part_text(rule), tone=tone_of(rule))
    return Cell(
        part_text(rule),
        filled_both(INVESTIGATOR_SAYS, code=part_text(mine)),
        tone=tone_of(rule),
        tip=filled_both(INVESTIGATOR_TIP, code=part_text(mine)),
        sub_tone=Tone.WARN,
    )


def _overall_rule(point: TimePoint) -> Cell:
    code = point.rule.overall
    tone = tone_of(code)
    tone = Tone.STRONG if tone is Tone.PLAIN else tone
    return Cell(code_text(code), tone=tone, tip=point.why.overall)


def _overall_investigator(point: TimePoint) -> Cell:
    mine = point.investigator.overall if point.investigator else ""
    if not mine:
        return Cell(NOT_ENTERED, tone=Tone.QUIET)
    if not differs(point.rule.overall, mine):
        return Cell(code_text(mine), tone=tone_of(mine))
    return Cell(
        filled_both(DIFFERS, code=code_text(mine)),
        filled_both(RULE_SAYS, code=code_text(point.rule.overall)),
        tone=Tone.WARN,
        tip=same(point.difference) if point.difference else None,
    )


def best_cell(best: Best) -> Cell:
    """Return a best response with its why as the tip."""
    if not best.code:
        return Cell(NOT_DECIDED, tone=Tone.WARN, tip=best.why)
    return Cell(code_text(best.code), tone=tone_of(best.code), tip=best.why)
