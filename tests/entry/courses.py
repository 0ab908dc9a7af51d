"""Saves that many tests need: first dose, baseline lesions, a tumour assessment."""

from .saving import Nurse

FIRST_DOSE = "2026-01-05"


def first_dose(nurse: Nurse, date: str = FIRST_DOSE) -> None:
    """Give the first infusion."""
    nurse.save("C1D1", "EXPD1", PDGIVEN="Y", PDDRUG="SINTILIMAB", PDDAT=date, PDDOSE="200")


def baseline(nurse: Nurse) -> None:
    """Enter a liver lesion of 62 mm, a node of 18 mm, a lung lesion as non-target: sum 80 mm."""
    scan = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN", "IMGDAT": "2025-12-29"}]}
    nurse.save("SCR", "IMG", IMGPERF="Y", tables=scan)
    nurse.save(
        "SCR",
        "TUTL",
        rows=[
            {"row": 1, "TL_TULOC": "LIVER, RIGHT LOBE", "TL_NODAL": "NON-NODAL", "TL_DIAM": "62"},
            {"row": 2, "TL_TULOC": "HEPATIC LYMPH NODE", "TL_NODAL": "NODAL", "TL_DIAM": "18"},
        ],
    )
    nurse.save("SCR", "TUNT", rows=[{"row": 1, "NT_TULOC": "LUNG, RIGHT", "NT_NODAL": "NON-NODAL"}])


def assessment(
    nurse: Nurse, visit: str, date: str, liver: str, node: str, *, lung: str = "PRESENT"
) -> None:
    """Enter one time point: the two targets in mm, the non-target lesion."""
    scan = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN", "IMGDAT": date}]}
    nurse.save(visit, "IMG", IMGPERF="Y", tables=scan)
    nurse.save(
        visit,
        "TRTL",
        rows=[
            {"row": 1, "TR_STAT": "MEASURED", "TR_DIAM": liver},
            {"row": 2, "TR_STAT": "MEASURED", "TR_DIAM": node},
        ],
    )
    nurse.save(visit, "TRNT", rows=[{"row": 1, "TN_STAT": lung}])
