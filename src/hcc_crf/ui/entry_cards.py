"""The cards beside a form: derived values with their why, and what is still to resolve. Pure.

A card joins a score with what is read off it: Child-Pugh points and class are one card, the ALBI
score and its grade another. Values that only repeat an input are no card.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.session import DerivedValue, Finding, FormView, State, date_text
from hcc_crf.study.model import ItemDef, Severity, Study
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import Bilingual, Language, PartialDate, Slot

from .entry_field import REQUIRED, Moment, Note, is_in_new_row, label_of
from .entry_places import at_its_row
from .entry_texts import POINTS, STILL_REQUIRED, WAS
from .form_state import counting_fields

_ARITHMETIC = "calc/1"
LISTED = 3
"""More missing answers than these are counted, not listed."""


@dataclass(frozen=True, slots=True)
class PartState:
    """One row of a score: `bilirubin 38.2 µmol/L`, `34 to 51`, `2`."""

    found: str
    band: str
    points: str


@dataclass(frozen=True, slots=True)
class CardState:
    """One derived value: what it is, what it comes to, why, and what it was at a visit before."""

    title: str
    headline: str
    why: str
    parts: tuple[PartState, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class LackState:
    """A derived value that cannot be given yet, and what lacks."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ResolveState:
    """One line of what is to resolve; clicked, it leads to its item if it has one.

    Attributes:
        slot: The item.
        note: What is to resolve; for a settled finding what was, and why it stands.
        finding: The finding, where a reason settles it or has done so.
    """

    slot: Slot | None
    note: Note
    finding: Finding | None = None

    @property
    def is_settled(self) -> bool:
        """True when nothing is to be done."""
        return self.finding is not None and bool(self.finding.settled)


@dataclass(frozen=True, slots=True)
class PanelState:
    """What stands beside the form."""

    cards: tuple[CardState, ...]
    lacks: tuple[LackState, ...]
    resolve: tuple[ResolveState, ...]


def panel_state(view: FormView, study: Study, moment: Moment, row: int = 0) -> PanelState:
    """Return what stands beside a form.

    Args:
        view: The form.
        study: The definitions, for the names of derived items.
        moment: Language and field being typed into.
        row: The selected row of a repeating form, whose own derived values are shown.
    """
    values = tuple(_values(view, study, row))
    language = moment.language
    known = tuple(value for value in values if value.display)
    return PanelState(
        cards=tuple(sorted(_cards(known, view, study, language), key=lambda card: not card.parts)),
        lacks=tuple(
            LackState(title_of(study, value, language), value.why.in_language(language))
            for value in values
            if not value.display
        ),
        resolve=tuple(_resolve(view, moment)),
    )


def _values(view: FormView, study: Study, row: int) -> Iterator[DerivedValue]:
    """The derived values worth a card, those of this form first."""
    here = tuple(
        field.derived
        for shown in view.rows
        if shown.row == row
        for field in shown.fields
        if field.derived is not None and field.is_shown
    )
    for value in (*here, *view.form_level, *_fed_by(view, here)):
        item = _item(study, value)
        is_named = item.calc is not None and not item.companion_of
        if is_named and not _only_repeats(value):
            yield value


def _fed_by(view: FormView, here: tuple[DerivedValue, ...]) -> list[DerivedValue]:
    """The values elsewhere that rest on this form as it stands, directly or through others."""
    form = f"{view.path.visit}/{view.path.form}"
    resting = {value.path.within_subject for value in (*here, *view.form_level)}
    count = -1
    while count != len(resting):
        count = len(resting)
        for value in view.elsewhere:
            sources = {*(path for path, _shown in value.inputs), *value.missing}
            if sources & resting or any(s.startswith((f"{form}.", f"{form}[")) for s in sources):
                resting.add(value.path.within_subject)
    return [value for value in view.elsewhere if value.path.within_subject in resting]


def _item(study: Study, value: DerivedValue) -> ItemDef:
    return study.item(value.path.form.form, value.path.slot.item)


def _only_repeats(value: DerivedValue) -> bool:
    """True for a value that is one input again: bilirubin as used by the score."""
    if value.rule != _ARITHMETIC or not value.display:
        return False
    return [shown for _path, shown in value.inputs] == [f"{value.display} {value.unit}".rstrip()]


def title_of(study: Study, value: DerivedValue, language: Language) -> str:
    """Return the name of a derived item."""
    return label_of(_item(study, value), language, is_required=False)


