"""Small facts of a workspace, by name: settings as text, secrets (device keys) as bytes."""

from .database import Database


def put_setting(db: Database, name: str, value: str) -> None:
    """Let a setting have this value."""
    with db.atomic():
        db.write(
            "INSERT INTO setting(name, value) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, value),
        )


def read_setting(db: Database, name: str) -> str | None:
    """Return a setting, `None` when it was never made."""
    found = db.read_column(str, "SELECT value FROM setting WHERE name = ?", (name,))
    return found[0] if found else None


def put_secret(db: Database, name: str, value: bytes) -> None:
    """Keep secret bytes under a name; encrypted with the whole database, never in a package."""
    with db.atomic():
        db.write(
            "INSERT INTO secret(name, value) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, value),
        )


def read_secret(db: Database, name: str) -> bytes | None:
    """Return secret bytes, `None` when there are none of this name."""
    found = db.read_column(bytes, "SELECT value FROM secret WHERE name = ?", (name,))
    return found[0] if found else None
