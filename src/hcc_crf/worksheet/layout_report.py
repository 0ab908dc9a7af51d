"""The validation report: what the program answered to its vectors, as a document to be filed. Pure.

First the result, the checks, the machine and a summary with room to sign; then every vector.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hcc_crf.values import Bilingual, Language

from . import texts, texts_report
from .document import (
    HASH_DIGITS,
    Cell,
    Column,
    Document,
    Grid,
    Head,
    Note,
    Part,
    Record,
    Section,
    Stated,
    Tone,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One vector and what came of it, in words.

    Attributes:
        about: What is tried.
        given: The inputs on one line.
        expected: What the source demands.
        answered: The same fields as the program answered them.
    """

    about: str
    given: str
    expected: str
    answered: str
    source: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class DerivationTrials:
    """All vectors of a derivation."""

    name: str
    rule: str
    summary: str
    trials: tuple[Trial, ...]

    @property
    def agreeing(self) -> int:
        """How many were answered as expected."""
        return sum(trial.agrees for trial in self.trials)


@dataclass(frozen=True, slots=True)
class SelfTestReport:
    """What a self-test found, and on what.

    Attributes:
        version: Of the program.
        study: Protocol and OID.
        definitions: Version of the definitions.
        digest: SHA-256 of the definitions, in hex.
        made_at_utc: `2026-11-25T17:11:47.123456Z`.
        machine: Platform, Python and libraries, each with its version.
        checks: Checks of the installation, each with its fault; empty when passed.
        derivations: In the order of `derive --list`.
    """

    version: str
    study: str
    definitions: str
    digest: str
    made_at_utc: str
    machine: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str], ...]
    derivations: tuple[DerivationTrials, ...]

    @property
    def has_passed(self) -> bool:
        """True when nothing differs and no check failed."""
        return not any(fault for _, fault in self.checks) and all(
            found.agreeing == len(found.trials) for found in self.derivations
        )


def layout_report(report: SelfTestReport, language: Language) -> tuple[Document, Document]:
    """Return the overview with its lines to sign on, and the vectors that follow it."""
    words = _Words(language)
    version = words.say(
        texts.DEFINITIONS, version=report.definitions, digest=report.digest[:HASH_DIGITS]
    )
    head = Head(report.study, words.say(texts_report.TITLE), "", version, is_training=False)
    subtitle = words.say(
        texts_report.SUBTITLE, program="hcc-crf", version=report.version, study=report.study
    )
    overview = Document(
        language=language,
        title=words.say(texts_report.TITLE),
        subtitle=subtitle,
        head=head,
        facts=_facts(report, words),
        legend="",
        parts=(Part(tuple(_overview(report, words)), running=words.say(texts_report.SUMMARY)),),
        closing=tuple(
            (words.say(who), words.say(texts.SIGNATURE), words.say(texts.DATE))
            for who in (texts_report.RUN_BY, texts_report.REVIEWED_BY)
        ),
    )
    cases = Document(
        language=language,
        title=words.say(texts_report.ALL_CASES),
        subtitle=words.say(texts_report.ALL_CASES_ABOUT),
        head=head,
        facts=(),
        legend="",
        parts=tuple(_cases(found, words) for found in report.derivations),
    )
    return overview, cases


@dataclass(frozen=True, slots=True)
class _Words:
    language: Language

    def say(self, text: Bilingual, **filled: object) -> str:
        return text.in_language(self.language).format(**filled)

    def share(self, good: int, total: int) -> str:
        return self.say(texts_report.OF, good=good, all=total)


