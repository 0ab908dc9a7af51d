"""The cards beside a form: derived values with their why, what lacks, what is to resolve. Pure."""

from hcc_crf.session import Session, Typed
from hcc_crf.study.model import Severity
from hcc_crf.ui.entry_cards import CardState, PanelState, panel_state
from hcc_crf.ui.entry_field import Moment
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode

EN = Moment(Language.EN)
NEW = "01-150"


def panel_of(
    session: Session,
    place: str,
    drafts: dict[Slot, Typed] | None = None,
    moment: Moment = EN,
    row: int = 0,
) -> PanelState:
    """Return what stands beside `subject/visit/form` with drafts."""
    subject, visit, form = place.split("/")
    view = session.look(FormPath(SubjectKey(subject), VisitCode(visit), form), drafts)
    return panel_state(view, session.program.study, moment, row)


def titles(panel: PanelState) -> list[str]:
    """Return the names of the cards."""
    return [card.title for card in panel.cards]


def card_of(panel: PanelState, title: str) -> CardState:
    """Return the card of a derived value."""
    return next(card for card in panel.cards if card.title == title)


def test_points_and_class_of_child_pugh_are_one_card_with_its_rows(session: Session) -> None:
    # Bilirubin 16.2 umol/L, albumin 40.2 g/L, INR 1.06, no ascites, no encephalopathy: 1 each.
    card = panel_of(session, "01-001/SCR/CPS").cards[0]
    assert (card.title, card.headline) == ("Child-Pugh total", "A · 5 points")
    assert [(part.found, part.points) for part in card.parts] == [
        ("bilirubin 16.2 µmol/L", "1"),
        ("albumin 40.2 g/L", "1"),
        ("INR 1.06", "1"),
        ("no ascites", "1"),
        ("no encephalopathy", "1"),
    ]


def test_a_score_and_its_grade_are_one_card(session: Session) -> None:
    # 0.66 x log10(16.2) - 0.0852 x 40.2 = -2.627: grade 1 (at most -2.60).
    panel = panel_of(session, "01-001/SCR/CPS")
    assert card_of(panel, "ALBI score").headline == "−2.63 · Grade 1"
    assert "ALBI grade, modified" not in titles(panel)


def test_a_card_says_what_it_was_at_the_visit_before(session: Session) -> None:
    # SCR: 5 points; C2D1 with bilirubin 38.2 umol/L, above 34: 2 points for it.
    drafts = {Slot("BILI"): Typed("38.2")}
    card = panel_of(session, "01-001/C2D1/LBCHEM", drafts).cards[0]
    assert (card.headline, card.was) == ("A · 6 points", "was A · 5 points at SCR")
    assert panel_of(session, "01-001/SCR/CPS").cards[0].was == ""


def test_a_log_has_no_visit_before(session: Session) -> None:
    assert {card.was for card in panel_of(session, "01-001/LOG/AE", row=2).cards} == {""}


def test_a_value_that_only_repeats_an_input_is_no_card(session: Session) -> None:
    panel = panel_of(session, "01-001/SCR/CPS")
    assert not [title for title in titles(panel) if "used" in title]


def test_a_laboratory_form_shows_the_scores_it_feeds_first(session: Session) -> None:
    assert panel_of(session, "01-001/SCR/LBCHEM").cards[0].title == "Child-Pugh total"


def test_a_form_shows_nothing_that_does_not_rest_on_it(session: Session) -> None:
    assert "Creatinine clearance, Cockcroft-Gault" not in titles(
        panel_of(session, "01-001/SCR/IMG")
    )
    assert "Creatinine clearance, Cockcroft-Gault" in titles(panel_of(session, "01-001/SCR/VS"))


def test_what_cannot_be_derived_says_what_lacks(session: Session) -> None:
    drafts = {Slot("BILI"): Typed("38.2"), Slot("ALB"): Typed("33")}
    lacks = {lack.title: lack.why for lack in panel_of(session, f"{NEW}/SCR/LBCHEM", drafts).lacks}
    assert "INR, ascites, encephalopathy missing" in lacks["Child-Pugh total"]


def test_cards_speak_chinese(session: Session) -> None:
    card = panel_of(session, "01-001/SCR/CPS", moment=Moment(Language.ZH)).cards[0]
    assert (card.title, card.headline) == ("Child-Pugh总分", "A · 5 分")


def test_derived_values_of_the_selected_row_are_shown(session: Session) -> None:
    panel = panel_of(session, "01-001/LOG/AE", row=2)
    # Neutrophil count decreased from 11-SEP-2023 to 18-SEP-2023, both days counted.
    assert card_of(panel, "Treatment-emergent").headline == "Yes"
    assert card_of(panel, "Duration").headline.startswith("8")
    assert panel_of(session, "01-001/LOG/AE", row=99).cards == ()


def test_impossible_values_come_before_odd_ones_and_missing_answers_last(
    session: Session,
) -> None:
    drafts = {Slot("ALT"): Typed("412"), Slot("CREAT"): Typed("8")}
    lines = panel_of(session, "01-001/SCR/LBCHEM", drafts).resolve
    assert lines[0].note.severity is Severity.HARD
    assert lines[0].slot == Slot("CREAT")
    assert lines[0].note.text.startswith("Creatinine: 8 µmol/L is outside the possible")
    assert lines[1].slot == Slot("ALT")


def test_missing_answers_of_a_form_not_begun_are_one_line(session: Session) -> None:
    lines = panel_of(session, f"{NEW}/SCR/DM").resolve
    assert len(lines) == 1
    assert lines[0].note.text.endswith("required answers to be filled")
    assert lines[0].slot is not None


def test_a_few_missing_answers_are_named(session: Session) -> None:
    lines = panel_of(session, "01-001/SCR/LBCHEM").resolve
    assert [line.slot.item for line in lines if line.slot] == ["AST_LBCLSIG", "GGT_LBCLSIG", "GLUC"]


def test_the_field_being_typed_into_is_not_listed(session: Session) -> None:
    typing = Moment(Language.EN, typing=Slot("CREAT"))
    drafts = {Slot("CREAT"): Typed("8")}
    lines = panel_of(session, "01-001/SCR/LBCHEM", drafts, typing).resolve
    assert Slot("CREAT") not in [line.slot for line in lines]
