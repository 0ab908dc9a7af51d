"""Which items the lines of a repeating form show, and how wide. No Qt.

What matters is said for the forms a line of which is read most; of others it is what comes from
baseline and what must be filled, in the order of the form. Where there is little room, the columns
that matter least are left to the fields below.
"""

from collections.abc import Iterable
from itertools import accumulate

from hcc_crf.study.model import FormDef, ItemDef, ItemType

COLUMNS = 6
MOST = 240
"""So wide a column grows for its words; the rest of them is in its tip."""
SURE = 2
"""So many columns stand however little room there is."""
_MATTERS = {
    "AE": "AETERM AESTDAT AETOXGR AEONGO AEENDAT AEOUT",
    "TRTL": "TR_STAT TR_DIAM TR_PREV TR_BASE TR_DAT TR_METHOD",
    "TRNT": "TN_STAT TN_DAT TN_METHOD TN_LNSTATE TN_NEREAS",
    "TUTL": "TL_TULOC TL_DIAM TL_TULOCDTL TL_NODAL TL_TUDAT TL_TUSEG",
    "TUNEW": "NL_TULOC NL_CERT NL_DAT NL_DIAM NL_TULOCDTL NL_METHOD",
}


def summary_items(form: FormDef) -> tuple[ItemDef, ...]:
    """Return the items a line shows, what matters most first."""
    if form.oid in _MATTERS:
        return tuple(form.by_oid[oid] for oid in _MATTERS[form.oid].split())
    plain = [
        item
        for item in form.items
        if item.oid != form.row_key
        and item.type is not ItemType.TABLE
        and not item.form_level
        and not item.companion_of
    ]
    given = [item for item in plain if item.type is ItemType.PREFILLED]
    asked = [item for item in plain if item.required and not item.is_computed]
    chosen = {item.oid for item in (*given, *asked)[:COLUMNS]}
    return tuple(item for item in plain if item.oid in chosen)


def column_widths(needs: Iterable[int], room: int) -> tuple[int, ...]:
    """Return the width of each column, 0 for one that is left out.

    Args:
        needs: What each needs for its words, what matters most first.
        room: What there is for all, in device independent pixels.
    """
    wanted = [min(need, MOST) for need in needs]
    shown = sum(used <= room for used in accumulate(wanted))
    shown = max(shown, min(SURE, len(wanted)))
    extra, over = divmod(room - sum(wanted[:shown]), max(shown, 1))
    widths = [max(width + extra, 1) for width in wanted[:shown]]
    if widths:
        widths[0] += over
    return tuple(widths + [0] * (len(wanted) - shown))
