"""MELD, MELD-Na and MELD 3.0. Worked values: Kim 2021 Table 4, OPTN policy, and ln(1) = 0."""

from decimal import Decimal

import pytest

from hcc_crf.clinical.meld import (
    MeldScore,
    MeldSettings,
    compute_meld,
    compute_meld_3,
    compute_meld_na,
)
from hcc_crf.clinical.sex import Sex
from hcc_crf.values import NotDerivable, Quantity
from tests.clinical.quantities import d, known, missing, q

MG = "mg/dL"
STANDARD = MeldSettings()


def _meld(
    bilirubin: str = "1", inr: str = "1", creatinine: str = "1", dialysis: bool | None = False
) -> MeldScore:
    return known(
        compute_meld(
            bilirubin=q(bilirubin, MG),
            inr=q(inr),
            creatinine=q(creatinine, MG),
            is_on_dialysis=dialysis,
        )
    )


def _meld_na(creatinine: str, bilirubin: str, inr: str, sodium: str) -> MeldScore:
    return known(
        compute_meld_na(
            bilirubin=q(bilirubin, MG),
            inr=q(inr),
            creatinine=q(creatinine, MG),
            sodium=q(sodium, "mmol/L"),
            is_on_dialysis=False,
        )
    )


def _meld_3(
    creatinine: str,
    bilirubin: str,
    inr: str,
    sodium: str,
    albumin: str,
    *,
    sex: Sex | None = Sex.MALE,
    age: int | None = None,
    dialysis: bool | None = False,
    settings: MeldSettings = STANDARD,
) -> MeldScore | NotDerivable:
    return compute_meld_3(
        bilirubin=q(bilirubin, MG),
        inr=q(inr),
        creatinine=q(creatinine, MG),
        sodium=q(sodium, "mmol/L"),
        albumin=q(albumin, "g/dL"),
        sex=sex,
        age_years=age,
        is_on_dialysis=dialysis,
        settings=settings,
    )


def test_all_ones_is_the_constant_and_the_lowest_score() -> None:
    found = _meld()
    assert found.unrounded == d("6.43")
    assert found.points == 6


@pytest.mark.parametrize("low", ["0.2", "0.99", "1", "<1"])
def test_below_one_counts_as_one(low: str) -> None:
    assert _meld(bilirubin=low, inr=low, creatinine=low).points == 6


def test_creatinine_is_capped_at_4() -> None:
    # 9.57 x ln 4 + 6.43 = 19.6968 (ameld test suite).
    at_cap = _meld(creatinine="4.0")
    assert at_cap.unrounded.quantize(d("0.0001")) == d("19.6968")
    assert _meld(creatinine="4.1").unrounded == at_cap.unrounded
    assert _meld(creatinine=">4.0").unrounded == at_cap.unrounded
    assert _meld(creatinine="3.9").unrounded < at_cap.unrounded


def test_dialysis_is_the_cap_before_the_floor_is_looked_at() -> None:
    assert _meld(creatinine="0.6", dialysis=True).points == 20
    found = compute_meld(bilirubin=q("1", MG), inr=d("1"), creatinine=None, is_on_dialysis=True)
    assert known(found).points == 20
    assert "on dialysis" in known(found).why.en


def test_dialysis_not_stated_counts_as_no_and_says_so() -> None:
    found = _meld(dialysis=None)
    assert found.points == 6
    assert "dialysis not stated, taken as no" in found.why.en
    assert "未说明透析" in found.why.zh


def test_si_units_are_converted() -> None:
    # transplantr: 54 umol/L, 170 umol/L, INR 2.0 = 24.798 with 17.1; 24.797 with 17.104.
    found = known(
        compute_meld(
            bilirubin=q("54", "umol/L"),
            inr=d("2.0"),
            creatinine=q("170", "umol/L"),
            is_on_dialysis=False,
        )
    )
    assert abs(found.unrounded - d("24.798")) < d("0.002")
    assert found.points == 25


def test_the_score_is_limited_to_6_and_40() -> None:
    assert _meld("50", "10", "4").points == 40
    found = compute_meld(
        bilirubin=q("50", MG),
        inr=d("10"),
        creatinine=q("4", MG),
        settings=MeldSettings(6, 60),
    )
    # 9.57 ln 4 + 3.78 ln 50 + 11.20 ln 10 + 6.43 = 13.267 + 14.787 + 25.789 + 6.43 = 60.27
    assert known(found).points == 60


def test_what_meld_lacks_is_named() -> None:
    found = compute_meld(bilirubin=None, inr=None, creatinine=None)
    assert missing(found) == ("bilirubin", "inr", "creatinine")


def test_a_bound_that_matters_is_missing() -> None:
    found = compute_meld(bilirubin=q(">2", MG), inr=d("1"), creatinine=q("1", MG))
    assert missing(found) == ("bilirubin",)


# OPTN order: 11.34 is rounded to 11 first, so sodium is not used; unrounded programs say 23.
def test_meld_i_of_11_ignores_sodium() -> None:
    assert _meld_na("1.0", "1.0", "1.55", "125").points == 11


def test_meld_i_above_11_counts_sodium() -> None:
    # INR 1.58: 11.20 x ln 1.58 + 6.43 = 11.553 -> 12; 12 + 1.32 x 12 - 0.033 x 12 x 12 = 23.088.
    found = _meld_na("1.0", "1.0", "1.58", "125")
    assert found.unrounded == d("23.088")
    assert found.points == 23


