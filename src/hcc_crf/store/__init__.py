"""SQLite: connection, schema, event store, projections, drafts, access log, outbox.

The only importer of `sqlcipher3` and `sqlite_utils`. Source: trust.md §2, whose measurements
explain every setting. The store keeps bytes and rows; it knows no rule of the study.
"""
