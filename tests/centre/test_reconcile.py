from hcc_crf.centre.reconcile import agreed, reconcile
from hcc_crf.ledger.casebook import Casebook, fold
from hcc_crf.ledger.events import NOT_DONE, STRUCK, SealedEvent
from hcc_crf.values import BLANK, ItemPath, MissingReason, Slot, SubjectKey, VisitCode
from tests.centre.building import code, device_a, device_b, missing, number

SUBJECT = SubjectKey("01-001")
SCR = VisitCode("SCR")
WEIGHT = Slot("WEIGHT")


def view(*events: SealedEvent) -> Casebook:
    """Return the merged casebook of the subject."""
    return reconcile(events).view[SUBJECT]


def conflict_paths(*events: SealedEvent) -> list[str]:
    """Return the items in conflict."""
    return [str(conflict.path) for conflict in reconcile(events).conflicts]


def test_a_first_write_gives_the_value() -> None:
    first = device_a().save("VS", {"WEIGHT": number("68", "kg")})
    assert view(first).value(SCR, "VS", WEIGHT) == number("68", "kg")


def test_a_write_that_replaces_another_takes_its_place() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68")})
    second = a.save("VS", {"WEIGHT": number("69")}, replaces=first)
    assert view(first, second).value(SCR, "VS", WEIGHT) == number("69")
    assert conflict_paths(first, second) == []


def test_a_write_replaces_that_of_its_own_item_alone() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68"), "HEIGHT": number("170")})
    a.save("VS", {"WEIGHT": number("69")}, replaces=first)
    assert view(*a.events).value(SCR, "VS", Slot("HEIGHT")) == number("170")


def test_two_writes_that_replace_the_same_value_both_stand() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68")})
    put_back = a.branch(1)
    a.save("VS", {"WEIGHT": number("69")}, replaces=first)
    put_back.save("VS", {"WEIGHT": number("70")}, replaces=first)
    (conflict,) = reconcile((*a.events, *put_back.events)).conflicts
    assert {claim.value.canonical for claim in conflict.claims} == {"69", "70"}


def test_one_device_alone_gives_what_its_own_fold_gives() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    second = a.save("VS", {"WEIGHT": number("69", "kg")}, replaces=first, reason="typed wrongly")
    a.save("VS", {"WEIGHT": BLANK}, replaces=second, reason="of another subject")
    a.save("AE", {Slot("AETERM", 1): code("Fatigue"), Slot("AETERM", 2): code("Rash")}, visit="LOG")
    a.save("AE", {Slot(STRUCK, 2): code("entered twice")}, visit="LOG", reason="entered twice")
    assert view(*a.events).forms == fold(SUBJECT, a.events).forms


def test_two_first_saves_with_different_values_conflict_and_both_are_kept() -> None:
    a, b = device_a(), device_b()
    one = a.save("VS", {"WEIGHT": number("68", "kg")})
    other = b.save("VS", {"WEIGHT": number("69", "kg")}, user="nurse2")
    (conflict,) = reconcile((other, one)).conflicts
    assert str(conflict.path) == "01-001/SCR/VS.WEIGHT"
    assert [
        (claim.value.canonical, claim.user, claim.device, claim.at_utc, claim.event)
        for claim in conflict.claims
    ] == [
        ("68", "nurse1", "A", "2026-11-25T12:01:00.000000Z", one.hash),
        ("69", "nurse2", "B", "2026-11-25T13:01:00.000000Z", other.hash),
    ]


def test_two_first_saves_with_equal_values_do_not_conflict() -> None:
    a, b = device_a(), device_b()
    one = a.save("VS", {"WEIGHT": number("68", "kg")})
    other = b.save("VS", {"WEIGHT": number("68", "kg")})
    assert conflict_paths(one, other) == []
    cell = view(other, one).cell(SCR, "VS", WEIGHT)
    assert cell is not None
    assert (cell.value.canonical, cell.event) == ("68", one.hash)


