"""What is typed and not saved is kept on the disk, offered again to its author, and settled."""

import pytest

from hcc_crf.session import SaveRequest, Session, Typed
from hcc_crf.session.draft_body import decode_drafts, encode_drafts
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.values import Slot, SubjectKey
from tests.session.sites import Site, entry, form, item, saved

TYPED = {
    Slot("WEIGHT"): Typed("68,0"),
    Slot("HEIGHT"): Typed("1.7", unit="m"),
    Slot("TEMP"): Typed("", missing="ND"),
}


def test_a_draft_is_given_back_as_it_was_typed(nurse: Session, subject: str) -> None:
    path = form(f"{subject}/SCR/VS")
    at = nurse.keep_draft(path, TYPED)
    draft = nurse.draft(path)
    assert draft is not None
    assert (draft.form, draft.typed, draft.at_utc) == (path, TYPED, at)


def test_a_draft_of_rows_and_inner_tables_keeps_every_place() -> None:
    typed = {
        Slot("AETERM", 2): Typed("Fatigue"),
        Slot("AEGRDAT", 2, "AEGRTAB", 3): Typed("t-1"),
        Slot("IMGDAT", 0, "IMGTAB", 1): Typed("2026-11-01"),
    }
    assert decode_drafts(encode_drafts(typed)) == typed


@pytest.mark.parametrize(
    "text", ["", " ", '"', "\\", "\u0000", "中文", "😀", "a\nb", "x" * 5000, "<script>", "'; DROP"]
)
def test_any_text_survives_in_a_draft(text: str) -> None:
    typed = {Slot("SVCOM"): Typed(text, unit=text, missing=text)}
    assert decode_drafts(encode_drafts(typed)) == typed


def test_a_later_draft_replaces_the_one_before(nurse: Session, subject: str) -> None:
    path = form(f"{subject}/SCR/VS")
    nurse.keep_draft(path, TYPED)
    nurse.keep_draft(path, {Slot("WEIGHT"): Typed("7")})
    draft = nurse.draft(path)
    assert draft is not None
    assert draft.typed == {Slot("WEIGHT"): Typed("7")}


def test_a_save_takes_its_part_of_a_draft_and_leaves_the_rest(nurse: Session, subject: str) -> None:
    path = form(f"{subject}/SCR/VS")
    nurse.keep_draft(path, TYPED)
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="69"))
    draft = nurse.draft(path)
    assert draft is not None
    assert set(draft.typed) == {Slot("HEIGHT"), Slot("TEMP")}


def test_a_save_that_changes_nothing_leaves_the_rest_of_a_draft_too(
    nurse: Session, subject: str
) -> None:
    path = form(f"{subject}/SCR/VS")
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="69"))
    nurse.keep_draft(path, TYPED)
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="69"))
    draft = nurse.draft(path)
    assert draft is not None
    assert set(draft.typed) == {Slot("HEIGHT"), Slot("TEMP")}


def test_an_empty_draft_is_none(nurse: Session, subject: str) -> None:
    path = form(f"{subject}/SCR/VS")
    nurse.keep_draft(path, TYPED)
    nurse.keep_draft(path, {})
    assert nurse.draft(path) is None


def test_a_discarded_draft_is_gone_and_discarding_none_is_no_fault(
    nurse: Session, subject: str
) -> None:
    path = form(f"{subject}/SCR/VS")
    nurse.keep_draft(path, TYPED)
    nurse.discard_draft(path)
    nurse.discard_draft(path)
    assert nurse.draft(path) is None


def test_a_save_settles_the_draft_of_its_form_and_of_no_other(nurse: Session, subject: str) -> None:
    vital, ecog = form(f"{subject}/SCR/VS"), form(f"{subject}/SCR/QSECOG")
    nurse.keep_draft(vital, TYPED)
    nurse.keep_draft(ecog, {Slot("ECOG101"): Typed("1")})
    saved(nurse, SaveRequest(vital, tuple(TYPED.items())))
    assert nurse.draft(vital) is None
    assert nurse.draft(ecog) is not None


def test_a_save_that_changes_nothing_settles_the_draft_too(nurse: Session, subject: str) -> None:
    path = form(f"{subject}/SCR/VS")
    saved(nurse, entry(str(path), WEIGHT="68.0"))
    nurse.keep_draft(path, {Slot("WEIGHT"): Typed("68.0")})
    assert saved(nurse, entry(str(path), WEIGHT="68.0")).event is None
    assert nurse.draft(path) is None


def test_a_draft_is_no_event_and_not_in_the_audit_trail(nurse: Session, subject: str) -> None:
    before = nurse.events()
    nurse.keep_draft(form(f"{subject}/SCR/VS"), TYPED)
    assert nurse.events() == before
    assert list(nurse.audit(SubjectKey(subject))) == []
    assert nurse.history(item(f"{subject}/SCR/VS.WEIGHT")) == ()
    assert subject not in {row.subject for row in nurse.subjects()}


def test_a_draft_shows_over_the_form_with_its_derived_values(nurse: Session, subject: str) -> None:
    drafts = {Slot("WEIGHT"): Typed("68.0"), Slot("HEIGHT"): Typed("170")}
    view = nurse.look(form(f"{subject}/SCR/VS"), drafts)
    fields = {field.slot.item: field for field in view.rows[0].fields}
    assert fields["WEIGHT"].value.canonical == "68.0"
    assert fields["WEIGHT"].saved.is_blank
    assert fields["BMI"].derived is not None
    assert fields["BMI"].derived.display == "23.5"


def test_an_impossible_draft_is_shown_with_its_problem_and_kept(
    nurse: Session, subject: str
) -> None:
    view = nurse.look(form(f"{subject}/SCR/VS"), {Slot("WEIGHT"): Typed("5")})
    field = next(field for field in view.rows[0].fields if field.slot.item == "WEIGHT")
    assert field.problem is not None
    assert field.draft == Typed("5")


def test_drafts_are_offered_to_their_author_after_a_crash(site: Site) -> None:
    session = site.open()
    session.keep_draft(form("01-001/SCR/VS"), TYPED)
    session.keep_draft(form("01-001/SCR/QSECOG"), {Slot("ECOG101"): Typed("1")})
    session.db.close()  # as if the program had ended: no sign-out, nothing flushed later
    session._lock.release()  # noqa: SLF001  (the system frees it when a process ends)
    with site.open() as again:
        offered = again.drafts()
        assert [str(draft.form) for draft in offered] == ["01-001/SCR/QSECOG", "01-001/SCR/VS"]
        assert offered[1].typed == TYPED


def test_a_draft_is_offered_to_nobody_else(site: Site) -> None:
    with site.open("nurse1") as session:
        session.keep_draft(form("01-001/SCR/VS"), TYPED)
    with site.open("investigator1") as session:
        assert session.drafts() == ()
        assert session.draft(form("01-001/SCR/VS")) is None
        saved(session, entry("01-001/SCR/VS", WEIGHT="70"))
    with site.open("nurse1") as session:
        assert len(session.drafts()) == 1


def test_a_draft_cannot_be_read_on_the_disk(site: Site) -> None:
    marker = "Quokka-7319-draft"
    session = site.open()
    session.keep_draft(form("01-001/SCR/SV"), {Slot("SVCOM"): Typed(marker)})
    for path in site.files:
        assert marker.encode() not in path.read_bytes(), path.name
    session.close()
    assert marker.encode() not in (site.folder / DATABASE_FILE).read_bytes()
