"""SQLite: connection, event store, drafts, projections."""