def test_equal_numbers_in_different_units_conflict() -> None:
    a, b = device_a(), device_b()
    one = a.save("LBCHEM", {"BILI": number("20", "umol/L")})
    other = b.save("LBCHEM", {"BILI": number("20", "mg/dL")})
    assert conflict_paths(one, other) == ["01-001/SCR/LBCHEM.BILI"]


def test_a_value_and_a_missing_reason_conflict() -> None:
    a, b = device_a(), device_b()
    one = a.save("VS", {"WEIGHT": number("68", "kg")})
    other = b.save("VS", {"WEIGHT": missing(MissingReason.ND)})
    assert conflict_paths(one, other) == ["01-001/SCR/VS.WEIGHT"]


def test_a_deletion_and_a_correction_conflict() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68", "kg")})
    put_back = a.branch(1)
    a.save("VS", {"WEIGHT": BLANK}, replaces=first, reason="of another subject")
    put_back.save("VS", {"WEIGHT": number("69", "kg")}, replaces=first, reason="typed wrongly")
    assert conflict_paths(*a.events, *put_back.events) == ["01-001/SCR/VS.WEIGHT"]


def test_the_cell_in_conflict_is_blank_and_the_others_keep_their_values() -> None:
    a, b = device_a(), device_b()
    one = a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    other = b.save("VS", {"WEIGHT": number("69", "kg"), "TEMP": number("36.6", "C")})
    casebook = view(one, other)
    values = {
        item: casebook.value(SCR, "VS", Slot(item)).canonical
        for item in ("WEIGHT", "HEIGHT", "TEMP")
    }
    assert values == {"WEIGHT": "", "HEIGHT": "170", "TEMP": "36.6"}


def test_a_row_whose_values_are_all_in_conflict_stays_a_row() -> None:
    a, b = device_a(), device_b()
    one = a.save("AE", {Slot("AETERM", 1): code("Fatigue")}, visit="LOG")
    other = b.save("AE", {Slot("AETERM", 1): code("Rash")}, visit="LOG")
    data = view(one, other).form(VisitCode("LOG"), "AE")
    assert data is not None
    assert data.rows == (1,)


def test_a_strike_in_conflict_does_not_strike() -> None:
    a = device_a()
    first = a.save("AE", {Slot("AETERM", 1): code("Fatigue")}, visit="LOG")
    put_back = a.branch(1)
    a.save("AE", {Slot(STRUCK, 1): code("entered twice")}, visit="LOG", reason="entered twice")
    put_back.save("AE", {Slot(STRUCK, 1): code("wrong subject")}, visit="LOG", reason="wrong")
    data = view(first, *a.events, *put_back.events).form(VisitCode("LOG"), "AE")
    assert data is not None
    assert data.struck == frozenset()
    assert conflict_paths(*a.events, *put_back.events) == ["01-001/LOG/AE[1].$STRUCK"]


def test_a_form_not_done_on_one_device_and_filled_on_the_other_shows_both() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {NOT_DONE: code("refused")})
    b.save("VS", {"WEIGHT": number("68", "kg")})
    data = view(*a.events, *b.events).form(SCR, "VS")
    assert data is not None
    assert (data.not_done, data.value(WEIGHT).canonical) == ("refused", "68")


def test_a_conflict_ends_when_a_device_corrects_its_value_to_the_other() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {"WEIGHT": number("68", "kg")})
    mine = b.save("VS", {"WEIGHT": number("69", "kg")})
    b.save("VS", {"WEIGHT": number("68", "kg")}, replaces=mine, reason="checked with the source")
    assert conflict_paths(*a.events, *b.events) == []
    assert view(*a.events, *b.events).value(SCR, "VS", WEIGHT).canonical == "68"


def test_a_correction_whose_original_lacks_gives_the_value_alone() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68", "kg")})
    second = a.save("VS", {"WEIGHT": number("69", "kg")}, replaces=first, reason="typed wrongly")
    assert view(second).value(SCR, "VS", WEIGHT).canonical == "69"
    assert view(second, first) == view(first, second)


