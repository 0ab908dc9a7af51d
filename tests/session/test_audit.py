"""The audit trail says who changed what, when, where, from what to what, why, on which version."""

from datetime import datetime, timedelta

import pytest

from hcc_crf.ledger.audit import AuditRecord, ChangeKind
from hcc_crf.session import SaveRequest, Session, Typed
from hcc_crf.values import MissingReason, Slot, SubjectKey
from tests.session.sites import Site, entry, form, item, saved


def trail(session: Session, subject: str) -> list[AuditRecord]:
    return list(session.audit(SubjectKey(subject)))


def test_a_save_of_k_items_adds_k_records(nurse: Session, subject: str) -> None:
    typed = {"WEIGHT": "68.0", "HEIGHT": "170", "TEMP": "36.6", "PULSE": "72"}
    saved(nurse, entry(f"{subject}/SCR/VS", VSPERF="Y", **typed))
    assert sorted(record.path.slot.item for record in trail(nurse, subject)) == sorted(
        ["VSPERF", *typed]
    )


def test_every_record_has_its_fields(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    saved(nurse, entry(f"{subject}/SCR/VS", reason="misread", WEIGHT="86.0"))
    first, *_defaults, last = trail(nurse, subject)
    for record in (first, last):
        sealed, event = record.sealed, record.sealed.event
        assert (event.user, event.role) == ("nurse1", "nurse")
        assert (sealed.chain.site, sealed.chain.device) == ("01", "A")
        assert sealed.stamp.at_utc.startswith("2026-11-25T01:30:0")
        assert sealed.stamp.offset == "+08:00"
        assert sealed.stamp.zone == "Asia/Shanghai"
        assert event.form_version
        assert event.definition
        assert str(record.path) == f"{subject}/SCR/VS.WEIGHT"
        assert record.new.canonical
    assert first.kind is ChangeKind.ENTRY  # a first entry explains itself
    assert (last.kind, last.old.canonical, last.new.canonical) == (
        ChangeKind.CORRECTION,
        "68.0",
        "86.0",
    )
    assert last.sealed.event.reason == "misread"


def test_after_n_corrections_all_values_are_there(nurse: Session, subject: str) -> None:
    weights = [f"{60 + n}.0" for n in range(10)]
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT=weights[0]))
    for weight in weights[1:]:
        saved(nurse, entry(f"{subject}/SCR/VS", reason="weighed again", WEIGHT=weight))
    history = nurse.history(item(f"{subject}/SCR/VS.WEIGHT"))
    assert [record.new.canonical for record in history] == weights
    assert [record.old.canonical for record in history] == ["", *weights[:-1]]


def test_the_history_of_an_item_is_of_that_item_only(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
    saved(nurse, entry(f"{subject}/C1D1/VS", WEIGHT="67.0"))
    history = nurse.history(item(f"{subject}/SCR/VS.WEIGHT"))
    assert [str(record.path) for record in history] == [f"{subject}/SCR/VS.WEIGHT"]
    assert nurse.history(item(f"{subject}/SCR/VS.TEMP")) == ()


@pytest.mark.parametrize(
    ("requests", "kind"),
    [
        pytest.param(("WEIGHT", "68", "", ""), ChangeKind.REMOVAL, id="a value taken away"),
        pytest.param(("WEIGHT", "68", "69", ""), ChangeKind.CORRECTION, id="a value changed"),
        pytest.param(("WEIGHT", "68", "", "ND"), ChangeKind.CORRECTION, id="a value made missing"),
    ],
)
def test_what_a_change_did_is_named(
    nurse: Session, subject: str, requests: tuple[str, str, str, str], kind: ChangeKind
) -> None:
    oid, first, then, missing = requests
    saved(nurse, entry(f"{subject}/SCR/VS", **{oid: first}))
    change = ((Slot(oid), Typed(then, missing=missing)),)
    saved(nurse, SaveRequest(form(f"{subject}/SCR/VS"), change, reason="checked"))
    last = nurse.history(item(f"{subject}/SCR/VS.{oid}"))[-1]
    assert last.kind is kind
    assert last.new.missing == (MissingReason(missing) if missing else None)


def test_striking_and_not_done_stand_in_the_trail(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/LOG/AE[1]", AETERM="Fatigue", AESTDAT="2023-09"))
    saved(nurse, SaveRequest(form(f"{subject}/LOG/AE"), strikes=((1, "entered twice"),)))
    saved(nurse, SaveRequest(form(f"{subject}/LOG/AE"), strikes=((1, ""),), reason="not twice"))
    saved(nurse, SaveRequest(form(f"{subject}/C1D1/VS"), not_done="refused"))
    kinds = [record.kind for record in trail(nurse, subject)]
    assert kinds[-3:] == [ChangeKind.STRIKE, ChangeKind.UNSTRIKE, ChangeKind.NOT_DONE]


def test_values_filled_from_defaults_are_marked_as_such(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    kinds = {record.path.slot.item: record.kind for record in trail(nurse, subject)}
    assert kinds["WEIGHT"] is ChangeKind.ENTRY
    assert kinds["VSPERF"] is ChangeKind.DEFAULT


def test_derived_values_are_no_entries_of_a_person(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
    assert "BMI" not in {record.path.slot.item for record in trail(nurse, subject)}


def test_the_whole_trail_is_in_the_order_of_the_ledger(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    sequence = [record.sealed.seq for record in nurse.audit()]
    assert sequence == sorted(sequence)
    assert set(sequence) == set(range(1, nurse.events() + 1))


def test_the_trail_of_a_subject_is_of_no_other(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    assert {record.path.form.subject for record in trail(nurse, subject)} == {subject}
    assert trail(nurse, "01-999") == []


def test_who_changed_what_is_kept_across_people_and_days(site: Site) -> None:
    with site.open("nurse1") as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
    site.clock.wait(days=3)
    with site.open("investigator1") as session:
        saved(session, entry("01-001/SCR/VS", reason="source says 69", WEIGHT="69.0"))
        history = session.history(item("01-001/SCR/VS.WEIGHT"))
    assert [(one.sealed.event.user, one.sealed.event.role) for one in history] == [
        ("nurse1", "nurse"),
        ("investigator1", "investigator"),
    ]
    times = [datetime.fromisoformat(one.sealed.stamp.at_utc) for one in history]
    assert times[1] - times[0] > timedelta(days=3)
