"""Whatever the centre admits, the export can write: no value of a workstation stops it for ever."""

from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.centre.admission import admit
from hcc_crf.export.form_rows import SubjectRows
from hcc_crf.export.form_table import form_tables
from hcc_crf.study.model import NUMERIC, FormDef, ItemDef, ItemType
from hcc_crf.study.schedule import visit_codes
from hcc_crf.values import Slot, Value
from tests.centre.building import Workstation, code, device_a, number, program, study
from tests.export.building import subjects_of

CODED = (ItemType.CHOICE, ItemType.MULTICHOICE, ItemType.YESNO)
NUMBERS = ("0", "0.001", "1", "3.5", "40", "<0.1", ">500", "68.0", "170", "99999")
DAYS = ("1900-01-01", "2023-02-28", "2026-11-25", "2199-12-31")
PARTIAL = ("1900", "2023-02", *DAYS)
WORDS = ("T01", "NT99", "08:00", "25:99", "=1", "x", "发热")


def value_of(item: ItemDef, chance: Random) -> Value:
    """Return a value that may be odd, inside the hard range and the code list."""
    if item.type in NUMERIC:
        return number_of(item, chance)
    if item.type is ItemType.DATE:
        return code(chance.choice(DAYS))
    if item.type is ItemType.PARTIAL_DATE:
        return code(chance.choice(PARTIAL))
    if item.type in CODED and item.codelist:
        return code(chance.choice(study().codelists[item.codelist].terms).code)
    return code(chance.choice(WORDS))


def number_of(item: ItemDef, chance: Random) -> Value:
    """Return a number in any unit of the item, inside its hard range, edges included."""
    unit = chance.choice(item.units) if item.units else ""
    factor = item.factor(unit) if unit else Decimal(1)
    low, high = item.range.hard or (None, None)
    possible = [
        text
        for text in NUMBERS
        if (low is None or Decimal(text.lstrip("<>")) * factor >= low)
        and (high is None or Decimal(text.lstrip("<>")) * factor <= high)
    ]
    if low is not None:
        possible.append("")
    text = chance.choice(possible or [""])
    return number(text, unit) if text else number(f"{low:f}", item.unit)


def save_anything(device: Workstation, form: FormDef, visit: str, chance: Random) -> None:
    """Let a device save odd values on a form."""
    values: dict[str | Slot, Value] = {}
    for row in range(1, chance.randint(2, 4)) if form.repeating else (0,):
        for item in form.items:
            if item.is_computed or chance.random() < 0.3:
                continue
            if item.type is not ItemType.TABLE:
                slot = Slot(item.oid, 0 if item.form_level else row)
                values[slot] = value_of(item, chance)
                continue
            for column in item.columns:
                values[Slot(column.oid, row, item.oid, 1)] = value_of(column, chance)
    if values:
        device.save(form.oid, values, visit=visit)


@given(chance=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=15)
def test_what_is_admitted_can_be_exported(chance: Random) -> None:
    device = device_a()
    for _ in range(30):
        visit = chance.choice(study().visits)
        if visit.forms:
            form = study().forms[chance.choice(visit.forms)]
            save_anything(device, form, chance.choice(visit_codes(visit)[:4]), chance)
    admit(device.events, study=study(), place="p")
    for subject in subjects_of(device.events):
        rows = SubjectRows(program(), subject.data)
        for form in study().forms.values():
            for table in form_tables(form):
                for row in rows.of(table):
                    assert len(row) == len(table.columns)
