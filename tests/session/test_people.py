"""Accounts: added, reset, closed by an administrator; the own password changed by its owner."""

import pytest

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role
from hcc_crf.errors import AccessError
from hcc_crf.session.people import add_user, close_user, reset_user_password
from hcc_crf.store.access_log import AccessKind
from tests.session.sites import OTHER_PASSWORD, PASSWORD, Site, entry, saved

THIRD_PASSWORD = "glacier-pencil-orchid-3"


def code_of_sign_in(site: Site, user: str, password: str) -> str:
    with pytest.raises(AccessError) as caught:
        site.open(user, password)
    return caught.value.code


def test_a_new_user_signs_in_with_the_first_password_and_is_told_to_change_it(site: Site) -> None:
    with site.open("admin1") as admin:
        add_user(admin, NewUser("nurse2", "Second Nurse", Role.NURSE, OTHER_PASSWORD))
    with site.open("nurse2", OTHER_PASSWORD) as session:
        assert session.who.must_change
        assert (session.who.name, session.role) == ("Second Nurse", Role.NURSE)
        session.change_password(OTHER_PASSWORD, THIRD_PASSWORD)
    assert code_of_sign_in(site, "nurse2", OTHER_PASSWORD) == "SIGN-IN-REFUSED"
    with site.open("nurse2", THIRD_PASSWORD) as session:
        assert not session.who.must_change
        saved(session, entry("01-001/SCR/VS", WEIGHT="68"))


def test_a_new_user_reads_what_others_entered(site: Site) -> None:
    with site.open("nurse1") as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68"))
    with site.open("admin1") as admin:
        add_user(admin, NewUser("monitor2", "Second Monitor", Role.MONITOR, OTHER_PASSWORD))
    with site.open("monitor2", OTHER_PASSWORD) as session:
        assert [row.subject for row in session.subjects()] == ["01-001"]


@pytest.mark.parametrize(
    ("user", "password", "code"),
    [
        pytest.param("nurse1", OTHER_PASSWORD, "USER-EXISTS", id="an id that is taken"),
        pytest.param("Nurse1", OTHER_PASSWORD, "USER-EXISTS", id="the same in other letters"),
        pytest.param("nurse 2", OTHER_PASSWORD, "USER-ID-REFUSED", id="an id with a blank"),
        pytest.param("../nurse", OTHER_PASSWORD, "USER-ID-REFUSED", id="an id like a path"),
        pytest.param("", OTHER_PASSWORD, "USER-ID-REFUSED", id="no id"),
        pytest.param("护士", OTHER_PASSWORD, "USER-ID-REFUSED", id="an id nobody could type"),
        pytest.param("nurse2", "short", "PASSWORD-TOO-SHORT", id="a short password"),
        pytest.param("nurse2", "aaaaaaaaaaaaaaaa", "PASSWORD-KNOWN", id="one letter only"),
        pytest.param("nurse2", "nurse2nurse2", "PASSWORD-KNOWN", id="made of the user name"),
    ],
)
def test_an_unfit_account_is_refused_and_nothing_changes(
    enrolled: Site, user: str, password: str, code: str, people: Site
) -> None:
    before = (people.folder / "accounts.json").read_bytes()
    with people.open("admin1") as admin, pytest.raises(AccessError) as caught:
        add_user(admin, NewUser(user, "Name", Role.NURSE, password))
    assert caught.value.code == code
    assert (people.folder / "accounts.json").read_bytes() == before
    assert password not in str(caught.value) or password == user


@pytest.fixture(scope="module")
def people(enrolled: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One site for all refusals: they change nothing."""
    return enrolled.copy(tmp_path_factory.mktemp("people") / "site")


def test_a_forgotten_password_is_reset_to_a_first_one(site: Site) -> None:
    with site.open("admin1") as admin:
        reset_user_password(admin, "nurse1", OTHER_PASSWORD)
    assert code_of_sign_in(site, "nurse1", PASSWORD) == "SIGN-IN-REFUSED"
    with site.open("nurse1", OTHER_PASSWORD) as session:
        assert session.who.must_change


def test_resetting_somebody_unknown_is_refused(people: Site) -> None:
    with people.open("admin1") as admin, pytest.raises(AccessError, match="USER-UNKNOWN"):
        reset_user_password(admin, "nobody", OTHER_PASSWORD)


def test_a_closed_account_does_not_open_and_its_id_stays_taken(site: Site) -> None:
    with site.open("admin1") as admin:
        close_user(admin, "nurse1")
        with pytest.raises(AccessError, match="USER-EXISTS"):
            add_user(admin, NewUser("nurse1", "Another", Role.NURSE, OTHER_PASSWORD))
    assert code_of_sign_in(site, "nurse1", PASSWORD) == "SIGN-IN-REFUSED"


def test_what_a_closed_account_entered_stays_under_its_name(site: Site) -> None:
    with site.open("nurse1") as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68"))
    with site.open("admin1") as admin:
        close_user(admin, "nurse1")
    with site.open("monitor1") as session:
        assert {record.sealed.event.user for record in session.audit()} == {"nurse1"}


def test_the_last_administrator_cannot_be_closed(people: Site) -> None:
    with (
        people.open("admin1") as admin,
        pytest.raises(AccessError, match="USER-LAST-ADMINISTRATOR"),
    ):
        close_user(admin, "admin1")


def test_a_password_change_asks_for_the_old_one(people: Site) -> None:
    with people.open("nurse1") as session:
        with pytest.raises(AccessError, match="PASSWORD-WRONG"):
            session.change_password(OTHER_PASSWORD, THIRD_PASSWORD)
        with pytest.raises(AccessError, match="PASSWORD-SAME"):
            session.change_password(PASSWORD, PASSWORD)
        with pytest.raises(AccessError, match="PASSWORD-TOO-SHORT"):
            session.change_password(PASSWORD, "short")
    with people.open("nurse1"):
        pass


def test_work_goes_on_after_a_password_change(site: Site) -> None:
    with site.open("nurse1") as session:
        session.change_password(PASSWORD, OTHER_PASSWORD)
        saved(session, entry("01-001/SCR/VS", WEIGHT="68"))
    with site.open("nurse1", OTHER_PASSWORD) as session:
        assert session.events() == 1


def test_what_happens_to_accounts_stands_in_the_access_log(site: Site) -> None:
    before = len(site.access_log())
    with site.open("admin1") as admin:
        add_user(admin, NewUser("nurse2", "Second", Role.NURSE, OTHER_PASSWORD))
        reset_user_password(admin, "nurse2", THIRD_PASSWORD)
        close_user(admin, "nurse2")
        admin.change_password(PASSWORD, OTHER_PASSWORD)
    done = [
        (one.kind, one.user, one.what)
        for one in site.access_log()[before + 1 :]
        if one.kind not in (AccessKind.SIGNED_IN, AccessKind.SIGNED_OUT)
    ]
    assert done == [
        (AccessKind.ACCOUNT_ADDED, "admin1", "nurse2, nurse"),
        (AccessKind.PASSWORD_RESET, "admin1", "nurse2"),
        (AccessKind.ACCOUNT_CLOSED, "admin1", "nurse2"),
        (AccessKind.PASSWORD_CHANGED, "admin1", ""),
    ]


def test_no_password_is_in_any_file_of_the_workspace(site: Site) -> None:
    with site.open("admin1") as admin:
        add_user(admin, NewUser("nurse2", "Second", Role.NURSE, OTHER_PASSWORD))
    for path in site.files:
        content = path.read_bytes()
        assert PASSWORD.encode() not in content, path.name
        assert OTHER_PASSWORD.encode() not in content, path.name
