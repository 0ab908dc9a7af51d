"""What a casebook shows: every derived value of a subject by visit, form, row and item."""

from hcc_crf.session import DerivedValue, FormView, Session
from hcc_crf.values import FormPath, SubjectKey

Place = tuple[str, str, int, str]


def derived_of(view: FormView) -> dict[tuple[int, str], DerivedValue]:
    """Return the derived values of one form, by row and item; row 0 for the form as a whole."""
    found = {(0, value.path.slot.item): value for value in view.form_level}
    for row in view.rows:
        for field in row.fields:
            if field.derived is not None:
                found[row.row, field.slot.item] = field.derived
    return found


def shown_values(session: Session, subject: str) -> dict[Place, str]:
    """Return every derived value of a subject as it is displayed; empty where it has none."""
    key = SubjectKey(subject)
    found: dict[Place, str] = {}
    for status in session.visits(key):
        for form in status.forms:
            view = session.look(FormPath(key, form.visit, form.form))
            for (row, item), value in derived_of(view).items():
                found[str(form.visit), form.form, row, item] = value.display
    return found
