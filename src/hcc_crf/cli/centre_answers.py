"""What `hcc-crf centre merge` prints: every conflict, gap and fork that is open, by name."""

from hcc_crf.centre.links import Fork, Gap
from hcc_crf.centre.merge import MergeReport, Quarantined
from hcc_crf.centre.reconcile import Claim, Conflict
from hcc_crf.ledger.events import Chain

Answer = dict[str, object]


def merge_answer(report: MergeReport) -> Answer:
    """Return the report as it is printed (cli.md, `centre merge`)."""
    return {
        "accepted": report.accepted,
        "duplicates": report.duplicates,
        "quarantined": [_quarantined(one) for one in report.quarantined],
        "events": report.events,
        "changes": report.changes,
        "conflicts": [_conflict(one) for one in report.conflicts],
        "gaps": [_gap(one) for one in report.gaps],
        "forks": [_fork(one) for one in report.forks],
    }


def _quarantined(one: Quarantined) -> Answer:
    return {
        "file": str(one.file),
        "step": one.step,
        "code": one.code,
        "problem": one.problem,
        "kept_as": None if one.kept_as is None else str(one.kept_as),
    }


def _conflict(conflict: Conflict) -> Answer:
    return {"path": str(conflict.path), "values": [_claim(claim) for claim in conflict.claims]}


def _claim(claim: Claim) -> Answer:
    value = claim.value
    return {
        "value": value.canonical,
        "text": value.text,
        "unit": value.unit,
        "missing": value.missing,
        "user": claim.user,
        "role": claim.role,
        "site": claim.site,
        "device": claim.device,
        "at": claim.at_utc,
        "event": claim.event,
    }


def _gap(gap: Gap) -> Answer:
    return _chain(gap.chain) | {"first_seq": gap.first_seq, "last_seq": gap.last_seq}


def _fork(fork: Fork) -> Answer:
    return _chain(fork.chain) | {
        "seq": fork.seq,
        "last_seq": fork.last_seq,
        "events": list(fork.events),
    }


def _chain(chain: Chain) -> Answer:
    return {"site": chain.site, "device": chain.device, "incarnation": chain.incarnation}
