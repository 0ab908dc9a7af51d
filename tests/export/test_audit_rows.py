from hcc_crf.export.audit_rows import AUDIT_COLUMNS, audit_row
from hcc_crf.ledger.audit import audit_records
from hcc_crf.ledger.events import NOT_DONE, STRUCK
from hcc_crf.values import MissingReason, Slot
from tests.centre.building import Workstation, code, device_a, missing, number, study

CONTRACT = (
    "seq event at_utc offset zone user role device subject visit form form_version row item old "
    "new unit missing reason kind"
).split()


def rows(device: Workstation) -> list[dict[str, str]]:
    """Return the audit trail of a device."""
    return [
        dict(zip(AUDIT_COLUMNS, audit_row(study(), record), strict=True))
        for record in audit_records(device.events)
    ]


def test_the_columns_are_those_of_the_contract_and_two_more() -> None:
    assert list(AUDIT_COLUMNS) == [*CONTRACT, "incarnation", "text"]


def test_a_row_says_who_when_where_what_and_why() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68.0", "kg")})
    second = a.save("VS", {"WEIGHT": number("68.5", "kg")}, replaces=first, reason="misread")
    assert rows(a)[1] == {
        "seq": "2",
        "event": second.hash,
        "at_utc": "2026-11-25T12:02:00.000000Z",
        "offset": "+08:00",
        "zone": "Asia/Shanghai",
        "user": "nurse1",
        "role": "nurse",
        "device": "01-A",
        "subject": "01-001",
        "visit": "SCR",
        "form": "VS",
        "form_version": "1",
        "row": "",
        "item": "WEIGHT",
        "old": "68.0",
        "new": "68.5",
        "unit": "kg",
        "missing": "",
        "reason": "misread",
        "kind": "correction",
        "incarnation": "inc1",
        "text": "68.5",
    }


def test_a_row_of_an_inner_table_names_it() -> None:
    a = device_a()
    a.save("IMG", {Slot("IMGAREA", 0, "IMGTAB", 2): code("CHEST")})
    assert rows(a)[0]["item"] == "IMGTAB[2].IMGAREA"


def test_missing_codes_are_shown_old_and_new() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": missing(MissingReason.ND)})
    second = a.save("VS", {"WEIGHT": number("68", "kg")}, replaces=first, reason="found")
    a.save("VS", {"WEIGHT": missing(MissingReason.UNK)}, replaces=second, reason="no scale")
    assert [(row["old"], row["new"], row["missing"]) for row in rows(a)] == [
        ("", "", "ND"),
        ("ND", "68", ""),
        ("68", "", "UNK"),
    ]


def test_an_acceptance_of_derived_values_is_a_row_a_value() -> None:
    a = device_a()
    a.rederive("CPS", {"ALBI": "-1.81", "CPCLASS": "A"})
    assert [
        (row["kind"], row["form"], row["item"], row["new"], row["reason"]) for row in rows(a)
    ] == [
        ("rederived", "CPS", "ALBI", "-1.81", "new rules"),
        ("rederived", "CPS", "CPCLASS", "A", "new rules"),
    ]


def test_an_item_the_definitions_do_not_know_is_a_text() -> None:
    a = device_a()
    a.rederive("OLD", {"X": "-1"})
    assert rows(a)[0]["new"] == "'-1"


def test_a_strike_and_a_form_not_done_are_rows_with_their_reason() -> None:
    a = device_a()
    a.save("AE", {Slot("AETERM", 1): code("Fatigue")}, visit="LOG")
    a.save("AE", {Slot(STRUCK, 1): code("=twice")}, visit="LOG", reason="=twice")
    a.save("VS", {NOT_DONE: code("refused")}, visit="C1D15")
    assert [(row["kind"], row["row"], row["item"], row["new"]) for row in rows(a)[1:]] == [
        ("strike", "1", "$STRUCK", "'=twice"),
        ("not done", "", "$NOT_DONE", "refused"),
    ]