def _facts(report: SelfTestReport, words: _Words) -> tuple[tuple[tuple[str, Stated], ...], ...]:
    trials = sum(len(found.trials) for found in report.derivations)
    agreeing = sum(found.agreeing for found in report.derivations)
    passed = sum(not fault for _, fault in report.checks)
    result = texts_report.PASSED if report.has_passed else texts_report.FAILED
    first = (
        (texts_report.RESULT, words.say(result)),
        (texts_report.VECTORS, words.share(agreeing, trials)),
        (texts_report.CHECKS, words.share(passed, len(report.checks))),
        (texts_report.MADE, report.made_at_utc[:19].replace("T", " ")),
    )
    second = (
        (texts_report.VERSION, report.version),
        (texts_report.DEFINITIONS, report.definitions),
        (texts_report.HASH, report.digest[:32]),
    )
    return tuple(
        tuple((words.say(label), Stated(value)) for label, value in line)
        for line in (first, second)
    )


def _overview(report: SelfTestReport, words: _Words) -> Iterator[Section]:
    yield Section(
        words.say(texts_report.ABOUT),
        tuple(Note(words.say(text)) for text in texts_report.ABOUT_TEXTS),
    )
    yield _table(
        words,
        texts_report.SUMMARY,
        (
            Column(words.say(texts_report.DERIVATION), 36),
            Column(words.say(texts_report.DERIVES), 66, grows=True),
            Column(words.say(texts_report.RULE), 34),
            Column(words.say(texts_report.COUNT), 16),
            Column(words.say(texts_report.AGREEING), 16),
        ),
        _counted(report, words),
    )
    yield _table(
        words,
        texts_report.CHECKED,
        (
            Column(words.say(texts_report.CHECK), 64),
            Column(words.say(texts_report.RESULT), 100, grows=True),
        ),
        tuple((name, _check_result(fault, words)) for name, fault in report.checks),
    )
    yield _table(
        words,
        texts_report.MACHINE,
        (
            Column(words.say(texts_report.WHAT), 50),
            Column(words.say(texts_report.FOUND), 110, grows=True),
        ),
        (*report.machine, (words.say(texts_report.HASH), report.digest)),
    )


def _counted(report: SelfTestReport, words: _Words) -> tuple[tuple[str, ...], ...]:
    found = report.derivations
    trials, agreeing = sum(len(one.trials) for one in found), sum(one.agreeing for one in found)
    rows = [
        (one.name, one.summary, one.rule, str(len(one.trials)), str(one.agreeing)) for one in found
    ]
    return (*rows, (words.say(texts_report.TOTAL), "", "", str(trials), str(agreeing)))


def _check_result(fault: str, words: _Words) -> str:
    if not fault:
        return words.say(texts_report.PASSED_CHECK)
    return words.say(texts_report.FAILED_CHECK, fault=fault)


def _table(
    words: _Words, title: Bilingual, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]
) -> Section:
    records = tuple(
        Record((Cell(Stated(key, Tone.STRONG)), *(Cell(Stated(text)) for text in rest)))
        for key, *rest in rows
    )
    return Section(words.say(title), (Grid(columns, records),))


def _cases(found: DerivationTrials, words: _Words) -> Part:
    columns = (
        Column(words.say(texts_report.NUMBER), 11),
        Column(words.say(texts_report.TRIED), 72),
        Column(words.say(texts_report.EXPECTED), 36),
        Column(words.say(texts_report.ANSWERED), 36),
        Column(words.say(texts_report.RESULT), 17),
    )
    records = tuple(_record(at, trial, words) for at, trial in enumerate(found.trials, 1))
    section = Section(
        found.name,
        (Grid(columns, records),),
        form=found.rule,
        remark=words.share(found.agreeing, len(found.trials)),
    )
    return Part((section,), running=found.name)


def _record(number: int, trial: Trial, words: _Words) -> Record:
    verdict = texts_report.AGREES if trial.agrees else texts_report.DIFFERS
    tone = Tone.PLAIN if trial.agrees else Tone.STRONG
    return Record(
        (
            Cell(Stated(str(number), Tone.QUIET)),
            Cell(Stated(trial.about, Tone.STRONG)),
            Cell(Stated(trial.expected)),
            Cell(Stated(trial.answered, tone)),
            Cell(Stated(words.say(verdict), tone)),
        ),
        note=words.say(texts_report.GIVEN, given=trial.given, source=trial.source),
    )
