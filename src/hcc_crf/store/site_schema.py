"""The tables of a site's workspace.

`event` holds what happened, one row a save, as the bytes that were hashed; `chain` names the chains
in full once. Both, the access log and the outbox are append-only. `subject_row`, `visit_row` and
`form_row` are projections: they can be dropped and rebuilt from the events. `draft` is what is
typed and not yet saved, outside the audit trail. `secret` holds device keys; they are encrypted
with all the rest.
"""

from .guard import guard_script
from .schema import Schema

_EVENTS = """
CREATE TABLE chain(
  id INTEGER PRIMARY KEY,
  study TEXT NOT NULL, site TEXT NOT NULL, device TEXT NOT NULL, incarnation TEXT NOT NULL,
  UNIQUE (study, site, device, incarnation)
) STRICT;
CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  chain INTEGER NOT NULL REFERENCES chain(id),
  seq INTEGER NOT NULL CHECK (seq > 0),
  subject TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX event_by_chain ON event(chain, seq);
CREATE INDEX event_by_subject ON event(subject, id);
CREATE TABLE access_log(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  body BLOB NOT NULL
) STRICT;
CREATE TABLE outbox(
  seq INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
  file_name TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""
_CHANGEABLE = """
CREATE TABLE draft(
  user TEXT NOT NULL, subject TEXT NOT NULL, visit TEXT NOT NULL, form TEXT NOT NULL,
  body BLOB NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (user, subject, visit, form)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE subject_row(
  subject TEXT PRIMARY KEY,
  status TEXT NOT NULL, enrolled_at TEXT NOT NULL, saved_at TEXT NOT NULL,
  saved_day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE visit_row(
  subject TEXT NOT NULL, visit TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL,
  target TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, is_expected INTEGER NOT NULL,
  PRIMARY KEY (subject, visit)
) STRICT, WITHOUT ROWID;
CREATE TABLE form_row(
  subject TEXT NOT NULL, visit TEXT NOT NULL, form TEXT NOT NULL, state TEXT NOT NULL,
  missing_required INTEGER NOT NULL, soft INTEGER NOT NULL, hard INTEGER NOT NULL,
  saved_at TEXT NOT NULL, saved_by TEXT NOT NULL,
  PRIMARY KEY (subject, visit, form)
) STRICT, WITHOUT ROWID;
"""
_APPEND_ONLY = ("event", "chain", "access_log", "outbox")

SITE_SCHEMA = Schema(
    name="site",
    scripts=("\n".join((_EVENTS, _CHANGEABLE, *map(guard_script, _APPEND_ONLY))),),
    append_only=_APPEND_ONLY,
)
