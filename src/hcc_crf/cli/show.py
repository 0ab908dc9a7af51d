"""`hcc-crf show` and `hcc-crf audit`: subjects, casebooks, forms and the audit trail as data."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from hcc_crf.errors import InputError
from hcc_crf.export.audit_rows import audit_row as audit_cells
from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.session import Session, VisitStatus
from hcc_crf.study.schedule import visit_of
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode

from .show_form import form_answer
from .surroundings import (
    Surroundings,
    language_option,
    say,
    surroundings,
    user_option,
    workspace_option,
)

AUDIT_COLUMNS = (
    "seq event at_utc offset zone user role device subject visit form form_version row item "
    "old new unit missing reason kind"
).split()


@click.command()
@workspace_option
@user_option
@click.option("--subject", help="One subject: its visits and forms.")
@click.option("--visit", help="One visit of the subject.")
@click.option("--form", help="One form of the visit: values, derived values, findings.")
@language_option
@surroundings
def show(
    around: Surroundings,
    *,
    workspace: Path | None,
    user: str,
    subject: str | None,
    visit: str | None,
    form: str | None,
    lang: Language,
) -> None:
    """Show the subjects; or one casebook; or one form."""
    if (visit and not subject) or (form and not visit):
        raise click.UsageError("--visit needs --subject, and --form needs --visit")
    with around.look_in(workspace, user) as session:
        if subject is None:
            say({"subjects": _subjects(session)})
            return
        key = known_subject(session, subject)
        if visit is None:
            say({"subject": key, "visits": [_visit(status) for status in session.visits(key)]})
            return
        code = visit_of(session.program.study, visit).code
        forms = (form,) if form else session.program.visit(code).forms
        answers = [_form(session, key, code, oid, Language(lang)) for oid in forms]
        say(answers[0] if form else {"subject": key, "visit": code, "forms": answers})


def known_subject(session: Session, subject: str) -> SubjectKey:
    """Return a subject of the workspace. Raises `InputError` for an unknown one."""
    if subject in {row.subject for row in session.subjects()}:
        return SubjectKey(subject)
    raise InputError(
        "SUBJECT-UNKNOWN", subject, "This workspace has no such subject.", "See `hcc-crf show`."
    )


def _subjects(session: Session) -> list[dict[str, object]]:
    """The subjects with the state of every visit that was begun or is expected."""
    visits: dict[str, dict[str, str]] = {}
    for cell in sorted(
        session.matrix(), key=lambda one: session.program.order(VisitCode(one.visit))
    ):
        if cell.is_expected or cell.state != "not started":
            visits.setdefault(cell.subject, {})[cell.visit] = cell.state
    return [
        {
            "subject": row.subject,
            "status": row.status,
            "enrolled_at": row.enrolled_at,
            "visits": visits.get(row.subject, {}),
        }
        for row in session.subjects()
    ]


def _visit(status: VisitStatus) -> dict[str, object]:
    plan = status.plan
    return {
        "visit": plan.visit,
        "state": status.state.value,
        "expected": plan.is_expected,
        "date": _iso(plan.date),
        "target": _iso(plan.target),
        "first": _iso(plan.first),
        "last": _iso(plan.last),
        "forms": {form.form: form.state.value for form in status.forms},
        "expected_forms": [form.form for form in status.forms if form.is_expected],
    }


def _iso(date: object) -> str | None:
    return None if date is None else str(date)


def _form(
    session: Session, subject: SubjectKey, visit: VisitCode, form: str, language: Language
) -> dict[str, object]:
    if form not in session.program.visit(visit).forms:
        listed = ", ".join(session.program.visit(visit).forms)
        raise InputError(
            "FORM-NOT-IN-VISIT",
            f"{visit}/{form}",
            "The visit has no such form.",
            f"It has: {listed}.",
        )
    path = FormPath(subject, visit, form)
    return form_answer(session.look(path), session.casebook(subject), language)


@click.command()
@workspace_option
@user_option
@click.option("--subject", help="Of one subject only.")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json")
@surroundings
def audit(
    around: Surroundings, workspace: Path | None, user: str, subject: str | None, form: str
) -> None:
    """Write the audit trail, one row an item change."""
    with around.look_in(workspace, user) as session:
        key = None if subject is None else known_subject(session, subject)
        records = session.audit(key)
        if form == "csv":
            _write_csv(audit_cells(session.program.study, record) for record in records)
        else:
            _write_json(audit_row(record) for record in records)


def audit_row(record: AuditRecord) -> dict[str, object]:
    """Return one audit record under the column names of the contract."""
    sealed, path = record.sealed, record.path
    slot = path.slot
    item = f"{slot.group}[{slot.group_row}].{slot.item}" if slot.group else slot.item
    return {
        "seq": sealed.seq,
        "event": sealed.hash,
        "at_utc": sealed.stamp.at_utc,
        "offset": sealed.stamp.offset,
        "zone": sealed.stamp.zone,
        "user": sealed.event.user,
        "role": sealed.event.role,
        "device": f"{sealed.chain.site}-{sealed.chain.device}",
        "subject": path.form.subject,
        "visit": path.form.visit,
        "form": path.form.form,
        "form_version": sealed.event.form_version,
        "row": slot.row or None,
        "item": item,
        "old": record.old.canonical or (record.old.missing and record.old.missing.value),
        "new": record.new.canonical or None,
        "unit": record.new.unit or None,
        "missing": record.new.missing.value if record.new.missing else None,
        "reason": sealed.event.reason or None,
        "kind": record.kind.value,
    }


def _write_json(rows: Iterator[dict[str, object]]) -> None:
    """One array, one row a line, so that it streams and reads either way."""
    sys.stdout.write("[")
    for number, row in enumerate(rows):
        separator = ",\n" if number else "\n"
        sys.stdout.write(separator + json.dumps(row, ensure_ascii=False))
    sys.stdout.write("\n]\n")


def _write_csv(rows: Iterator[tuple[str, ...]]) -> None:
    """The columns of the contract; text that could start a formula is marked as text."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(AUDIT_COLUMNS)
    writer.writerows(row[: len(AUDIT_COLUMNS)] for row in rows)
