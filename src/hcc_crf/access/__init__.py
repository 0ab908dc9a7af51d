"""Who may do what: roles, accounts, key slots, attempts."""
