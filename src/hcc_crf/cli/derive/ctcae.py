"""`ctcae`: the laboratory grade of a term in its CTCAE v5.0 wording."""

from collections.abc import Mapping

from hcc_crf.clinical import ctcae
from hcc_crf.clinical.ctcae import CtcaeGrade
from hcc_crf.clinical.ctcae_reading import Specimen
from hcc_crf.clinical.ctcae_table import TABLES
from hcc_crf.clinical.ctcae_terms import CtcaeTerm, term_of
from hcc_crf.clinical.proteinuria import Dipstick, compute_proteinuria_grade
from hcc_crf.clinical.units import FACTORS, Analyte
from hcc_crf.values import NotDerivable, Quantity

from .inputs import Case, ChoiceInput, QuantityInput, TextInput, UnreadableCaseError, YesNoInput
from .protocol import Answer, Derivation

_TERM = TextInput("term", about="CTCAE v5.0 wording or a usual short form")
_UNIT = TextInput("unit", about="of value and of limits without a unit; needed by absolute limits")
_BASELINE_ABNORMAL = YesNoInput("baseline_abnormal", about="absent: baseline above uln")
_SYMPTOMS = YesNoInput("symptoms", about="or treatment because of the value")
_ANTICOAGULATED = YesNoInput("anticoagulated")
_LIMIT_NAMES = ("value", "lln", "uln", "baseline")


def _readers(analyte: Analyte) -> Mapping[str, QuantityInput]:
    """Value and limits in the units of an analyte; without a unit they stay without one."""
    units = ("", *(unit for unit in FACTORS[analyte] if unit))
    return {name: QuantityInput(name, units, analyte) for name in _LIMIT_NAMES}


_READERS = {analyte: _readers(analyte) for analyte in Analyte}
_DIPSTICK = ChoiceInput("value", tuple(Dipstick))


def _quantity(case: Case, reader: QuantityInput) -> Quantity | None:
    """Read a quantity; the field `unit` is the unit of one that names none."""
    quantity = reader.read(case)
    if quantity is None or quantity.unit:
        return quantity
    unit = reader.read_unit(case.fields.get("unit"), case)
    return Quantity(quantity.number, unit, quantity.qualifier)


def _answer(case: Case) -> Answer:
    wording = _TERM.read(case)
    if wording is None:
        return Answer({"grade": None}, "Not derivable: term missing.", ("term",))
    term = term_of(wording)
    if term is None:
        raise UnreadableCaseError("term", f"unknown CTCAE v5.0 laboratory term {wording!r}")
    found = _grade(term, case)
    if isinstance(found, NotDerivable):
        return Answer.of(found, ("grade",))
    return Answer({"grade": str(found.grade)}, found.why.en)


def _grade(term: CtcaeTerm, case: Case) -> CtcaeGrade | NotDerivable:
    if term not in TABLES:
        return ctcae.compute_ctcae_grade(term, Specimen(None))
    if term is CtcaeTerm.PROTEINURIA and str(case.fields.get("value")).upper() in _DIPSTICK.choices:
        return compute_proteinuria_grade(dipstick=_DIPSTICK.read(case), protein_24h=None)
    readers = _READERS[TABLES[term].analyte]
    specimen = Specimen(
        value=_quantity(case, readers["value"]),
        lln=_quantity(case, readers["lln"]),
        uln=_quantity(case, readers["uln"]),
        baseline=_quantity(case, readers["baseline"]),
        is_baseline_abnormal=_BASELINE_ABNORMAL.read(case),
        has_symptoms=_SYMPTOMS.read(case),
        is_anticoagulated=_ANTICOAGULATED.read(case),
    )
    return ctcae.compute_ctcae_grade(term, specimen)


CTCAE = Derivation(
    name="ctcae",
    rule=ctcae.RULE,
    inputs=(
        _TERM,
        *(QuantityInput(name, about="in `unit`, or with its own") for name in _LIMIT_NAMES[:1]),
        _UNIT,
        *(QuantityInput(name, about="in `unit`, or with its own") for name in _LIMIT_NAMES[1:]),
        _BASELINE_ABNORMAL,
        _SYMPTOMS,
        _ANTICOAGULATED,
    ),
    outputs=("grade",),
    answer=_answer,
    summary="CTCAE v5.0 laboratory grade, 0 to 4",
)
