"""A form that is open: its draft, its view and the acts upon it, without a widget."""

import pytest

from hcc_crf.session import Refused, Saved, SaveRequest, Session, Typed
from hcc_crf.session import session as session_module
from hcc_crf.ui.entry_open_form import OpenForm, ValueChange
from hcc_crf.values import FormPath, ItemPath, Language, Slot, SubjectKey, VisitCode

WEIGHT, TEMP = Slot("WEIGHT"), Slot("TEMP")


def path_of(place: str) -> FormPath:
    """Return the path of `subject/visit/form`."""
    subject, visit, form = place.split("/")
    return FormPath(SubjectKey(subject), VisitCode(visit), form)


def opened(session: Session, place: str, *, is_read_only: bool = False) -> OpenForm:
    """Open a form."""
    return OpenForm(session, path_of(place), is_read_only=is_read_only)


def saved(answer: Saved | Refused) -> Saved:
    """Return what was saved; a refusal fails the test."""
    assert isinstance(answer, Saved), answer
    return answer


def refused(answer: Saved | Refused) -> list[str]:
    """Return the codes of a refusal."""
    assert isinstance(answer, Refused)
    return [problem.code for problem in answer.problems]


def test_a_form_opens_as_it_is_saved(session: Session) -> None:
    form = opened(session, "01-001/SCR/VS")
    assert not form.has_draft
    assert form.restored_at == ""
    assert form.saved_values() == 9


def test_an_edit_is_looked_at_at_once(session: Session) -> None:
    form = opened(session, "01-001/SCR/VS")
    form.edit(WEIGHT, Typed("85"))
    # 85 kg / (1.70 m)^2 = 29.41
    bmi = next(f for f in form.view.rows[0].fields if f.slot.item == "BMI")
    assert bmi.derived is not None
    assert bmi.derived.display == "29.4"
    assert form.has_draft


def test_undo_looks_again(session: Session) -> None:
    form = opened(session, "01-001/SCR/VS")
    form.edit(WEIGHT, Typed("85"))
    form.undo()
    assert not form.has_draft
    assert not form.view.has_draft


