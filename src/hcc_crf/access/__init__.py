"""Who may do what: roles, accounts, key slots, sign-in, attempts, the workspace's lock.

Source: cli.md (roles), trust.md §1d, §3.5 and D8. All files here are needed before anybody is
    signed in, so none of them lies in the database and none holds subject data.
"""
