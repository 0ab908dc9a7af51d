"""Reading the reference material: mappings and lists inside a document of texts."""


def part(found: object, *keys: str) -> dict[str, object]:
    """Return a mapping inside the document."""
    for key in keys:
        assert isinstance(found, dict)
        found = found.get(key, {})
    assert isinstance(found, dict)
    return found


def parts(found: object, key: str) -> list[dict[str, object]]:
    """Return a list of mappings inside the document."""
    assert isinstance(found, dict)
    rows = found[key]
    assert isinstance(rows, list)
    return rows
