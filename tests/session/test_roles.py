"""Every act for every role: allowed as cli.md says, else refused and recorded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Action, Role
from hcc_crf.errors import AccessError, HccCrfError
from hcc_crf.session import Session, Typed
from hcc_crf.session.checking import rebuild_projections, verify_workspace
from hcc_crf.session.packaging import accept_enrolment, open_own_package
from hcc_crf.session.people import add_user, close_user, reset_user_password
from hcc_crf.store.access_log import AccessKind
from hcc_crf.values import Language, Slot, SubjectKey, VisitCode
from tests.session.sites import OTHER_PASSWORD, PASSWORD, Site, entry, form, item, saved

NOWHERE = Path("not", "there")
SUBJECT = SubjectKey("01-001")
SCR = VisitCode("SCR")
VS = form("01-001/SCR/VS")

ACTS: dict[str, Callable[[Session], object]] = {
    "see the subjects": lambda s: s.subjects(),
    "see the matrix": lambda s: s.matrix(),
    "see the forms of a subject": lambda s: s.form_rows(SUBJECT),
    "see the visits": lambda s: s.visits(SUBJECT),
    "read a casebook": lambda s: s.casebook(SUBJECT),
    "look at a form": lambda s: s.look(VS),
    "read the audit trail": lambda s: list(s.audit()),
    "read the history of an item": lambda s: s.history(item("01-001/SCR/VS.WEIGHT")),
    "save a form": lambda s: s.save(entry("01-001/C1D1/QSECOG", ECOG101="0")),
    "keep a draft": lambda s: s.keep_draft(VS, {Slot("TEMP"): Typed("36.6")}),
    "print a worksheet": lambda s: s.print_worksheet(None, SCR, Language.EN),
    "print a casebook": lambda s: s.print_casebook(SUBJECT, Language.EN),
    "write a package": lambda s: s.package(s.folder / "packages"),
    "open a package": lambda s: open_own_package(s, "p", b"no package"),
    "verify the workspace": lambda s: list(verify_workspace(s)),
    "rebuild the projections": rebuild_projections,
    "add a user": lambda s: add_user(s, NewUser("nurse2", "Second", Role.NURSE, OTHER_PASSWORD)),
    "reset a password": lambda s: reset_user_password(s, "monitor1", OTHER_PASSWORD),
    "close an account": lambda s: close_user(s, "nobody"),
    "take in an enrolment": lambda s: accept_enrolment(s, NOWHERE),
    "change the own password": lambda s: s.change_password(OTHER_PASSWORD, PASSWORD),
}
READS = (
    "see the subjects", "see the matrix", "see the forms of a subject", "see the visits",
    "read a casebook", "look at a form", "read the audit trail", "read the history of an item",
    "print a worksheet", "print a casebook", "open a package", "verify the workspace",
    "change the own password",
)  # fmt: skip
ENTERS = ("save a form", "keep a draft", "write a package", "rebuild the projections")
KEEPS = ("add a user", "reset a password", "close an account", "take in an enrolment")
# Source: cli.md, "Roles". Nurse and investigator enter, print, package, verify; the monitor reads,
# audits, prints, verifies and changes no data; the administrator keeps users and devices and sees
# no data.
MAY = {
    "nurse1": {*READS, *ENTERS},
    "investigator1": {*READS, *ENTERS},
    "monitor1": {*READS},
    "admin1": {*KEEPS, "change the own password"},
}


@pytest.fixture(scope="module")
def people(
    enrolled: Site, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Site, Session]]:
    """Somebody of each role, each at work on a copy of a site that holds one subject."""
    base = tmp_path_factory.mktemp("roles")
    first = enrolled.copy(base / "first")
    with first.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
    opened = {}
    for user in MAY:
        site = first.copy(base / user)
        opened[user] = (site, site.open(user))
    return opened


def refusal(session: Session, act: str) -> str:
    """Do the act; return what was refused to the role, or empty when it was let through."""
    try:
        ACTS[act](session)
    except AccessError as error:
        return str(error) if error.code == "NOT-PERMITTED" else ""
    except HccCrfError:
        return ""  # let through, and stopped by what it was given
    return ""


@pytest.mark.parametrize("user", MAY)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_may_do_what_the_table_says_and_nothing_else(
    people: dict[str, tuple[Site, Session]], user: str, act: str
) -> None:
    _site, session = people[user]
    before, entries = session.events(), count_refused(session)
    found = refusal(session, act)
    if act in MAY[user]:
        assert found == ""
        assert count_refused(session) == entries
    else:
        assert found.startswith(f"NOT-PERMITTED  role {session.role.value}: ")
        assert count_refused(session) == entries + 1
        assert session.events() == before


def count_refused(session: Session) -> int:
    rows = session.db.read_column(bytes, "SELECT body FROM access_log")
    return sum(AccessKind.ACT_REFUSED.value.encode() in row for row in rows)


def test_every_act_has_its_cell() -> None:
    assert set().union(*MAY.values()) == set(ACTS)


def test_a_refusal_says_who_tried_what_and_when(site: Site) -> None:
    with site.open("monitor1") as session, pytest.raises(AccessError):
        session.save(entry("01-001/SCR/VS", WEIGHT="68"))
    last = [one for one in site.access_log() if one.kind is AccessKind.ACT_REFUSED][-1]
    assert (last.user, last.role, last.what) == ("monitor1", "monitor", "enter data")
    assert last.at_utc.startswith("2026-11-25T01:30")


def test_a_refused_monitor_leaves_no_event_and_no_draft(site: Site) -> None:
    with site.open("monitor1") as session:
        with pytest.raises(AccessError):
            session.save(entry("01-001/SCR/VS", WEIGHT="68"))
        with pytest.raises(AccessError):
            session.keep_draft(form("01-001/SCR/VS"), {Slot("WEIGHT"): Typed("68")})
        assert session.events() == 0
        assert session.drafts() == ()


def test_an_administrator_sees_no_data_in_what_is_refused(site: Site) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/SV", SVCOM="Quokka-7319"))
    with site.open("admin1") as session, pytest.raises(AccessError) as caught:
        session.look(form("01-001/SCR/SV"))
    assert "Quokka" not in str(caught.value)
    assert "01-001" not in str(caught.value)


@pytest.mark.parametrize("user", MAY)
def test_screens_can_ask_beforehand(people: dict[str, tuple[Site, Session]], user: str) -> None:
    _site, session = people[user]
    assert session.may(Action.ENTER_DATA) == (user in ("nurse1", "investigator1"))
    assert session.may(Action.READ_DATA) == (user != "admin1")
    assert session.may(Action.MANAGE_USERS) == (user == "admin1")
    assert session.may(Action.SIGN) == (user == "investigator1")


def test_printing_and_verifying_stand_in_the_access_log(site: Site) -> None:
    with site.open("nurse1") as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
        session.print_worksheet(SUBJECT, SCR, Language.EN)
        session.print_casebook(SUBJECT, Language.ZH)
        list(verify_workspace(session))
    done = [
        (one.kind, one.what, one.subject)
        for one in site.access_log()
        if one.kind in (AccessKind.PRINTED, AccessKind.VERIFIED)
    ]
    assert done == [
        (AccessKind.PRINTED, "worksheet SCR", "01-001"),
        (AccessKind.PRINTED, "casebook", "01-001"),
        (AccessKind.VERIFIED, "", ""),
    ]