@pytest.mark.parametrize(
    ("sodium", "points"),
    [("120", 23), ("124", 23), ("125", 23), ("126", 22), ("136", 13), ("137", 12), ("150", 12)],
)
def test_sodium_is_limited_to_125_and_137(sodium: str, points: int) -> None:
    # MELD(i) 12: 12 + deficit x (1.32 - 0.396); deficit 12 -> 23.09, 11 -> 22.16, 1 -> 12.92.
    assert _meld_na("1.0", "1.0", "1.58", sodium).points == points


def test_sodium_is_missing_only_where_it_counts() -> None:
    low = compute_meld_na(bilirubin=q("1", MG), inr=d("1.2"), creatinine=q("1", MG), sodium=None)
    assert known(low).points == 8  # 11.20 x ln 1.2 + 6.43 = 8.47
    high = compute_meld_na(bilirubin=q("5", MG), inr=d("2"), creatinine=q("2", MG), sodium=None)
    assert missing(high) == ("sodium",)


@pytest.mark.parametrize(
    ("sodium", "names"),
    [(None, ("bilirubin", "sodium")), (Quantity(d("130"), "mmol/L"), ("bilirubin",))],
)
def test_what_meld_na_lacks_is_named(sodium: Quantity | None, names: tuple[str, ...]) -> None:
    found = compute_meld_na(bilirubin=None, inr=d("1"), creatinine=q("1", MG), sodium=sodium)
    assert missing(found) == names


# Kim 2021, Gastroenterology, Table 4: the eight worked examples.
@pytest.mark.parametrize(
    ("inputs", "sex", "points"),
    [
        (("1.2", "2.5", "1", "131", "3.8"), Sex.MALE, 16),
        (("1.2", "2.5", "1", "131", "3.8"), Sex.FEMALE, 17),
        (("1.5", "6", "1.5", "131", "3.5"), Sex.MALE, 25),
        (("1.5", "6", "1.5", "131", "2.2"), Sex.MALE, 26),
        (("1.8", "12", "2.2", "128", "2"), Sex.MALE, 34),
        (("2.8", "12", "2.2", "128", "2"), Sex.MALE, 38),
        (("2.8", "12", "2.2", "128", "2"), Sex.FEMALE, 39),
    ],
)
def test_meld_3_worked_examples(
    inputs: tuple[str, str, str, str, str], sex: Sex, points: int
) -> None:
    assert known(_meld_3(*inputs, sex=sex)).points == points


@pytest.mark.parametrize(
    ("albumin", "same_as"), [("1.0", "1.5"), ("<1.5", "1.5"), ("4.0", "3.5"), (">3.5", "3.5")]
)
def test_albumin_is_limited_to_1_5_and_3_5(albumin: str, same_as: str) -> None:
    one = known(_meld_3("2", "3", "1.5", "130", albumin))
    other = known(_meld_3("2", "3", "1.5", "130", same_as))
    assert one.unrounded == other.unrounded


@pytest.mark.parametrize("creatinine", ["3.1", "4", ">3"])
def test_creatinine_of_meld_3_is_capped_at_3(creatinine: str) -> None:
    at_cap = known(_meld_3("3", "2", "1.5", "130", "3"))
    assert known(_meld_3(creatinine, "2", "1.5", "130", "3")).unrounded == at_cap.unrounded
    assert known(_meld_3("1", "2", "1.5", "130", "3", dialysis=True)).unrounded == at_cap.unrounded


def test_the_cap_of_40_is_a_setting() -> None:
    # GDL expects 41 where Kim 2021 proposed no upper limit.
    inputs = ("3", "30", "3", "125", "1.5")
    assert known(_meld_3(*inputs)).points == 40
    assert known(_meld_3(*inputs, settings=MeldSettings(6, 99))).points > 40


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE, None])
def test_the_bonus_of_age_12_to_17_is_for_either_sex(sex: Sex | None) -> None:
    young = known(_meld_3("1.2", "2.5", "1", "131", "3.8", sex=sex, age=17))
    woman = known(_meld_3("1.2", "2.5", "1", "131", "3.8", sex=Sex.FEMALE, age=18))
    assert young.unrounded == woman.unrounded


def test_sex_missing_is_missing() -> None:
    assert missing(_meld_3("1.2", "2.5", "1", "131", "3.8", sex=None)) == ("sex",)


def test_what_meld_3_lacks_is_named() -> None:
    found = compute_meld_3(
        bilirubin=None, inr=None, creatinine=None, sodium=None, albumin=None, sex=None
    )
    assert missing(found) == ("bilirubin", "inr", "creatinine", "sodium", "albumin", "sex")


def test_albumin_in_si_units_is_the_same() -> None:
    found = compute_meld_3(
        bilirubin=q("2.5", MG),
        inr=d("1"),
        creatinine=q("1.2", MG),
        sodium=Decimal(131),
        albumin=q("38", "g/L"),
        sex=Sex.MALE,
    )
    assert known(found).points == 16


def test_the_why_names_what_was_used_and_the_limits_in_both_languages() -> None:
    found = compute_meld_na(
        bilirubin=q("2.0", "mg/dL"),
        inr=d("1.5"),
        creatinine=q("2.0", "mg/dL"),
        sodium=d("130"),
        is_on_dialysis=False,
        settings=MeldSettings(6, 40),
    )
    why = known(found).why
    assert "before rounding and the limits 6-40" in why.en
    assert "sodium 130 mmol/L" in why.en
    assert "血钠 130 mmol/L" in why.zh
    assert not any(word in why.zh for word in ("bilirubin", "creatinine", "sodium", "limits"))
