"""`self-test --report`: a dated PDF beside the printed checks, whatever they found."""

from pathlib import Path

import msgspec
import pytest

from hcc_crf import __version__
from hcc_crf.cli import self_test
from hcc_crf.cli.derive.catalogue import DERIVATIONS
from hcc_crf.cli.self_test_report import self_test_report
from hcc_crf.cli.self_test_vectors import Vector, check_vector, check_vectors, vectors
from hcc_crf.resources import forms_directory
from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study
from tests.cli.running import hcc
from tests.worksheet.reading import page_texts

BMI: dict[str, object] = {"weight_kg": "70", "height_cm": "200"}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(forms_directory())


@pytest.fixture
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check the derivations only: the others have tests of their own."""
    monkeypatch.setattr(self_test, "CHECKS", self_test.CHECKS[:2])


@pytest.fixture
def _one_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sources demand another answer of one vector."""
    first, *others = vectors()
    wrong = msgspec.structs.replace(first, expected={"points": "15"})
    monkeypatch.setattr("hcc_crf.cli.self_test_vectors.vectors", lambda: (wrong, *others))


def test_the_report_holds_every_vector_under_its_derivation(study: Study) -> None:
    checked = tuple(check_vectors())
    report = self_test_report(study, "2026-11-25T18:40:00.000000Z", (), checked)
    assert [found.name for found in report.derivations] == [each.name for each in DERIVATIONS]
    assert sum(len(found.trials) for found in report.derivations) == len(checked)
    assert report.has_passed
    assert (report.version, report.definitions, report.digest) == (
        __version__,
        study.version,
        study.digest,
    )
    machine = dict(report.machine)
    assert machine["Python"].startswith("CPython 3.")
    assert "reportlab " in machine["Libraries"]


def test_an_answer_is_shown_as_far_as_it_was_asked_for(study: Study) -> None:
    vector = Vector("bmi", "wrong", BMI, {"bmi": "17.4"}, "by hand", {"bmi": "17.4"})
    report = self_test_report(study, "2026-11-25T18:40:00.000000Z", (), (check_vector(vector),))
    (trial,) = next(found for found in report.derivations if found.name == "bmi").trials
    assert (trial.given, trial.expected, trial.answered, trial.agrees) == (
        "weight_kg 70; height_cm 200",
        "bmi 17.4",
        "bmi 17.5",
        False,
    )


def test_a_line_that_was_refused_shows_its_error(study: Study) -> None:
    vector = Vector("bmi", "negative", {"weight_kg": "-1"}, {"bmi": None}, "by hand")
    report = self_test_report(study, "2026-11-25T18:40:00.000000Z", (), (check_vector(vector),))
    (trial,) = next(found for found in report.derivations if found.name == "bmi").trials
    assert trial.answered == "error weight_kg: -1 is negative"


@pytest.mark.usefixtures("_few")
@pytest.mark.parametrize(("language", "title"), [("en", "Validation report"), ("zh", "验证报告")])
def test_the_command_writes_the_report(tmp_path: Path, language: str, title: str) -> None:
    file = tmp_path / "new" / "report.pdf"
    done = hcc("self-test", "--report", file, "--lang", language)
    assert done.code == 0, done
    first, second, *written = done.out.splitlines()
    assert (first.split()[0], second.split()[0]) == ("ok", "ok")
    assert written[0].startswith(f"written {file} (SHA-256 ")
    assert title in page_texts(file.read_bytes())[0]


@pytest.mark.usefixtures("_few", "_one_wrong")
def test_a_wrong_vector_fails_the_self_test_and_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    done = hcc("self-test", "--report", file)
    assert done.code == 1
    assert "FAILED  derivation vectors: child-pugh (all five in the best cell)" in done.out
    pages = page_texts(file.read_bytes())
    assert "DIFFERENCES FOUND" in pages[0]
    assert any("DIFFERS" in page for page in pages)


@pytest.mark.usefixtures("_few", "_one_wrong")
def test_without_a_report_a_wrong_vector_fails_all_the_same() -> None:
    done = hcc("self-test")
    assert done.code == 1
    assert "{'points': '15'} expected" in done.out