def test_what_is_kept_comes_back_to_whoever_typed_it(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(WEIGHT, Typed("68"))
    at = form.keep()
    again = opened(session, "01-150/SCR/VS")
    assert again.restored_at == at
    assert again.sheet.typed == {WEIGHT: Typed("68")}


def test_who_may_only_look_is_shown_no_draft(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(WEIGHT, Typed("68"))
    form.keep()
    looking = opened(session, "01-150/SCR/VS", is_read_only=True)
    assert not looking.has_draft
    assert looking.places == frozenset()


def test_leaving_a_field_writes_out_a_date_that_depends_on_today(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(Slot("VSDAT"), Typed("t"))
    assert form.leave_field()
    assert form.sheet.typed == {Slot("VSDAT"): Typed("20-SEP-2023")}
    assert not form.leave_field()


def test_a_save_empties_the_draft_and_reads_the_form_again(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(WEIGHT, Typed("68"))
    assert saved(form.save()).event is not None
    assert not form.has_draft
    assert session.draft(form.path) is None
    cell = next(f for f in form.view.rows[0].fields if f.slot == WEIGHT)
    assert cell.saved.canonical == "68"


def test_a_save_is_prepared_from_what_will_be_saved(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(WEIGHT, Typed("68"))
    form.prepare_save()
    monkeypatch.setattr(session_module, "look_ahead", None)  # not to be worked out again
    assert saved(form.save()).event is not None


def test_only_what_is_typed_is_prepared(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    form = opened(session, "01-150/SCR/VS")
    asked: list[SaveRequest] = []
    monkeypatch.setattr(session, "prepare", asked.append)
    form.prepare_save()
    assert asked == []
    form.edit(WEIGHT, Typed("68"))
    form.prepare_save()
    assert [request.entries for request in asked] == [((WEIGHT, Typed("68")),)]


def test_a_refused_save_leaves_everything_as_it_was(session: Session) -> None:
    form = opened(session, "01-001/SCR/VS")
    form.edit(WEIGHT, Typed("68.5"))
    before = form.sheet
    assert refused(form.save()) == ["REASON-NEEDED"]
    assert form.sheet == before


def test_a_correction_is_saved_with_its_reason(session: Session) -> None:
    form = opened(session, "01-001/SCR/VS")
    form.edit(WEIGHT, Typed("68.5"))
    saved(form.save("typing error"))
    history = session.history(ItemPath(form.path, WEIGHT))
    assert [record.new.text for record in history] == ["68.0", "68.5"]
    assert history[-1].sealed.event.reason == "typing error"


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        pytest.param(
            Typed("68.5"), ValueChange("Weight", "68.0 kg", "68.5 kg"), id="another value"
        ),
        pytest.param(
            Typed("150", "lb"), ValueChange("Weight", "68.0 kg", "150 lb"), id="another unit"
        ),
        pytest.param(Typed(""), ValueChange("Weight", "68.0 kg", ""), id="cleared"),
        pytest.param(
            Typed("", "", "ND"), ValueChange("Weight", "68.0 kg", "ND · Not done"), id="missing"
        ),
    ],
)
def test_the_changes_of_saved_values_are_listed_as_a_person_reads_them(
    session: Session, typed: Typed, change: ValueChange
) -> None:
    form = opened(session, "01-001/SCR/VS")
    form.edit(WEIGHT, typed)
    form.edit(Slot("RESP"), Typed("16"))  # was empty: no change of a saved value
    assert form.changes(Language.EN) == (change,)


def test_a_changed_choice_is_listed_by_its_label(session: Session) -> None:
    form = opened(session, "01-001/SCR/VS")
    form.edit(Slot("VSPOS"), Typed("SUPINE"))
    assert form.changes(Language.EN) == (ValueChange("Position", "Sitting", "Supine"),)
    assert form.changes(Language.ZH) == (ValueChange("体位", "坐位", "仰卧位"),)


def test_a_form_is_marked_not_done_and_back(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    saved(form.mark_not_done("Subject refused"))
    assert form.view.not_done == "Subject refused"
    assert form.places == frozenset()
    saved(form.mark_to_do("Done later"))
    assert form.view.not_done == ""


def test_a_row_is_added_after_the_last_number_ever_used(session: Session) -> None:
    form = opened(session, "01-001/LOG/AE")
    saved(form.strike(2, "Entered twice"))
    assert form.add_row() == 3
    assert [row.row for row in form.view.rows] == [2, 3]
    assert form.view.rows[0].struck == "Entered twice"


def test_a_struck_row_counts_again_when_put_back(session: Session) -> None:
    form = opened(session, "01-001/LOG/AE")
    saved(form.strike(2, "Entered twice"))
    saved(form.put_back(2, "It was right"))
    assert form.view.rows[0].struck == ""


def test_what_is_typed_into_a_row_goes_with_the_row(session: Session) -> None:
    form = opened(session, "01-001/LOG/AE")
    form.edit(Slot("AETERM", 2), Typed("Something else"))
    saved(form.strike(2, "Entered twice"))
    assert not form.has_draft


def test_a_row_never_saved_is_dropped_without_a_trace(session: Session) -> None:
    before = session.events()
    form = opened(session, "01-001/LOG/AE")
    row = form.add_row()
    form.edit(Slot("AETERM", row), Typed("Fatigue"))
    assert not form.is_saved_row(row)
    form.drop_row(row)
    assert [one.row for one in form.view.rows] == [2]
    assert session.events() == before


def test_discarding_forgets_the_draft_on_the_disk_too(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(WEIGHT, Typed("68"))
    form.keep()
    form.discard()
    assert session.draft(form.path) is None
    assert not form.view.has_draft


def test_an_empty_draft_leaves_nothing_on_the_disk(session: Session) -> None:
    form = opened(session, "01-150/SCR/VS")
    form.edit(WEIGHT, Typed("68"))
    form.keep()
    form.edit(WEIGHT, Typed(""))
    form.keep()
    assert session.draft(form.path) is None


def test_the_place_of_a_new_row_is_not_kept_and_not_saved(session: Session) -> None:
    form = opened(session, "01-150/LOG/AE")
    assert form.places
    form.keep()
    assert session.draft(form.path) is None
    assert saved(form.save()).event is None
