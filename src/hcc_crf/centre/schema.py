"""The tables of the centre's store.

Append-only: `event` holds the bytes that were hashed, one row an event, with an integer key and a
unique (chain, seq, hash), so that both branches of a fork have a place, and no event has two: its
hash is over its chain and number, too. Hashes alone have no index: they fall anywhere in it, and a
merge would get dearer the more is held. `chain`, `name`, `page` and `slot` are the dictionaries its
numbers stand for; `package` and `definition` say what was received.

Moved on with every package, and rebuildable from `event`: `last_save` (of every form), `leaf` (the
writes that stand), `replaced` (the writes that do not), `contested` (items with several leaves),
`run_start` and `forked` (where to look for gaps and forks).
"""

from hcc_crf.store.guard import guard_script
from hcc_crf.store.schema import Schema

_RECEIVED = """
CREATE TABLE name(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE chain(
  id INTEGER PRIMARY KEY,
  study TEXT NOT NULL, site TEXT NOT NULL, device TEXT NOT NULL, incarnation TEXT NOT NULL,
  UNIQUE (study, site, device, incarnation)
) STRICT;
CREATE TABLE page(
  id INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL REFERENCES name(id),
  visit INTEGER NOT NULL REFERENCES name(id),
  form INTEGER NOT NULL REFERENCES name(id),
  UNIQUE (subject, visit, form)
) STRICT;
CREATE TABLE slot(
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES name(id),
  row_number INTEGER NOT NULL,
  inner_table INTEGER NOT NULL REFERENCES name(id),
  inner_row INTEGER NOT NULL,
  UNIQUE (item, row_number, inner_table, inner_row)
) STRICT;
CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  chain INTEGER NOT NULL REFERENCES chain(id),
  seq INTEGER NOT NULL CHECK (seq > 0),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  page INTEGER NOT NULL REFERENCES page(id),
  author INTEGER NOT NULL REFERENCES name(id),
  role INTEGER NOT NULL REFERENCES name(id),
  at TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_by_chain ON event(chain, seq, hash);
CREATE INDEX event_by_page ON event(page);
CREATE TABLE package(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  chain INTEGER NOT NULL REFERENCES chain(id),
  first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
  new_events INTEGER NOT NULL, new_changes INTEGER NOT NULL,
  definition TEXT NOT NULL REFERENCES definition(sha256),
  received_at TEXT NOT NULL, received_by TEXT NOT NULL
) STRICT;
CREATE TABLE definition(
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  version TEXT NOT NULL, xml BLOB NOT NULL
) STRICT;
CREATE TABLE access_log(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  body BLOB NOT NULL
) STRICT;
"""
_STANDING = """
CREATE TABLE last_save(
  page INTEGER PRIMARY KEY REFERENCES page(id),
  at TEXT NOT NULL, day TEXT NOT NULL, event TEXT NOT NULL,
  version TEXT NOT NULL, user TEXT NOT NULL
) STRICT;
CREATE TABLE leaf(
  page INTEGER NOT NULL, slot INTEGER NOT NULL, event INTEGER NOT NULL,
  text TEXT NOT NULL, canonical TEXT NOT NULL, unit TEXT NOT NULL, missing TEXT,
  origin TEXT NOT NULL,
  PRIMARY KEY (page, slot, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE replaced(
  page INTEGER NOT NULL, slot INTEGER NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (page, slot, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE contested(
  page INTEGER NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (page, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_start(event INTEGER PRIMARY KEY REFERENCES event(id)) STRICT;
CREATE TABLE forked(
  chain INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE device(
  site TEXT NOT NULL, device TEXT NOT NULL,
  signing_key TEXT NOT NULL UNIQUE, request BLOB NOT NULL,
  enrolled_at TEXT NOT NULL, enrolled_by TEXT NOT NULL, revoked_at TEXT NOT NULL,
  PRIMARY KEY (site, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
_APPEND_ONLY = (
    "name", "chain", "page", "slot", "event", "package", "definition", "access_log",
)  # fmt: skip

CENTRE_SCHEMA = Schema(
    name="centre",
    scripts=("\n".join((_RECEIVED, _STANDING, *map(guard_script, _APPEND_ONLY))),),
    append_only=_APPEND_ONLY,
)
