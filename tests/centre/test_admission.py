from dataclasses import replace

import pytest
from msgspec import structs

from hcc_crf.centre.admission import LARGEST_NUMBER, LARGEST_ROW, admit
from hcc_crf.errors import PackageRejectedError
from hcc_crf.ledger.events import NOT_DONE, STRUCK, SealedEvent, Stamp
from hcc_crf.values import BLANK, MissingReason, Slot, Value
from tests.centre.building import code, device_a, missing, number, study


def refusal(*events: SealedEvent) -> tuple[str, int]:
    """Return code and step with which events are refused."""
    with pytest.raises(PackageRejectedError) as refused:
        admit(events, study=study(), place="p.zip.age")
    assert refused.value.place == "p.zip.age"
    assert refused.value.next_step
    return refused.value.code, refused.value.step


def admitted(*events: SealedEvent) -> bool:
    """Return true; what is refused raises."""
    admit(events, study=study(), place="p.zip.age")
    return True


UNKNOWN = ("PACKAGE-DEFINITION-UNKNOWN", 11)
UNFIT = ("PACKAGE-VALUE-UNFIT", 11)
OTHER_SITE = ("PACKAGE-SUBJECT-OF-OTHER-SITE", 10)


def test_saves_of_every_kind_of_item_are_admitted() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68.0", "kg"), "VSDAT": code("2026-11-25"), "HEIGHT": BLANK})
    a.save("LBCHEM", {"BILI": number("<0.2", "mg/dL"), "GGT": missing(MissingReason.ND)})
    a.save(
        "AE", {Slot("AETERM", 1): code("发热"), Slot("AESTDAT", 1): code("2023-09")}, visit="LOG"
    )
    a.save("AE", {Slot(STRUCK, 1): code("entered twice")}, visit="LOG")
    a.save("IMG", {Slot("IMGDAT", 0, "IMGTAB", 1): code("2026-11-25")}, visit="TA2")
    a.save("VS", {NOT_DONE: code("subject refused")}, visit="C1D15")
    a.save("VS", {"$SETTLED$WEIGHT$range$0123456789ab": code("weighed twice")}, visit="C1D1")
    a.save("VS", {"$SETTLED$$VS99$0123456789ab": BLANK}, visit="C1D1")
    a.save("AE", {Slot("$SETTLED$AETERM$AE01$0123456789ab", 1): code("so")}, visit="LOG")
    a.save("IMG", {Slot("$SETTLED$IMGDAT$IM1$0123456789ab", 0, "IMGTAB"): code("so")}, visit="TA2")
    assert admitted(*a.events)


@pytest.mark.parametrize(
    ("slot", "value", "expected"),
    [
        pytest.param(
            Slot("$SETTLED$WAIST$range$0123456789ab"), code("so"), UNKNOWN, id="unknown item"
        ),
        pytest.param(Slot("$SETTLED$WEIGHT$range$xyz"), code("so"), UNKNOWN, id="no such mark"),
        pytest.param(Slot("$WEIGHT"), code("so"), UNKNOWN, id="another mark"),
        pytest.param(
            Slot("$SETTLED$WEIGHT$range$0123456789ab", 1), code("so"), UNFIT, id="row of no rows"
        ),
        pytest.param(
            Slot("$SETTLED$WEIGHT$range$0123456789ab", 0, "IMGTAB"), code("so"), UNFIT, id="table"
        ),
        pytest.param(
            Slot("$SETTLED$WEIGHT$range$0123456789ab", 0, "", 1), code("so"), UNFIT, id="inner row"
        ),
        pytest.param(
            Slot("$SETTLED$WEIGHT$range$0123456789ab"), number("1", "kg"), UNFIT, id="unit"
        ),
        pytest.param(
            Slot("$SETTLED$WEIGHT$range$0123456789ab"), missing(MissingReason.ND), UNFIT, id="ND"
        ),
    ],
)
def test_a_reason_that_no_workstation_writes_is_refused(
    slot: Slot, value: Value, expected: tuple[str, int]
) -> None:
    assert refusal(device_a().save("VS", {slot: value})) == expected


