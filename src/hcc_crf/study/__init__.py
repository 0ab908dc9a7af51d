"""What the protocol asks: definitions, code lists, checks, expressions, schedule, load."""
