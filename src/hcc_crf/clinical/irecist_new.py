"""New lesions as iRECIST follows them: measured on their own, never in the target sum.

Source: Seymour 2017 (Lancet Oncol 18:e143); `derivations.md` §8. A lesion counts once it is called
unequivocal, and stays until a visit lists it as gone (`NONE`, or 0 mm).
"""

from dataclasses import dataclass
from decimal import Decimal

from .lesions import Assessment, Certainty, NewLesion
from .recist_target import PD_MIN_MM


@dataclass(frozen=True, slots=True)
class NewDisease:
    """The new lesions at one assessment.

    Attributes:
        sizes: Id and mm of those measured at it.
        unmeasured: Ids measured before, still there, and not measured at it.
        is_present: Any unequivocal new lesion is there.
        has_fresh: One is unequivocal for the first time, or is given without a number.
        is_increased: One not measured is said to have grown.
    """

    sizes: tuple[tuple[str, Decimal], ...] = ()
    unmeasured: tuple[str, ...] = ()
    is_present: bool = False
    has_fresh: bool = False
    is_increased: bool = False

    @property
    def sum_mm(self) -> Decimal | None:
        """Sum of the new lesions; `None` when one is not measured or none is."""
        if self.unmeasured or not self.sizes:
            return None
        return sum((mm for _, mm in self.sizes), Decimal(0))

    def growth_since(self, reference: "NewDisease") -> Decimal:
        """Return mm gained by the lesions measured at `reference`; one not measured counts 0."""
        now = dict(self.sizes)
        return sum((now.get(key, Decimal(0)) - mm for key, mm in reference.sizes), Decimal(0))

    def has_grown_since(self, reference: "NewDisease") -> bool:
        """True from 5 mm of growth, and when one not measured grew."""
        return self.is_increased or self.growth_since(reference) >= PD_MIN_MM

    def has_shrunk_since(self, reference: "NewDisease") -> bool:
        """True when all measured then are measured again and together are smaller, or all gone."""
        return not self.is_present or (not self.unmeasured and self.growth_since(reference) < 0)


def follow_new_disease(assessments: tuple[Assessment, ...]) -> tuple[NewDisease, ...]:
    """Return the new lesions of each assessment, given in order of date."""
    current: set[str] = set()
    ever: set[str] = set()
    measured_before: set[str] = set()
    results = []
    for assessment in assessments:
        listed = assessment.new_lesions if assessment.is_imaged else ()
        for lesion in listed:
            (current.add if _is_disease(lesion) else current.discard)(lesion.lesion_id)
        sizes = tuple(
            sorted((x.lesion_id, x.mm) for x in listed if x.mm and x.lesion_id in current)
        )
        measured_now = {key for key, _ in sizes}
        is_unnumbered = assessment.is_imaged and assessment.new_lesion is Certainty.UNEQUIVOCAL
        results.append(
            NewDisease(
                sizes,
                tuple(sorted(measured_before & current - measured_now)),
                is_present=bool(current) or is_unnumbered,
                has_fresh=bool(current - ever) or (is_unnumbered and not current),
                is_increased=any(x.is_increased and x.lesion_id in current for x in listed),
            )
        )
        ever |= current
        measured_before |= measured_now
    return tuple(results)


def _is_disease(lesion: NewLesion) -> bool:
    return lesion.certainty is Certainty.UNEQUIVOCAL and (lesion.mm is None or lesion.mm > 0)
