"""`hcc-crf rederive`: what newer rules derive, beside what is recorded; and accepting it."""

from pathlib import Path

import click

from hcc_crf.session.rederiving import Rederived, accept_rederived, rederived
from hcc_crf.values import Language, SubjectKey

from .surroundings import (
    Surroundings,
    language_option,
    say,
    surroundings,
    user_option,
    workspace_option,
)


@click.command()
@workspace_option
@user_option
@language_option
@click.option("--subject", help="Of one subject only.")
@click.option("--accept", is_flag=True, help="Record what is derived now.")
@click.option("--reason", default="", help="Why it is accepted, such as the new rule's source.")
@surroundings
def rederive(
    around: Surroundings,
    *,
    workspace: Path | None,
    user: str,
    lang: str,
    subject: str | None,
    accept: bool,
    reason: str,
) -> None:
    """Show derived values that today's rules answer otherwise; with --accept record them."""
    with around.sign_in(workspace, user) as session:
        subjects = (subject,) if subject else tuple(row.subject for row in session.subjects())
        for key in map(SubjectKey, subjects):
            found = rederived(session, key)
            for one in found:
                say(_answer(one, Language(lang)))
            events = accept_rederived(session, key, reason) if accept and found else ()
            say({"subject": key, "differences": len(found), "accepted": list(events)})


def _answer(found: Rederived, language: Language) -> dict[str, object]:
    old = found.old
    return {
        "path": str(found.new.path),
        "old": old.canonical or None if old else None,
        "old_rule": old.rule if old else None,
        "new": found.new.canonical or None,
        "new_rule": found.new.rule,
        "why": found.new.why.in_language(language),
    }
