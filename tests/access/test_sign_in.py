"""From id and password to the keys; wrong ones are recorded, slowed down and told nothing."""

from pathlib import Path

import pytest

from hcc_crf.access.accounts import NewUser, add_account, close_account
from hcc_crf.access.attempts import ATTEMPTS_FILE, AttemptMark, Outcome, unread_attempts
from hcc_crf.access.keys import Keys
from hcc_crf.access.roles import Role
from hcc_crf.access.sign_in import sign_in
from hcc_crf.errors import AccessError, WorkspaceError
from tests.access.builders import MONITOR, NEW_PASSWORD, NOW, NURSE, Clock


def refusal(folder: Path, user: str, password: str, clock: Clock) -> AccessError:
    """The error with which somebody is refused."""
    with pytest.raises(AccessError) as refused:
        sign_in(folder, user, password, clock=clock)
    return refused.value


def outcomes(folder: Path) -> list[tuple[str, Outcome]]:
    """What was recorded."""
    unread = unread_attempts(folder, AttemptMark())
    assert unread.is_whole
    return [(one.user, one.outcome) for one in unread.attempts]


def test_right_password_opens_the_data(workspace: Path, admin_keys: Keys, clock: Clock) -> None:
    signed_in = sign_in(workspace, "nurse1", NURSE.password, clock=clock)
    assert (signed_in.head.role, signed_in.head.name) == (Role.NURSE, "Nora Nurse")
    assert signed_in.keys.data_key == admin_keys.data_key
    assert not signed_in.head.must_change
    assert outcomes(workspace) == [("nurse1", Outcome.SIGNED_IN)]


def test_first_password_of_another_must_be_changed(workspace: Path, clock: Clock) -> None:
    assert sign_in(workspace, "monitor1", MONITOR.password, clock=clock).head.must_change


def test_wrong_password_and_unknown_user_are_told_the_same(workspace: Path, clock: Clock) -> None:
    wrong = refusal(workspace, "nurse1", "not her password", clock)
    unknown = refusal(workspace, "nobody", NURSE.password, clock)
    assert wrong.code == unknown.code == "SIGN-IN-REFUSED"
    assert str(wrong) == str(unknown)


def test_password_typed_as_the_id_is_not_written_down(workspace: Path, clock: Clock) -> None:
    refusal(workspace, NURSE.password, "nurse1", clock)
    assert outcomes(workspace) == [("?", Outcome.REFUSED)]
    assert NURSE.password not in (workspace / ATTEMPTS_FILE).read_text(encoding="utf-8")


def test_after_five_failures_even_the_right_password_waits(workspace: Path, clock: Clock) -> None:
    for _ in range(5):
        assert refusal(workspace, "nurse1", "wrong", clock).code == "SIGN-IN-REFUSED"
        clock.advance(1)
    delayed = refusal(workspace, "nurse1", NURSE.password, clock)
    assert delayed.code == "SIGN-IN-DELAYED"
    assert "29 seconds" in delayed.next_step
    assert outcomes(workspace) == [("nurse1", Outcome.REFUSED)] * 5
    clock.advance(29)
    sign_in(workspace, "nurse1", NURSE.password, clock=clock)
    assert outcomes(workspace)[-1] == ("nurse1", Outcome.SIGNED_IN)


def test_unknown_users_are_slowed_down_together(workspace: Path, clock: Clock) -> None:
    for number in range(5):
        refusal(workspace, f"guess{number}", "wrong", clock)
    assert refusal(workspace, "guess9", "wrong", clock).code == "SIGN-IN-DELAYED"
    sign_in(workspace, "nurse1", NURSE.password, clock=clock)


def test_closed_account_is_refused_like_an_unknown_one(workspace: Path, clock: Clock) -> None:
    close_account(workspace, user="nurse1", at=NOW)
    assert refusal(workspace, "nurse1", NURSE.password, clock).code == "SIGN-IN-REFUSED"


def test_lowered_cost_is_refused_before_the_password_is_used(workspace: Path, clock: Clock) -> None:
    path = workspace / "accounts.json"
    text = path.read_text(encoding="utf-8").replace('"memory_kib": 65536', '"memory_kib": 1024')
    path.write_text(text, encoding="utf-8")
    assert refusal(workspace, "nurse1", NURSE.password, clock).code == "ACCOUNT-WEAKENED"


def test_password_typed_on_another_keyboard_opens(
    workspace: Path, admin_keys: Keys, clock: Clock
) -> None:
    composed, decomposed = "caf\u00e9 au lait matin", "cafe\u0301 au lait matin"
    add_account(
        workspace,
        admin_keys,
        NewUser("nurse2", "Nina", Role.NURSE, composed),
        by="admin1",
        at=NOW,
    )
    assert sign_in(workspace, "nurse2", decomposed, clock=clock).head.user == "nurse2"


def test_nobody_signs_in_where_there_is_no_workspace(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(WorkspaceError) as refused:
        sign_in(tmp_path, "nurse1", NEW_PASSWORD, clock=clock)
    assert refused.value.code == "WORKSPACE-NOT-FOUND"
    assert list(tmp_path.iterdir()) == []
