"""mRECIST for hepatocellular carcinoma over the course of a subject.

Source: Lencioni & Llovet 2010 (Semin Liver Dis 30:52), Llovet & Lencioni 2020 (J Hepatol 72:288);
`derivations.md` §7. Diameters are those of the viable, arterially enhancing part; nodes and lesions
outside the liver count as in RECIST 1.1. "Persists" (IR/SD) of non-targets is written
Non-CR/Non-PD. Deliberately absent: which lesion qualifies as a target (a reader decides).
"""

from decimal import Decimal

from .lesions import Assessment, Certainty, Course, NewLesion, order_assessments
from .recist import RecistCourse, judge_course
from .recist_settings import RecistSettings

RULE = "mrecist/1"
NODULE_MM = Decimal(10)
"""A new liver nodule counts from this size, and an atypical one from this growth."""


def compute_mrecist(course: Course, settings: RecistSettings) -> RecistCourse:
    """Judge a course of viable diameters.

    1. A new liver nodule said to be typical or not is called by its size (`call_new_nodules`).
    2. CR: no enhancement left, nodes below 10 mm; PD: at least 20 % above the smallest viable sum
       and at least `mrecist_pd_min_mm` (0 by the paper); PR: at least 30 % below baseline; else SD.
    3. Overall, continuing and best response as in RECIST 1.1.
    """
    called = course._replace(assessments=call_new_nodules(course.assessments))
    return judge_course(called, settings, pd_min_mm=settings.mrecist_pd_min_mm)


def call_new_nodules(assessments: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """Return the assessments by date, each new liver nodule called by the rule of mRECIST.

    From 10 mm with arterial enhancement and washout: unequivocal. Otherwise equivocal, until it has
    grown by 10 mm since it was first measured. A lesion without that answer keeps its certainty.
    """
    first_mm: dict[str, Decimal] = {}
    called = []
    for assessment in order_assessments(assessments):
        for lesion in assessment.new_lesions:
            if lesion.mm is not None:
                first_mm.setdefault(lesion.lesion_id, lesion.mm)
        lesions = tuple(
            _call(lesion, first_mm.get(lesion.lesion_id)) for lesion in assessment.new_lesions
        )
        called.append(assessment._replace(new_lesions=lesions))
    return tuple(called)


def _call(lesion: NewLesion, first_mm: Decimal | None) -> NewLesion:
    if lesion.is_typical is None or lesion.mm is None or first_mm is None:
        return lesion
    is_typical_nodule = lesion.is_typical and lesion.mm >= NODULE_MM
    has_grown = lesion.mm - first_mm >= NODULE_MM
    is_cancer = is_typical_nodule or has_grown
    return lesion._replace(certainty=Certainty.UNEQUIVOCAL if is_cancer else Certainty.EQUIVOCAL)
