"""`child-pugh`, `albi` and `meld`: liver function in numbers."""

from decimal import Decimal

from hcc_crf.clinical import albi, child_pugh, meld
from hcc_crf.clinical.albi import Albi
from hcc_crf.clinical.child_pugh import ChildPugh, OpenScore
from hcc_crf.clinical.child_pugh_table import Ascites
from hcc_crf.clinical.meld import MeldScore
from hcc_crf.clinical.sex import Sex
from hcc_crf.clinical.units import Analyte
from hcc_crf.values import Language, NotDerivable

from .inputs import Case, ChoiceInput, QuantityInput, YesNoInput
from .protocol import Answer, Derivation, plain

BILIRUBIN = QuantityInput("bilirubin", ("umol/L", "mg/dL"), Analyte.BILIRUBIN)
ALBUMIN = QuantityInput("albumin", ("g/L", "g/dL"), Analyte.ALBUMIN)
INR = QuantityInput("inr", ("",), Analyte.RATIO)

_BILIRUBIN_MG_DL = QuantityInput("bilirubin", ("mg/dL", "umol/L"), Analyte.BILIRUBIN)
_CREATININE_MG_DL = QuantityInput("creatinine", ("mg/dL", "umol/L"), Analyte.CREATININE)
_ALBUMIN_G_DL = QuantityInput("albumin", ("g/dL", "g/L"), Analyte.ALBUMIN)
_SODIUM = QuantityInput("sodium", ("mmol/L", "mEq/L"), Analyte.ELECTROLYTE)
_PT = QuantityInput("pt_prolongation_s", ("s",), Analyte.DURATION_S)
_ASCITES = ChoiceInput("ascites", tuple(Ascites))
_ENCEPHALOPATHY = ChoiceInput("encephalopathy", tuple("01234"))
_SEX = ChoiceInput("sex", tuple(Sex))
_DIALYSIS = YesNoInput("dialysis", about="twice in 7 days, or 24 h of CVVHD; absent counts as N")

_POINTS = tuple("0123")
_TITLES = ("MELD", "MELD-Na", "MELD 3.0")
_SHORTEST_SCORE = Decimal("0.000001")


def _child_pugh(case: Case) -> Answer:
    encephalopathy = _ENCEPHALOPATHY.read(case)
    score = child_pugh.compute_child_pugh(
        bilirubin=BILIRUBIN.read(case),
        albumin=ALBUMIN.read(case),
        inr=INR.read(case),
        pt_prolongation_s=_PT.read(case),
        ascites=_ASCITES.read(case),
        encephalopathy=None if encephalopathy is None else int(encephalopathy),
    )
    if isinstance(score, OpenScore):
        results = dict.fromkeys(CHILD_PUGH.outputs) | {"class": score.child_pugh_class}
        return Answer(results, score.why.en, score.missing)
    if not isinstance(score, ChildPugh):
        return Answer.of(score, CHILD_PUGH.outputs)
    components = {row.name: _POINTS[row.points] for row in score.components}
    return Answer(
        {
            "points": str(score.points),
            "class": score.child_pugh_class,
            "components": components,
        },
        child_pugh.explain_score(score, Language.EN),
    )


def _albi(case: Case) -> Answer:
    found = albi.compute_albi(bilirubin=BILIRUBIN.read(case), albumin=ALBUMIN.read(case))
    if not isinstance(found, Albi):
        return Answer.of(found, ALBI.outputs)
    score = found.score
    if score.as_tuple().exponent > _SHORTEST_SCORE.as_tuple().exponent:  # type: ignore[operator]
        score = score.quantize(_SHORTEST_SCORE)
    results = {"score": plain(score), "grade": str(found.grade), "mgrade": found.modified_grade}
    return Answer(results, found.why.en)


def _meld(case: Case) -> Answer:
    """All three scores; each is null only for want of what it needs itself."""
    bilirubin, creatinine = _BILIRUBIN_MG_DL.read(case), _CREATININE_MG_DL.read(case)
    inr, sodium, albumin = INR.read(case), _SODIUM.read(case), _ALBUMIN_G_DL.read(case)
    dialysis, sex = _DIALYSIS.read(case), _SEX.read(case)
    scores = (
        meld.compute_meld(
            bilirubin=bilirubin, inr=inr, creatinine=creatinine, is_on_dialysis=dialysis
        ),
        meld.compute_meld_na(
            bilirubin=bilirubin,
            inr=inr,
            creatinine=creatinine,
            sodium=sodium,
            is_on_dialysis=dialysis,
        ),
        meld.compute_meld_3(
            bilirubin=bilirubin,
            inr=inr,
            creatinine=creatinine,
            sodium=sodium,
            albumin=albumin,
            sex=sex,
            is_on_dialysis=dialysis,
        ),
    )
    return Answer(
        {
            name: str(score.points) if isinstance(score, MeldScore) else None
            for name, score in zip(MELD.outputs, scores, strict=True)
        },
        " ".join(_why(name, score) for name, score in zip(_TITLES, scores, strict=True)),
        _missing(scores),
    )


def _why(title: str, score: MeldScore | NotDerivable) -> str:
    return score.why.en if isinstance(score, MeldScore) else f"{title}: {score.why.en}"


def _missing(scores: tuple[MeldScore | NotDerivable, ...]) -> tuple[str, ...]:
    """What lacks for any of the scores, each once."""
    names = [name for score in scores if isinstance(score, NotDerivable) for name in score.missing]
    return tuple(dict.fromkeys(names))


CHILD_PUGH = Derivation(
    name="child-pugh",
    rule=child_pugh.RULE,
    inputs=(BILIRUBIN, ALBUMIN, INR, _PT, _ASCITES, _ENCEPHALOPATHY),
    outputs=("points", "class", "components"),
    answer=_child_pugh,
    summary="Child-Pugh points and class; bilirubin is scored in the unit given",
)
ALBI = Derivation(
    name="albi",
    rule=albi.RULE,
    inputs=(BILIRUBIN, ALBUMIN),
    outputs=("score", "grade", "mgrade"),
    answer=_albi,
    summary="ALBI score, grade and modified grade",
)
MELD = Derivation(
    name="meld",
    rule=meld.RULE,
    inputs=(
        _BILIRUBIN_MG_DL,
        _CREATININE_MG_DL,
        INR,
        _SODIUM,
        _ALBUMIN_G_DL,
        _SEX,
        _DIALYSIS,
    ),
    outputs=("meld", "meld_na", "meld_3"),
    answer=_meld,
    summary="MELD, MELD-Na (OPTN 2016) and MELD 3.0",
)
DERIVATIONS = (CHILD_PUGH, ALBI, MELD)
