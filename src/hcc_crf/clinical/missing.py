"""What is said when a value cannot be derived: which inputs lack, in both languages."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hcc_crf.values import Bilingual, NotDerivable, Quantity

_LABELS: Mapping[str, Bilingual] = MappingProxyType(
    {
        "bilirubin": Bilingual("bilirubin", "胆红素"),
        "albumin": Bilingual("albumin", "白蛋白"),
        "inr": Bilingual("INR", "INR"),
        "ascites": Bilingual("ascites", "腹水"),
        "encephalopathy": Bilingual("encephalopathy", "肝性脑病"),
        "creatinine": Bilingual("creatinine", "肌酐"),
        "sodium": Bilingual("sodium", "血钠"),
        "sex": Bilingual("sex", "性别"),
        "age_years": Bilingual("age", "年龄"),
        "weight_kg": Bilingual("weight", "体重"),
        "height_cm": Bilingual("height", "身高"),
        "calcium": Bilingual("calcium", "血钙"),
        "qt_ms": Bilingual("QT", "QT间期"),
        "heart_rate": Bilingual("heart rate", "心率"),
        "nodules": Bilingual("number of nodules", "结节数目"),
        "largest_mm": Bilingual("largest nodule", "最大结节直径"),
        "macrovascular_invasion": Bilingual("macrovascular invasion", "大血管侵犯"),
        "extrahepatic_spread": Bilingual("extrahepatic spread", "肝外转移"),
        "ecog": Bilingual("ECOG", "ECOG评分"),
        "child_pugh_class": Bilingual("Child-Pugh class", "Child-Pugh分级"),
        "date": Bilingual("date", "日期"),
        "reference": Bilingual("reference date", "参考日期"),
        "birth": Bilingual("date of birth", "出生日期"),
        "anchor": Bilingual("anchor date", "基准日期"),
        "window": Bilingual("window of this visit", "访视窗"),
        "value": Bilingual("value", "检测值"),
        "unit": Bilingual("unit", "单位"),
        "lln": Bilingual("lower limit of normal", "正常值下限"),
        "uln": Bilingual("upper limit of normal", "正常值上限"),
        "baseline": Bilingual("baseline value", "基线值"),
        "symptoms": Bilingual("symptoms (yes or no)", "有无症状"),
        "anticoagulated": Bilingual("anticoagulation (yes or no)", "是否抗凝治疗"),
        "study_day": Bilingual("study day", "研究日"),
        "dipstick": Bilingual("urine dipstick", "尿蛋白试纸"),
        "protein_24h": Bilingual("24-hour urine protein", "24小时尿蛋白"),
        "crcl_ml_min": Bilingual("creatinine clearance", "肌酐清除率"),
        "systolic": Bilingual("systolic pressure", "收缩压"),
        "diastolic": Bilingual("diastolic pressure", "舒张压"),
        "hbv_dna": Bilingual("HBV DNA", "HBV DNA"),
        "afp": Bilingual("AFP", "AFP"),
        "alt": Bilingual("ALT", "ALT"),
        "ast": Bilingual("AST", "AST"),
        "alp": Bilingual("ALP", "ALP"),
        "neutrophils": Bilingual("neutrophils", "中性粒细胞"),
        "lymphocytes": Bilingual("lymphocytes", "淋巴细胞"),
        "wbc": Bilingual("white blood cells", "白细胞"),
        "neutrophils_pct": Bilingual("neutrophil percentage", "中性粒细胞百分比"),
        "onset": Bilingual("onset date", "发生日期"),
        "first_dose": Bilingual("first dose", "首次用药日期"),
        "last_dose": Bilingual("last dose", "末次用药日期"),
        "dispensed": Bilingual("dispensed", "发药量"),
        "returned": Bilingual("returned", "回收量"),
        "expected": Bilingual("expected", "应服量"),
        "taken_mg": Bilingual("dose taken", "实际剂量"),
        "planned_mg": Bilingual("dose planned", "计划剂量"),
    }
)


def label_of(name: str) -> Bilingual:
    """Return the words for an input; an unlisted name speaks for itself."""
    return _LABELS.get(name) or Bilingual(name, name)


def lacking(names: Sequence[str], *, hint: Bilingual | None = None) -> NotDerivable:
    """Refuse because inputs are not there. `hint` adds what is known nevertheless."""
    labels = [label_of(name) for name in names]
    en = f"{', '.join(label.en for label in labels)} missing"
    zh = f"缺少{'、'.join(label.zh for label in labels)}"
    if hint is None:
        return NotDerivable(tuple(names), Bilingual(f"Not derivable: {en}.", f"无法推导：{zh}。"))
    return NotDerivable(
        tuple(names), Bilingual(f"Not derivable: {en}; {hint.en}.", f"无法推导：{zh}；{hint.zh}。")
    )


def bounded(name: str, quantity: Quantity) -> NotDerivable:
    """Refuse because only a limit is known where the number itself is needed."""
    label = label_of(name)
    return NotDerivable(
        (name,),
        Bilingual(
            f"Not derivable: {label.en} is only known as {quantity}.",
            f"无法推导：{label.zh}仅知为{quantity}。",
        ),
    )


def impossible(name: str, en: str, zh: str) -> NotDerivable:
    """Refuse because an input is given but cannot be true, such as a height of 0."""
    label = label_of(name)
    return NotDerivable(
        (name,), Bilingual(f"Not derivable: {label.en} {en}.", f"无法推导：{label.zh}{zh}。")
    )
