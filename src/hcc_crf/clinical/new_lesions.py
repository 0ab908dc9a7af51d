"""New lesions followed by their number, and the day the first of them was seen.

Source: RECIST 1.1 §4.3.5; `derivations.md` §6.5 and §12.8. The study's form function `new_lesion`
reads "Y from the time point that first showed a lesion now called unequivocal"; §12.8 governs and
keeps the earlier scan's own response: a time point is judged by what was called up to then, and
only the date of progression moves back. From the visit that calls it unequivocal, a lesion stays
new disease until a visit lists it otherwise.
"""

from typing import NamedTuple

from hcc_crf.values import PartialDate

from .lesions import Assessment, Certainty, NewLesion
from .recist_settings import DateRule, RecistSettings

RULE = "new-lesion/1"
_RANK = {Certainty.NONE: 0, Certainty.EQUIVOCAL: 1, Certainty.UNEQUIVOCAL: 2}


class NewLesionResult(NamedTuple):
    """New disease at one time point.

    Attributes:
        certainty: The surest call that stands at it.
        deciding: Ids of the numbered lesions called so.
        unequivocal_since: The first scan that showed any numbered lesion called unequivocal so far.
    """

    certainty: Certainty
    deciding: tuple[str, ...] = ()
    unequivocal_since: PartialDate | None = None


_NOTHING_NEW = NewLesionResult(Certainty.NONE)


class _Seen(NamedTuple):
    certainty: Certainty
    since: PartialDate | None


def follow_new_lesions(
    assessments: tuple[Assessment, ...], settings: RecistSettings
) -> tuple[NewLesionResult, ...]:
    """Return the new-lesion result of each assessment, given in order of date."""
    known: dict[str, _Seen] = {}
    since: PartialDate | None = None
    results = []
    for assessment in assessments:
        for lesion in assessment.new_lesions:
            known[lesion.lesion_id] = _see(
                known.get(lesion.lesion_id), lesion, assessment, settings
            )
            if lesion.certainty is Certainty.UNEQUIVOCAL:
                since = earliest(since, known[lesion.lesion_id].since)
        results.append(_judge(assessment, known, since))
    return tuple(results)


def date_progression(assessment: Assessment, settings: RecistSettings) -> PartialDate | None:
    """Return the date a progression found at this assessment carries."""
    if settings.pd_date_rule is DateRule.LATEST:
        return assessment.latest_date or assessment.date
    return assessment.date


def earliest(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """Return the earlier date by the first day it may be; the known one when one is missing."""
    if one is None or other is None:
        return one or other
    return other if other.first < one.first else one


def _see(
    before: _Seen | None, lesion: NewLesion, assessment: Assessment, settings: RecistSettings
) -> _Seen:
    since = None if before is None else before.since
    if lesion.certainty is Certainty.NONE:
        return _Seen(Certainty.NONE, since)
    listed = date_progression(assessment, settings)
    return _Seen(lesion.certainty, earliest(since or listed, lesion.first_seen))


def _judge(
    assessment: Assessment, known: dict[str, _Seen], since: PartialDate | None
) -> NewLesionResult:
    if not known and assessment.new_lesion is Certainty.NONE:
        return _NOTHING_NEW
    if not assessment.is_imaged:
        return NewLesionResult(Certainty.NONE, (), since)
    certainty = assessment.new_lesion
    for seen in known.values():
        if _RANK[seen.certainty] > _RANK[certainty]:
            certainty = seen.certainty
    if certainty is Certainty.NONE:
        return NewLesionResult(certainty, (), since)
    deciding = tuple(sorted(key for key, seen in known.items() if seen.certainty is certainty))
    return NewLesionResult(certainty, deciding, since)
