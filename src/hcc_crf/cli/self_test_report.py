"""`hcc-crf self-test --report`: what was found, on what machine, as a PDF to be filed."""

import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from hcc_crf import __version__
from hcc_crf.study.model import Study
from hcc_crf.worksheet.layout_report import DerivationTrials, SelfTestReport, Trial

from .derive.catalogue import DERIVATIONS
from .report_words import one_line
from .self_test_vectors import Checked

_LIBRARIES = (
    "click filelock msgspec PyNaCl pyrage PySide6-Essentials PyYAML reportlab "
    "sqlcipher3 sqlite-utils zstandard"
).split()


def self_test_report(
    study: Study, made_at_utc: str, checks: Sequence[tuple[str, str]], checked: Sequence[Checked]
) -> SelfTestReport:
    """Return the report of a finished self-test.

    Args:
        study: Definitions that were loaded.
        made_at_utc: `2026-11-25T17:11:47.123456Z`.
        checks: Each check of the installation with its fault, empty when passed.
        checked: Every vector with its answer.
    """
    return SelfTestReport(
        version=__version__,
        study=f"{study.protocol} · {study.oid}",
        definitions=study.version,
        digest=study.digest,
        made_at_utc=made_at_utc,
        machine=tuple(_machine()),
        checks=tuple(checks),
        derivations=tuple(
            DerivationTrials(
                derivation.name,
                derivation.rule,
                derivation.summary,
                tuple(_trial(one) for one in checked if one.vector.derivation == derivation.name),
            )
            for derivation in DERIVATIONS
        ),
    )


def _machine() -> Iterator[tuple[str, str]]:
    yield "Platform", platform.platform()
    yield "Processor", platform.machine()
    yield "Python", f"{platform.python_implementation()} {platform.python_version()}"
    yield "Installed as", "one folder" if getattr(sys, "frozen", False) else "Python package"
    yield "Libraries", ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)


def _version(library: str) -> str:
    """Return the version of an installed library; a frozen program may carry none."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "as built in"


def _trial(found: Checked) -> Trial:
    vector = found.vector
    expected: Mapping[str, object] = vector.expected | dict(vector.shown)
    names = (*expected, *(("error",) if "error" in found.answer else ()))
    answered = {
        name: _cut(found.answer[name], expected.get(name)) for name in names if name in found.answer
    }
    return Trial(
        about=vector.about,
        given=one_line(vector.given),
        expected=one_line(expected),
        answered=one_line(answered),
        source=vector.source,
        agrees=found.agrees,
    )


def _cut(answer: object, expected: object) -> object:
    """Leave out of an answer what nobody asked for, at any depth, in the order it was asked."""
    if isinstance(answer, Mapping) and isinstance(expected, Mapping):
        return {name: _cut(answer[name], expected[name]) for name in expected if name in answer}
    if isinstance(answer, list) and isinstance(expected, list) and len(answer) == len(expected):
        return [_cut(*pair) for pair in zip(answer, expected, strict=True)]
    return answer
