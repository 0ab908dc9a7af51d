"""`bclc` and `cnlc`: the stage of the tumour, from the same six inputs."""

from hcc_crf.clinical import bclc, cnlc
from hcc_crf.clinical.bclc import Bclc
from hcc_crf.clinical.child_pugh_table import ChildPughClass
from hcc_crf.clinical.cnlc import Cnlc
from hcc_crf.values import NotDerivable

from .inputs import Case, ChoiceInput, NumberInput, YesNoInput
from .protocol import Answer, Derivation

_NODULES = NumberInput("nodules", is_whole=True)
_LARGEST = NumberInput("largest_mm")
_INVASION = YesNoInput("macrovascular_invasion")
_SPREAD = YesNoInput("extrahepatic_spread")
_ECOG = ChoiceInput("ecog", tuple("01234"))
_CLASS = ChoiceInput("child_pugh_class", tuple(ChildPughClass))
_INPUTS = (_NODULES, _LARGEST, _INVASION, _SPREAD, _ECOG, _CLASS)


def _bclc(case: Case) -> Answer:
    ecog = _ECOG.read(case)
    return _answer(
        bclc.compute_bclc(
            nodules=_NODULES.read_quantity(case),
            largest_mm=_LARGEST.read_quantity(case),
            macrovascular_invasion=_INVASION.read(case),
            extrahepatic_spread=_SPREAD.read(case),
            ecog=None if ecog is None else int(ecog),
            child_pugh_class=_CLASS.read(case),
        )
    )


def _cnlc(case: Case) -> Answer:
    ecog = _ECOG.read(case)
    return _answer(
        cnlc.compute_cnlc(
            nodules=_NODULES.read_quantity(case),
            largest_mm=_LARGEST.read_quantity(case),
            macrovascular_invasion=_INVASION.read(case),
            extrahepatic_spread=_SPREAD.read(case),
            ecog=None if ecog is None else int(ecog),
            child_pugh_class=_CLASS.read(case),
        )
    )


def _answer(found: Bclc | Cnlc | NotDerivable) -> Answer:
    if isinstance(found, NotDerivable):
        return Answer.of(found, ("stage",))
    return Answer({"stage": found.stage}, found.why.en)


BCLC = Derivation(
    name="bclc",
    rule=bclc.RULE,
    inputs=_INPUTS,
    outputs=("stage",),
    answer=_bclc,
    summary="BCLC stage 2022",
)
CNLC = Derivation(
    name="cnlc",
    rule=cnlc.RULE,
    inputs=_INPUTS,
    outputs=("stage",),
    answer=_cnlc,
    summary="CNLC stage",
)
DERIVATIONS = (BCLC, CNLC)