def _cards(
    values: tuple[DerivedValue, ...], view: FormView, study: Study, language: Language
) -> Iterator[CardState]:
    read_off = {_source(value, values): value for value in values if _source(value, values)}
    for value in values:
        if _source(value, values):
            continue
        grade = read_off.get(value.path.within_subject)
        yield CardState(
            title_of(study, value, language),
            _headline(study, value, grade, language),
            with_signs(value.why.in_language(language), language),
            tuple(
                PartState(
                    with_signs(part.found.in_language(language), language),
                    with_signs(part.band, language),
                    part.points,
                )
                for part in value.parts
            ),
            _was(view, study, value, grade, language),
        )


def _source(value: DerivedValue, values: tuple[DerivedValue, ...]) -> str:
    """The derived value this one is read off, if it is read off one alone."""
    paths = {path for path, _shown in value.inputs}
    if len(paths) != 1:
        return ""
    (path,) = paths
    same_form = {v.path.within_subject for v in values if v.path.form == value.path.form}
    return path if path in same_form else ""


def _headline(
    study: Study, value: DerivedValue, grade: DerivedValue | None, language: Language
) -> str:
    text = shown(study, value, language)
    if value.parts:
        text = POINTS.in_language(language).format(points=text)
        return f"{grade.display} · {text}" if grade else text
    return f"{text} · {shown(study, grade, language)}" if grade else text


def _was(
    view: FormView,
    study: Study,
    value: DerivedValue,
    grade: DerivedValue | None,
    language: Language,
) -> str:
    before = view.earlier(value)
    if before is None:
        return ""
    visit = before.path.form.visit
    read_off = view.earlier(grade) if grade else None
    if read_off is not None and read_off.path.form.visit != visit:
        read_off = None
    headline = _headline(study, before, read_off, language)
    return WAS.in_language(language).format(value=headline, visit=visit)


def shown(study: Study, value: DerivedValue, language: Language) -> str:
    """Return a derived value as a person reads it: with unit, or the label of its code."""
    if isinstance(value.runtime, PartialDate):
        return date_text(value.runtime)
    item = _item(study, value)
    if item.codelist:
        term = study.codelists[item.codelist].by_code.get(value.display)
        return term.label.in_language(language) if term else value.display
    number = value.display.replace("-", "−", 1) if value.display[:1] == "-" else value.display
    return with_signs(f"{number} {value.unit}".rstrip(), language)


def _resolve(view: FormView, moment: Moment) -> Iterator[ResolveState]:
    """Impossible values, hard and soft findings, what is missing, then what was settled."""
    language = moment.language
    for field in counting_fields(view):
        if field.problem is not None and field.slot != moment.typing:
            label, problem = field.item.label, field.problem
            said = Bilingual(f"{label.en}: {problem.en}", f"{label.zh}：{problem.zh}")
            text = at_its_row(view, field.slot, said).in_language(language)
            yield ResolveState(field.slot, Note(Severity.HARD, with_signs(text, language)))
    open_now = [f for f in view.findings if not _is_early(f, moment)]
    for severity in (Severity.HARD, Severity.SOFT):
        for finding in open_now:
            if finding.severity is severity and finding.check != REQUIRED:
                text = _words_of(view, finding, language)
                asked = finding if finding.mark is not None else None
                yield ResolveState(finding.slot, Note(severity, text), asked)
    missing = [finding for finding in open_now if finding.check == REQUIRED]
    if len(missing) > LISTED or (view.status.state is State.NOT_STARTED and len(missing) > 1):
        text = STILL_REQUIRED.in_language(language).format(count=len(missing))
        yield ResolveState(missing[0].slot, Note(Severity.SOFT, text))
    else:
        for finding in missing:
            text = _words_of(view, finding, language)
            yield ResolveState(finding.slot, Note(finding.severity, text))
    for finding in view.settled:
        text = _words_of(view, finding, language)
        yield ResolveState(finding.slot, Note(finding.severity, text), finding)


def _words_of(view: FormView, finding: Finding, language: Language) -> str:
    said = at_its_row(view, finding.slot, finding.message)
    return with_signs(said.in_language(language), language)


def finding_in_hand(view: FormView, slot: Slot | None) -> Finding | None:
    """Return the finding that a person at `slot` may confirm or reopen.

    That of the item, else the first open one of the whole form; never that of another item.
    """
    open_now = [finding for finding in view.findings if finding.mark is not None]
    here = [finding for finding in (*open_now, *view.settled) if finding.slot == slot]
    whole = [finding for finding in open_now if finding.slot is None]
    return next(iter(here or whole), None)


def _is_early(finding: Finding, moment: Moment) -> bool:
    slot = finding.slot
    return slot is not None and (slot == moment.typing or is_in_new_row(slot, moment.new))
