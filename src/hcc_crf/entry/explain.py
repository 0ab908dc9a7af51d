"""The *why* of values that no clinical rule explains: what lacks, what was computed from what."""

from hcc_crf.study.model import Study
from hcc_crf.values import Bilingual, ItemPath


def explain_missing(study: Study, inputs: tuple[str, ...]) -> Bilingual:
    """Return why there is no value: the inputs that lack, by label and place."""
    if not inputs:
        return Bilingual(
            "Not derivable: these inputs give no value", "无法计算：现有数据不能得出结果"
        )
    names = [_name(study, path) for path in inputs]
    return Bilingual(
        "Not derivable, missing: " + "; ".join(name.en for name in names),
        "无法计算，缺少：" + ";".join(name.zh for name in names),
    )


def explain_arithmetic(study: Study, source: str, inputs: tuple[tuple[str, str], ...]) -> Bilingual:
    """Return what a plain expression was computed from."""
    if not inputs:
        return Bilingual(f"From the study's definition: {source}", f"按研究定义：{source}")
    names = [(_name(study, path), shown) for path, shown in inputs]
    return Bilingual(
        "From " + "; ".join(f"{name.en} {shown}" for name, shown in names),
        "依据 " + ";".join(f"{name.zh} {shown}" for name, shown in names),
    )


def _name(study: Study, path: str) -> Bilingual:
    """Return a path within a subject as a person reads it: `INR (SCR)`, `Diameter [2] (TA1)`."""
    try:
        parsed = ItemPath.parse(f"-/{path}")
    except ValueError:
        return _planned(study, path)
    form = study.forms.get(parsed.form.form)
    item = form.by_oid.get(parsed.slot.item) if form else None
    if item is None:
        return Bilingual(path, path)
    row = f" [{parsed.slot.row}]" if parsed.slot.row else ""
    visit = parsed.form.visit
    return Bilingual(f"{item.name.en}{row} ({visit})", f"{item.name.zh}{row}({visit})")


_FACTS = {
    "first_dose_date": Bilingual("date of the first dose", "首次用药日期"),
    "last_dose_date": Bilingual("date of the last dose", "末次用药日期"),
    "visit_target": Bilingual("planned date of the visit", "访视计划日期"),
    "baseline_lesions": Bilingual("lesions at baseline (SCR)", "基线病灶（SCR）"),
    "last_known_alive": Bilingual("a date known alive", "已知存活日期"),
}


def _planned(study: Study, path: str) -> Bilingual:
    """Return a dotted name: of a form that this visit lacks, or that is not built yet."""
    if path in _FACTS:
        return _FACTS[path]
    owner, _, name = path.partition(".")
    form = study.forms.get(owner)
    item = form.by_oid.get(name) if form else None
    if item is not None:
        return item.name
    if owner in study.planned:
        return Bilingual(f"{path} (form not in use yet)", f"{path}（表单尚未启用）")
    return Bilingual(path, path)
