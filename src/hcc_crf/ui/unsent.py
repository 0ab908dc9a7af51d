"""How many saves the centre cannot have: those in no package. No Qt."""

from hcc_crf.session import Session


def count_unsent(session: Session) -> int:
    """Return the number of saves of this device that no package holds yet."""
    packages = session.packages()
    return session.events() - (packages[-1].last_seq if packages else 0)
