"""What may be entered: parse, relevance, check, derive, decide. Pure."""