@pytest.mark.parametrize("subject", ["02-001", "01001", "01-", "", "01-0001", "X1-001", "01-001 "])
def test_a_subject_that_cannot_be_one_of_the_site_is_refused(subject: str) -> None:
    assert refusal(device_a().save("VS", {"WEIGHT": number("68")}, subject=subject)) == OTHER_SITE


def test_a_subject_is_looked_at_before_any_value() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": code("heavy")})
    a.save("VS", {"WEIGHT": number("68")}, subject="02-001")
    assert refusal(*a.events) == OTHER_SITE


@pytest.mark.parametrize(
    ("visit", "form", "item"),
    [
        pytest.param("SCR", "VS", "WAIST", id="item"),
        pytest.param("SCR", "XX", "WEIGHT", id="form"),
        pytest.param("SCR", "TRTL", "TR_STAT", id="form at a visit that does not have it"),
        pytest.param("C999D1", "VS", "WEIGHT", id="repeat outside its range"),
        pytest.param("XYZ", "VS", "WEIGHT", id="visit"),
        pytest.param("SCR", "LBHEM", "HGB", id="form that is planned"),
        pytest.param("SCR", "VS", "VSPOS", id="choice"),
    ],
)
def test_what_the_definitions_lack_is_refused(visit: str, form: str, item: str) -> None:
    assert refusal(device_a().save(form, {item: number("1")}, visit=visit)) == UNKNOWN


def test_what_the_definitions_lack_is_named_before_what_is_unfit() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": code("heavy"), "WAIST": number("90")})
    assert refusal(*a.events) == UNKNOWN


@pytest.mark.parametrize(
    ("form", "visit", "slot", "value"),
    [
        pytest.param("VS", "SCR", "WEIGHT", code("heavy"), id="word for a number"),
        pytest.param("VS", "SCR", "WEIGHT", code("6,8"), id="decimal comma"),
        pytest.param("VS", "SCR", "WEIGHT", code("1e999"), id="exponent"),
        pytest.param("VS", "SCR", "WEIGHT", code("NaN"), id="no number"),
        pytest.param("VS", "SCR", "WEIGHT", number("6" * 25, "kg"), id="too many digits"),
        pytest.param("VS", "SCR", "WEIGHT", number("-68", "kg"), id="outside the hard range"),
        pytest.param("LBCHEM", "SCR", "BILI", number("900", "mg/dL"), id="outside by its unit"),
        pytest.param("VS", "SCR", "WEIGHT", code("٦٨"), id="digits of another script"),
        pytest.param("VS", "SCR", "WEIGHT", number("68", "stone"), id="unit of no item"),
        pytest.param("VS", "SCR", "VSDAT", code("2026-02-30"), id="no day"),
        pytest.param("VS", "SCR", "VSDAT", code("2026-02"), id="month for a full date"),
        pytest.param("VS", "SCR", "WEIGHT", Value("", "68", "kg", MissingReason.ND), id="both"),
        pytest.param("VS", "SCR", Slot("WEIGHT", 1), number("68"), id="row of a single form"),
        pytest.param("VS", "SCR", Slot("WEIGHT", 0, "IMGTAB", 1), number("68"), id="wrong table"),
        pytest.param("VS", "SCR", Slot(STRUCK, 1), code("x"), id="strike in a single form"),
        pytest.param("VS", "SCR", Slot(NOT_DONE, 1), code("x"), id="row not done"),
        pytest.param("AE", "LOG", "AETERM", code("Fatigue"), id="no row in a repeating form"),
        pytest.param("AE", "LOG", Slot("AETERM", -1), code("Fatigue"), id="row below 1"),
        pytest.param("AE", "LOG", Slot("AETERM", LARGEST_ROW + 1), code("F"), id="row too large"),
        pytest.param("AE", "LOG", Slot("AETERM", 10**40), code("F"), id="row without end"),
        pytest.param("AE", "LOG", Slot(STRUCK), code("x"), id="strike of no row"),
        pytest.param("IMG", "SCR", "IMGDAT", code("2026-11-25"), id="column outside its table"),
        pytest.param("IMG", "SCR", Slot("IMGDAT", 0, "IMGTAB"), code("2026-11-25"), id="no row"),
        pytest.param("IMG", "SCR", "IMGTAB", code("x"), id="value of a table"),
    ],
)
def test_what_cannot_be_read_again_is_refused(
    form: str, visit: str, slot: str | Slot, value: Value
) -> None:
    assert refusal(device_a().save(form, {slot: value}, visit=visit)) == UNFIT


