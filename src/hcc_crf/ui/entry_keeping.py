"""Keep a draft on the disk within a second of each change, and say so only when it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

KEEP_WITHIN_MS = 600


class DraftKeeper(QObject):
    """Calls `keep` soon after a change. Not put off by further typing.

    Signals:
        kept: UTC time at which the draft was on the disk.
    """

    kept = Signal(str)

    def __init__(self, keep: Callable[[], str], parent: QObject | None = None) -> None:
        """Wait for changes; `keep` returns when the draft is on the disk."""
        super().__init__(parent)
        self._keep = keep
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_WITHIN_MS)
        self._timer.timeout.connect(self._now)

    def touch(self) -> None:
        """Something changed."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep at once what still waits; before another form, a lock or leaving."""
        if self._timer.isActive():
            self._timer.stop()
            self._now()

    def forget(self) -> None:
        """What waited needs no keeping: it was saved or discarded."""
        self._timer.stop()

    def _now(self) -> None:
        self.kept.emit(self._keep())