def test_an_acceptance_of_derived_values_saves_no_form_and_changes_none() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68", "kg")})
    before = view(*a.events)
    a.rederive("VS", {"BMI": "23.5"})
    a.rederive("CPS", {"CPCLASS": "A"})
    assert view(*a.events) == before


def test_the_form_carries_the_version_and_person_of_its_latest_save() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {"WEIGHT": number("68", "kg")}, user="nurse1")
    b.save("VS", {"HEIGHT": number("170", "cm")}, user="nurse2")
    data = view(*b.events, *a.events).form(SCR, "VS")
    assert data is not None
    assert (data.saved_by, data.saved_at_utc) == ("nurse2", "2026-11-25T13:01:00.000000Z")


def test_subjects_are_kept_apart() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68", "kg")}, subject="01-001")
    a.save("VS", {"WEIGHT": number("80", "kg")}, subject="01-002")
    merged = reconcile(a.events)
    assert merged.conflicts == ()
    assert merged.view[SubjectKey("01-002")].value(SCR, "VS", WEIGHT).canonical == "80"


def test_conflicts_are_sorted_by_path() -> None:
    a, b = device_a(), device_b()
    for subject in ("01-002", "01-001"):
        a.save("VS", {"WEIGHT": number("68"), "HEIGHT": number("170")}, subject=subject)
        b.save("VS", {"WEIGHT": number("69"), "HEIGHT": number("171")}, subject=subject)
    assert conflict_paths(*a.events, *b.events) == [
        "01-001/SCR/VS.HEIGHT",
        "01-001/SCR/VS.WEIGHT",
        "01-002/SCR/VS.HEIGHT",
        "01-002/SCR/VS.WEIGHT",
    ]


def test_a_gap_and_a_fork_are_seen_in_the_events_themselves() -> None:
    a = device_a()
    for text in ("60", "61", "62"):
        a.save("VS", {"WEIGHT": number(text)}, replaces=a.events[-1] if a.events else None)
    put_back = a.branch(1)
    put_back.save("VS", {"WEIGHT": number("70")}, replaces=put_back.events[-1])
    merged = reconcile((a.events[0], a.events[2], put_back.events[1]))
    assert [(gap.first_seq, gap.last_seq) for gap in merged.gaps] == [(2, 2)]
    assert merged.forks == ()
    whole = reconcile((*a.events, *put_back.events))
    assert [(fork.seq, fork.last_seq) for fork in whole.forks] == [(2, 2)]
    assert whole.gaps == ()


def test_agreeing_claims_give_the_earliest() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {"WEIGHT": number("68")})
    b.save("VS", {"WEIGHT": number("69")})
    (conflict,) = reconcile((*a.events, *b.events)).conflicts
    assert agreed(conflict.path.slot, conflict.claims) is None
    assert agreed(conflict.path.slot, conflict.claims[:1]) == conflict.claims[0]
    assert isinstance(conflict.path, ItemPath)


REASON = Slot("$SETTLED$WEIGHT$range$0123456789ab")


def test_two_reasons_for_one_finding_agree_that_it_stands_and_the_earlier_is_shown() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {REASON: code("weighed twice")})
    b.save("VS", {REASON: code("seen by me")})
    merged = reconcile([*a.events, *b.events])
    assert merged.conflicts == ()
    cell = merged.view[SUBJECT].cell(SCR, "VS", REASON)
    assert cell is not None
    assert cell.value.canonical == "weighed twice"


def test_a_reason_taken_back_by_one_of_two_is_a_conflict() -> None:
    a, b = device_a(), device_b()
    first = a.save("VS", {REASON: code("weighed twice")})
    a.save("VS", {REASON: BLANK}, replaces=first, reason="wrong")
    b.save("VS", {REASON: code("seen by me")})
    (conflict,) = reconcile([*a.events, *b.events]).conflicts
    assert conflict.path.slot == REASON
