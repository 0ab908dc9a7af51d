"""Roles and what each may do: one table, default deny. Source: cli.md, "Roles".

An action that stands in no row of the table is refused to everybody; a role sees nothing it was not
given. The administrator keeps users, backups and devices and sees no data.
"""

from enum import StrEnum

from hcc_crf.errors import AccessError


class Role(StrEnum):
    """What a person is in the trial."""

    NURSE = "nurse"
    INVESTIGATOR = "investigator"
    MONITOR = "monitor"
    ADMINISTRATOR = "administrator"
    CENTRE = "centre"


class Action(StrEnum):
    """Everything the program does on somebody's word."""

    READ_DATA = "read data"
    ENTER_DATA = "enter data"
    STRIKE_ROW = "strike a row"
    MARK_NOT_DONE = "mark a form not done"
    ANSWER_QUERY = "answer a query"
    RAISE_QUERY = "raise a query"
    MARK_SOURCE_VERIFIED = "mark source verification"
    SIGN = "sign"
    READ_AUDIT = "read the audit trail"
    READ_ACCESS_LOG = "read the access log"
    PRINT = "print"
    PACKAGE = "write a package"
    RECEIVE = "take in a return package"
    VERIFY = "verify"
    REBUILD_PROJECTIONS = "rebuild projections"
    MANAGE_USERS = "manage users"
    MANAGE_DEVICE = "manage devices"
    BACK_UP = "back up"
    RESTORE = "restore a backup"
    CHANGE_OWN_PASSWORD = "change the own password"  # noqa: S105  (an action)
    ENROL_DEVICE = "enrol a device at the centre"
    MERGE = "merge packages"
    EXPORT = "export for statisticians"
    RETURN = "write a return package"
    TRUST = "write the centre's keys for outsiders"


_NURSE = frozenset(
    {
        Action.READ_DATA,
        Action.ENTER_DATA,
        Action.STRIKE_ROW,
        Action.MARK_NOT_DONE,
        Action.ANSWER_QUERY,
        Action.READ_AUDIT,
        Action.PRINT,
        Action.PACKAGE,
        Action.RECEIVE,
        Action.VERIFY,
        Action.REBUILD_PROJECTIONS,
        Action.CHANGE_OWN_PASSWORD,
    }
)
_PERMITTED = {
    Role.NURSE: _NURSE,
    Role.INVESTIGATOR: _NURSE | {Action.SIGN, Action.READ_ACCESS_LOG},
    Role.MONITOR: frozenset(
        {
            Action.READ_DATA,
            Action.READ_AUDIT,
            Action.READ_ACCESS_LOG,
            Action.PRINT,
            Action.VERIFY,
            Action.RAISE_QUERY,
            Action.MARK_SOURCE_VERIFIED,
            Action.CHANGE_OWN_PASSWORD,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.READ_ACCESS_LOG,
            Action.MANAGE_USERS,
            Action.MANAGE_DEVICE,
            Action.BACK_UP,
            Action.RESTORE,
            Action.CHANGE_OWN_PASSWORD,
        }
    ),
    Role.CENTRE: frozenset(
        {
            Action.READ_DATA,
            Action.READ_AUDIT,
            Action.READ_ACCESS_LOG,
            Action.VERIFY,
            Action.RAISE_QUERY,
            Action.CHANGE_OWN_PASSWORD,
            Action.ENROL_DEVICE,
            Action.MERGE,
            Action.EXPORT,
            Action.RETURN,
            Action.TRUST,
        }
    ),
}


def is_permitted(role: Role, action: Action) -> bool:
    """Tell whether the table gives the action to the role."""
    return action in _PERMITTED.get(role, frozenset())


def require(role: Role, action: Action) -> None:
    """Let the action pass if the role may do it.

    Raises:
        AccessError: `NOT-PERMITTED`; the act must not have begun.
    """
    if not is_permitted(role, action):
        raise AccessError(
            "NOT-PERMITTED",
            f"role {role.value}",
            f"This role may not {action.value}.",
            "Sign in as somebody whose role allows it.",
        )
