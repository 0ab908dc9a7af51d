"""A subject made in memory: saves decided and sealed as at a site, nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hcc_crf.entry.check import open_findings
from hcc_crf.entry.decide import Decision
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.program import Program
from hcc_crf.entry.request import SaveRequest
from hcc_crf.entry.scope import Context
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.audit import AuditRecord, audit_records
from hcc_crf.ledger.casebook import Casebook, apply
from hcc_crf.ledger.chain import seal
from hcc_crf.ledger.events import Chain, Event, EventHash, SealedEvent, Stamp
from hcc_crf.values import FormPath, PartialDate, Slot, SubjectKey, VisitCode
from hcc_crf.worksheet import PrintRun
from tests.entry.saving import decide_save

SUBJECT = SubjectKey("01-001")
TODAY = PartialDate("2026-11-25")
CONTEXT = Context(TODAY, "01")
RUN = PrintRun("01", "A", "2026-11-25T17:11:47.123456Z", "nurse1", is_training=False)
_CHAIN = Chain("NCT05831969", "01", "A", "i1")

Items = Mapping[str, str | Typed]


@dataclass
class SubjectBook:
    """A casebook that grows save by save."""

    program: Program
    casebook: Casebook = field(default_factory=lambda: Casebook(SUBJECT))
    events: list[SealedEvent] = field(default_factory=list)

    def save(
        self,
        place: str,
        items: Items | None = None,
        *,
        rows: Mapping[int, Items] | None = None,
        table: tuple[str, tuple[Items, ...]] | None = None,
        strikes: tuple[tuple[int, str], ...] = (),
        not_done: str | None = None,
        reason: str = "",
    ) -> None:
        """Save a form, `place` being `SCR/VS`; what is refused fails the test."""
        visit, _, form = place.partition("/")
        entries = [*_entries(items or {})]
        for row, values in (rows or {}).items():
            entries += _entries(values, row=row)
        if table is not None:
            for number, values in enumerate(table[1], 1):
                entries += _entries(values, group=table[0], group_row=number)
        path = FormPath(SUBJECT, VisitCode(visit), form)
        request = SaveRequest(path, tuple(entries), strikes, not_done, reason)
        book = Workbook(self.program, self.casebook, CONTEXT, stale=frozenset())
        decision = decide_save(book, request)
        assert isinstance(decision, Decision), decision
        assert decision.event is not None
        self.add(decision.event)

    def settle(self, place: str, check: str, reason: str) -> None:
        """Let every open finding of a check on a form stand with a reason."""
        visit, _, form = place.partition("/")
        path = FormPath(SUBJECT, VisitCode(visit), form)
        book = Workbook(self.program, self.casebook, CONTEXT, stale=frozenset())
        found = [one for one in open_findings(book, path.visit, form) if one.check == check]
        entries = tuple((one.mark, Typed(reason)) for one in found if one.mark is not None)
        assert entries, f"nothing to settle: {check}"
        decision = decide_save(book, SaveRequest(path, entries))
        assert isinstance(decision, Decision), decision
        assert decision.event is not None
        self.add(decision.event)

    def add(self, event: Event) -> None:
        """Seal an event as it is, whatever it holds."""
        last = self.events[-1].hash if self.events else EventHash("0" * 64)
        at = f"2026-11-25T09:{len(self.events):02}:00.000000Z"
        sealed = seal(
            (event,),
            _CHAIN,
            after_seq=len(self.events),
            after_hash=last,
            stamp=Stamp(at, "+08:00", "Asia/Shanghai"),
        )
        self.events += sealed
        self.casebook = apply(self.casebook, sealed[0])

    def audit(self) -> tuple[AuditRecord, ...]:
        """Return the audit trail of all saves."""
        return tuple(audit_records(self.events))


def _entries(
    items: Items, *, row: int = 0, group: str = "", group_row: int = 0
) -> list[tuple[Slot, Typed]]:
    return [
        (Slot(oid, row, group, group_row), value if isinstance(value, Typed) else Typed(value))
        for oid, value in items.items()
    ]


def treated_subject(program: Program) -> SubjectBook:
    """Return a subject from screening to the first tumour assessment."""
    book = SubjectBook(program)
    book.save("SCR/DM", {"SITEID": "01", "SUBJID": SUBJECT, "RFICDAT": "2023-07-25"})
    book.save("SCR/SV", {"SVSTDAT": "2023-08-02", "SVCNTMOD": "VISIT", "SVCOM": "<b>daughter</b>"})
    book.save("SCR/VS", {"WEIGHT": "68.0", "HEIGHT": "170", "SYSBP": "128", "DIABP": "84"})
    book.save("SCR/QSECOG", {"ECOG101": "1"})
    chemistry: Items = {
        "BILI": Typed("1.9", "mg/dL"),
        "ALB": "33",
        "GGT": Typed("", "", "ND"),
        "CREAT": "80",
        "LBNAM": "LAB01",
        "BILI_LBCLSIG": "CS",
    }
    book.save("SCR/LBCHEM", chemistry)
    book.save("SCR/LBCOAG", {"INR": "1.18"})
    book.save("SCR/CPS", {"CPS0102": "SLIGHT", "CPS0101": "0"})
    scans = (
        {"IMGAREA": "CHEST", "IMGMETH": "CT SCAN", "IMGDAT": "2023-07-31", "IMGCONT": "Y"},
        {"IMGAREA": "ABDOMEN", "IMGMETH": "MRI", "IMGDAT": "2023-08-01", "IMGCONT": "Y"},
    )
    book.save("SCR/IMG", {"IMGPERF": "Y"}, table=("IMGTAB", scans))
    _enter_lesions(book)
    book.save("SCR/VS", {"WEIGHT": "68.5"}, reason="transcription error")
    book.save("C1D1/SV", {"SVSTDAT": "2023-08-07", "SVCNTMOD": "VISIT"})
    book.save("C1D1/VS", {"WEIGHT": "68", "TEMP": "36.5"})
    infusion = {"PDGIVEN": "Y", "PDDAT": "2023-08-07", "PDDRUG": "SINTILIMAB", "PDDOSE": "200"}
    book.save("C1D1/EXPD1", infusion)
    book.save("C1D8/VS", not_done="subject refused")
    book.save("LOG/AE", rows={1: {"AETERM": "Fatigue", "AESTDAT": "2023-09", "AETOXGR": "1"}})
    sizes = {
        1: {"TR_STAT": "MEASURED", "TR_DIAM": "40"},
        2: {"TR_STAT": "MEASURED", "TR_DIAM": "9"},
    }
    book.save("TA1/TRTL", rows=sizes)
    book.save("TA1/TRNT", rows={1: {"TN_STAT": "PRESENT"}})
    return book


def _enter_lesions(book: SubjectBook) -> None:
    targets = {
        1: {
            "TL_TULOC": "LIVER, RIGHT LOBE",
            "TL_TUSEG": "S8",
            "TL_TULOCDTL": "dome",
            "TL_NODAL": "NON-NODAL",
            "TL_DIAM": "62",
        },
        2: {
            "TL_TULOC": "HEPATIC LYMPH NODE",
            "TL_TULOCDTL": "porta hepatis",
            "TL_NODAL": "NODAL",
            "TL_DIAM": "18",
        },
        3: {"TL_TULOC": "BONE", "TL_TULOCDTL": "typed twice", "TL_NODAL": "NON-NODAL"},
    }
    book.save("SCR/TUTL", rows=targets)
    book.save("SCR/TUTL", strikes=((3, "entered twice"),))
    thrombus = {"NT_TULOC": "PORTAL VEIN", "NT_NODAL": "NON-NODAL", "NT_TULOCDTL": "right branch"}
    book.save("SCR/TUNT", rows={1: thrombus})
