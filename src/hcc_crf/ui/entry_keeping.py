"""Keep a draft on the disk within a second of each change, and say so only when it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from hcc_crf.errors import HccCrfError

KEEP_WITHIN_MS = 600
TRY_AGAIN_MS = 3000
"""So long after a disk refused a draft it is asked again."""


class DraftKeeper(QObject):
    """Calls `keep` soon after a change, and again until it could. Not put off by further typing.

    Signals:
        kept: UTC time at which the draft was on the disk.
        refused: Why the draft is not on the disk; it is tried again.
    """

    kept = Signal(str)
    refused = Signal(object)

    def __init__(self, keep: Callable[[], str], parent: QObject | None = None) -> None:
        """Wait for changes; `keep` returns when the draft is on the disk."""
        super().__init__(parent)
        self._keep = keep
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._now)

    def touch(self) -> None:
        """Something changed."""
        if not self._timer.isActive():
            self._timer.start(KEEP_WITHIN_MS)

    def flush(self) -> bool:
        """Keep at once what still waits; before another form, a lock or leaving.

        Returns:
            False while something is not on the disk.
        """
        if self._timer.isActive():
            self._timer.stop()
            self._now()
        return not self._timer.isActive()

    def forget(self) -> None:
        """What waited needs no keeping: it was saved or discarded."""
        self._timer.stop()

    def _now(self) -> None:
        try:
            at = self._keep()
        except HccCrfError as error:
            self._timer.start(TRY_AGAIN_MS)
            self.refused.emit(error)
            return
        self.kept.emit(at)
