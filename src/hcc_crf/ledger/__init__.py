"""What happened: events, their bytes, the chain, the casebook and the audit view. Pure."""
