"""What the layouts of one print share: the study, the casebook being read, the language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from hcc_crf.entry.program import Program
from hcc_crf.entry.scope import Context, Place, Scope
from hcc_crf.entry.view import FormView, view_form
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import Casebook, with_event
from hcc_crf.ledger.events import Change, Event, EventHash, EventKind, Origin
from hcc_crf.study.model import ItemDef, Study
from hcc_crf.study.schedule import visit_label
from hcc_crf.study.unit_signs import with_signs
from hcc_crf.values import Bilingual, FormPath, Language, Slot, SubjectKey, Value, VisitCode

from . import texts
from .document import Head

SEPARATOR = "  |  "
"""Between short texts on a line: the middle dot of the font is as wide as a hanzi."""
NOBODY = SubjectKey("")
"""The subject of a blank worksheet."""


@dataclass(frozen=True)
class Paper:
    """One print in the making.

    Attributes:
        casebook: The subject's; an empty one of `NOBODY` for a blank worksheet.
    """

    program: Program
    casebook: Casebook
    context: Context
    language: Language

    @property
    def is_blank(self) -> bool:
        """True when it is for no subject."""
        return self.casebook.subject == NOBODY

    @property
    def study(self) -> Study:
        """The definitions."""
        return self.program.study

    @cached_property
    def book(self) -> Workbook:
        """The casebook, readable by expressions; derived values as recorded."""
        return Workbook(self.program, self.casebook, self.context, stale=frozenset())

    def say(self, text: Bilingual, **values: object) -> str:
        """Return a text in the language of the print, filled in."""
        return text.in_language(self.language).format(**values)

    def label(self, text: Bilingual) -> str:
        """Return a label of a definition in the language of the print."""
        return with_signs(text.in_language(self.language), self.language)

    def path(self, visit: VisitCode, form: str) -> FormPath:
        """Return the path of a form of this subject."""
        return FormPath(self.casebook.subject, visit, form)

    def view(self, visit: VisitCode, form: str) -> FormView:
        """Return a form as saved."""
        return view_form(self.book, self.path(visit, form), {})

    def visit_name(self, visit: VisitCode) -> str:
        """Return a visit with its code: `C2D1 – Cycle 2 Day 1`."""
        return f"{visit} – {self.label(visit_label(self.study, visit))}"

    def row_name(self, form: str, row: int) -> str:
        """Return what a row of a form is called: `T01`, or by its number `row 2`."""
        key = self.book.row_key(form, row)
        return self.say(texts.ROW_NAME, row=key) if key.isdecimal() else key

    def head(self, *, is_training: bool) -> Head:
        """Return what every page says."""
        site = self.study.sites_by_oid.get(self.context.site)
        name = f" – {self.label(site.label)}" if site else ""
        title = SEPARATOR.join(filter(None, (self.study.protocol, self.study.oid)))
        return Head(
            study=title,
            site=f"{self.say(texts.SITE)} {self.context.site}{name}",
            subject=self.casebook.subject,
            definitions=self.say(
                texts.DEFINITIONS, version=self.study.version, digest=self.study.digest[:8]
            ),
            is_training=is_training,
        )


def moment_text(at_utc: str) -> str:
    """Return an instant to the second: `2026-11-25 17:11:47`."""
    return at_utc[:19].replace("T", " ")


def applies(book: Workbook, path: FormPath, slot: Slot, item: ItemDef) -> bool | None:
    """Return whether an item applies; `None` while that depends on what is not known."""
    if item.show_when is None:
        return True
    place = Place(path.visit, path.form, slot.row, slot.group, slot.group_row, slot.item)
    answer = book.program.compiled(item.show_when)(Scope(book, place))
    return answer if isinstance(answer, bool) else None


def with_defaults(paper: Paper, path: FormPath, defaults: Mapping[Slot, Value]) -> Workbook:
    """Return the workbook as it would read if the form held its defaults."""
    if not defaults:
        return paper.book
    changes = tuple(Change(slot, v, None, Origin.DEFAULT) for slot, v in defaults.items())
    event = Event(EventKind.SAVE, path, "", "", "", "", "", changes)
    primed = with_event(paper.casebook, event, event_hash=EventHash(""), at_utc="")
    return replace(paper, casebook=primed).book
