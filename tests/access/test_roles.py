"""Who may do what, cell by cell, read off cli.md ("Roles") and not off the code."""

import pytest

from hcc_crf.access.roles import Action, Role, is_permitted, require
from hcc_crf.errors import AccessError

# nurse: enters, corrects, answers queries, prints, packages, verifies. investigator: the same and
# signs. monitor: reads, audits, prints, verifies, raises queries and marks source verification,
# changes no data. administrator: keeps users, backups and devices, and sees no data. centre: the
# centre's commands, and no command that writes site data.
#                               nurse investigator monitor administrator centre
TABLE = """
    READ_DATA                     x        x          x         .          x
    ENTER_DATA                    x        x          .         .          .
    STRIKE_ROW                    x        x          .         .          .
    MARK_NOT_DONE                 x        x          .         .          .
    ANSWER_QUERY                  x        x          .         .          .
    RAISE_QUERY                   .        .          x         .          x
    MARK_SOURCE_VERIFIED          .        .          x         .          .
    SIGN                          .        x          .         .          .
    READ_AUDIT                    x        x          x         .          x
    READ_ACCESS_LOG               .        x          x         x          x
    PRINT                         x        x          x         .          .
    PACKAGE                       x        x          .         .          .
    RECEIVE                       x        x          .         .          .
    VERIFY                        x        x          x         .          x
    REBUILD_PROJECTIONS           x        x          .         .          .
    MANAGE_USERS                  .        .          .         x          .
    MANAGE_DEVICE                 .        .          .         x          .
    BACK_UP                       .        .          .         x          .
    RESTORE                       .        .          .         x          .
    CHANGE_OWN_PASSWORD           x        x          x         x          x
    ENROL_DEVICE                  .        .          .         .          x
    MERGE                         .        .          .         .          x
    EXPORT                        .        .          .         .          x
    RETURN                        .        .          .         .          x
    TRUST                         .        .          .         .          x
"""
ROLES = (Role.NURSE, Role.INVESTIGATOR, Role.MONITOR, Role.ADMINISTRATOR, Role.CENTRE)
CELLS = [
    (role, Action[name], mark == "x")
    for name, *marks in (line.split() for line in TABLE.strip().splitlines())
    for role, mark in zip(ROLES, marks, strict=True)
]


@pytest.mark.parametrize(
    ("role", "action", "is_allowed"),
    [pytest.param(*cell, id=f"{cell[0].value} {cell[1].value}") for cell in CELLS],
)
def test_cell_of_the_table(role: Role, action: Action, is_allowed: bool) -> None:
    assert is_permitted(role, action) is is_allowed


def test_table_has_every_cell() -> None:
    assert {(role, action) for role, action, _ in CELLS} == {
        (role, action) for role in Role for action in Action
    }


def test_refusal_names_role_and_act_and_the_next_step() -> None:
    with pytest.raises(AccessError) as refused:
        require(Role.MONITOR, Action.ENTER_DATA)
    assert str(refused.value) == (
        "NOT-PERMITTED  role monitor: This role may not enter data. "
        "Sign in as somebody whose role allows it."
    )


@pytest.mark.parametrize("role", ROLES)
def test_acts_are_refused_exactly_where_the_table_says(role: Role) -> None:
    refused = set()
    for action in Action:
        try:
            require(role, action)
        except AccessError:
            refused.add(action)
    assert refused == {
        action for one, action, is_allowed in CELLS if one is role and not is_allowed
    }


DATA = {
    Action.READ_DATA,
    Action.ENTER_DATA,
    Action.READ_AUDIT,
    Action.PRINT,
    Action.PACKAGE,
    Action.EXPORT,
    Action.VERIFY,
}


@pytest.mark.parametrize("action", sorted(DATA))
def test_administrator_sees_no_data(action: Action) -> None:
    assert not is_permitted(Role.ADMINISTRATOR, action)


@pytest.mark.parametrize("role", [Role.MONITOR, Role.ADMINISTRATOR, Role.CENTRE])
@pytest.mark.parametrize(
    "action", [Action.ENTER_DATA, Action.STRIKE_ROW, Action.MARK_NOT_DONE, Action.SIGN]
)
def test_only_site_staff_change_data(role: Role, action: Action) -> None:
    # trust.md R15: only investigator and delegates change data, the monitor never.
    assert not is_permitted(role, action)


def test_role_from_a_file_must_be_one_of_the_list() -> None:
    with pytest.raises(ValueError, match="superuser"):
        Role("superuser")