def test_a_value_outside_the_soft_range_is_admitted() -> None:
    assert admitted(device_a().save("LBCHEM", {"BILI": number("900", "umol/L")}))


def test_a_choice_the_code_list_lacks_is_named_without_its_value() -> None:
    with pytest.raises(PackageRejectedError) as refused:
        admit([device_a().save("IMG", {"IMGPERF": code("PERHAPS")})], study=study(), place="p")
    assert "a choice of item IMG.IMGPERF" in refused.value.problem
    assert "PERHAPS" not in str(refused.value)


def test_an_acceptance_of_derived_values_changes_no_item_and_is_admitted() -> None:
    assert admitted(device_a().rederive("CPS", {"CPCLASS": "A"}))


def test_the_largest_row_is_admitted() -> None:
    slot = Slot("AETERM", LARGEST_ROW)
    assert admitted(device_a().save("AE", {slot: code("Fatigue")}, visit="LOG"))


def test_an_event_without_changes_is_refused() -> None:
    assert refusal(device_a().save("VS", {})) == UNFIT


def test_an_event_that_changes_an_item_twice_is_refused() -> None:
    sealed = device_a().save("VS", {"WEIGHT": number("68")})
    twice = replace(sealed.event, changes=sealed.event.changes * 2)
    assert refusal(structs.replace(sealed, event=twice)) == UNFIT


@pytest.mark.parametrize(
    ("at_utc", "offset"),
    [
        pytest.param("yesterday", "+08:00", id="no time"),
        pytest.param("2026-02-30T12:00:00.000000Z", "+08:00", id="no day"),
        pytest.param("2026-02-03T24:00:00.000000Z", "+08:00", id="no hour"),
        pytest.param("2026-02-03T12:00:00Z", "+08:00", id="no fraction"),
        pytest.param("2026-02-03T12:00:00.000000Z", "8", id="no offset"),
        pytest.param("2026-02-03T12:00:00.000000Z", "+15:00", id="offset beyond the last zone"),
    ],
)
def test_a_moment_that_is_none_is_refused(at_utc: str, offset: str) -> None:
    sealed = device_a().save("VS", {"WEIGHT": number("68")})
    assert refusal(structs.replace(sealed, stamp=Stamp(at_utc, offset, "zone"))) == UNFIT


def test_a_number_no_workstation_reaches_is_refused() -> None:
    sealed = device_a().save("VS", {"WEIGHT": number("68")})
    assert admitted(structs.replace(sealed, seq=LARGEST_NUMBER))
    assert refusal(structs.replace(sealed, seq=LARGEST_NUMBER + 1)) == UNFIT


def test_the_first_event_that_does_not_pass_is_named_and_its_value_is_not() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68")})
    a.save("VS", {"WEIGHT": code("Zhang San")})
    with pytest.raises(PackageRejectedError) as refused:
        admit(a.events, study=study(), place="p.zip.age")
    assert "Event 2: item VS.WEIGHT" in refused.value.problem
    assert "Zhang" not in str(refused.value)
