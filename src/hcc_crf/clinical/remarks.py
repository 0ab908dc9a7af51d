"""What is said of a value that lies on a cut-off: what the other side would have given."""

from decimal import Decimal

from hcc_crf.values import Bilingual

_SILENT = Bilingual("", "")


def at_limit(number: Decimal, limit: Decimal, *, beyond: str) -> Bilingual:
    """Return what a higher value would give when `number` is the limit itself, else nothing."""
    if number != limit:
        return _SILENT
    return Bilingual(f", on the cut-off: above it {beyond}", f"，恰为界值：略高则为{beyond}")
