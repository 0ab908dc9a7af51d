"""The bundled study with some of its planned forms built: what a later version will look like."""

from pathlib import Path
from shutil import copytree

from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.study.load import load_study

_ITEM = """\
  - oid: {oid}
    label: {{en: "{oid}", zh: "{oid}"}}
    type: {type}
"""
_FORM = """\
oid: {oid}
version: 1
label: {{en: "{oid}", zh: "{oid}"}}
repeating: {repeating}
visits: [{visits}]
items:
"""
_SCHEDULED = 'SCR, C1D1, C1D8, C1D15, C2D1, C2D8, C2D15, "C{n}D1", EOT, SFU30'
_LOGS = {
    "CM": {
        "CMCAT": "text",
        "CMSTDAT": "partial_date",
        "CMENDAT": "partial_date",
        "CMONGO": "text",
        "CMAENO": "text",
    },
    "PRCM": {"PRCAT_C": "text", "PRSTDAT_C": "partial_date"},
    "CMSUB": {"SUBSTDAT": "partial_date"},
}
_VIRAL_LOAD = """\
    unit: {std: IU/mL}
    words: [NOT DETECTED]
"""
_PREGNANCY = {"HCG": "text", "PREGDAT": "partial_date"}


def _form(oid: str, visits: str, items: dict[str, str], *, repeating: bool) -> str:
    head = _FORM.format(oid=oid, visits=visits, repeating=str(repeating).lower())
    return head + "".join(_ITEM.format(oid=name, type=kind) for name, kind in items.items())


def study_with_logs(forms: Path, folder: Path) -> Program:
    """Return the study with logs, pregnancy tests and viral load built."""
    built = copytree(forms, folder / "forms")
    for oid, items in _LOGS.items():
        (built / f"{oid}.yaml").write_text(_form(oid, "LOG", items, repeating=True), "utf-8")
    pregnancy = _form("PREG", _SCHEDULED, _PREGNANCY, repeating=False)
    (built / "PREG.yaml").write_text(pregnancy, "utf-8")
    load = _form("LBVL", 'SCR, "C{n}D1", EOT, "UNS{u}"', {"HBVDNA": "decimal"}, repeating=False)
    (built / "LBVL.yaml").write_text(load + _VIRAL_LOAD, "utf-8")
    study = (built / "study.yaml").read_text("utf-8")
    for oid in ("CMSUB, ", "PRCM, ", "CM, ", "PREG, ", "LBVL, "):
        assert study.count(f" {oid}") == 1, oid
        study = study.replace(f" {oid}", " ")
    (built / "study.yaml").write_text(study, "utf-8")
    return open_study(load_study(built))
