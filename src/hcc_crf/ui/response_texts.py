"""What the response screen says."""

from hcc_crf.session import LesionKind
from hcc_crf.values import Bilingual

RESPONSE = Bilingual("Response", "疗效")
RESPONSE_TIP = Bilingual("Tumour response (R)", "肿瘤疗效（R）")
RESPONSE_KEY = Bilingual("Tumour response (Ctrl+R)", "肿瘤疗效（Ctrl+R）")
SUBJECTS = Bilingual("Subjects", "受试者")
HINTS = Bilingual(
    "Arrows move over time points · Enter opens the form · S subject page · Esc back · F1 all keys",
    "方向键切换时间点 · Enter 打开表单 · S 受试者页 · Esc 返回 · F1 全部快捷键",
)
TABLE = Bilingual("Lesions by time points", "病灶与时间点")
LESION_HEADING = Bilingual("Lesion · time point", "病灶 · 时间点")
BESIDE = Bilingual("What decided, and the best response", "判定依据与最佳疗效")
OPEN_FORM = Bilingual("Open {form} at {visit}", "打开 {visit} 的 {form}")

SHORT = Bilingual("best response {best} · {progression}", "最佳疗效 {best} · {progression}")
PROGRESSED = Bilingual("progression {date}", "进展 {date}")
NOT_PROGRESSED = Bilingual("no progression", "无进展")

# --- rows ---
SECTIONS = {
    LesionKind.TARGET: Bilingual("Target lesions", "靶病灶"),
    LesionKind.NON_TARGET: Bilingual("Non-target lesions", "非靶病灶"),
    LesionKind.NEW: Bilingual("New lesions", "新病灶"),
}
LESION = Bilingual("{key} · {place}", "{key} · {place}")
SUM = Bilingual("Sum of diameters", "靶病灶直径总和")
NADIR = Bilingual("Smallest sum before (nadir)", "此前最小总和")
FROM_BASELINE = Bilingual("Change from baseline", "较基线变化")
FROM_NADIR = Bilingual("Change from nadir", "较最小总和变化")
RESPONSES = Bilingual("Response by RECIST 1.1", "RECIST 1.1 疗效")
TARGET = Bilingual("Target lesions", "靶病灶")
NON_TARGET = Bilingual("Non-target lesions", "非靶病灶")
NEW_LESION = Bilingual("New lesion", "新病灶")
OVERALL_RULE = Bilingual("Overall, by the rule", "总体疗效（规则）")
OVERALL_INVESTIGATOR = Bilingual("Overall, investigator", "总体疗效（研究者）")
BEST = Bilingual("Best so far, confirmed", "至今最佳疗效（确认）")
BEST_UNCONFIRMED = Bilingual("Best so far, unconfirmed", "至今最佳疗效（未确认）")
BASELINE = Bilingual("baseline", "基线")
NO_DATE = Bilingual("no date", "无日期")

# --- cells ---
MM = Bilingual("{mm} mm", "{mm} mm")
STATES = {
    "MEASURED": Bilingual("", ""),
    "TOO SMALL TO MEASURE": Bilingual("too small", "过小"),
    "DISAPPEARED": Bilingual("gone", "消失"),
    "MERGED": Bilingual("merged into {into}", "融合至 {into}"),
    "SPLIT": Bilingual("split", "分裂"),
    "UNEQUIVOCAL PROGRESSION": Bilingual("Progression", "明确进展"),
}
"""In a narrow cell; other states are said as the code list says them."""
OTHER_METHOD = Bilingual("▲ {method}, before {first}", "▲ {method}，此前 {first}")
NO_SUM = Bilingual("? incomplete", "? 不完整")
INCOMPLETE = Bilingual(
    "A target lesion has no value, so there is no sum.", "有靶病灶无数值，无总和。"
)
YES = Bilingual("Yes", "有")
NO = Bilingual("No", "无")
NOT_ENTERED = Bilingual("not entered", "未录入")
DIFFERS = Bilingual("▲ {code}", "▲ {code}")
RULE_SAYS = Bilingual("rule: {code}", "规则：{code}")
INVESTIGATOR_SAYS = Bilingual("▲ inv.: {code}", "▲ 研究者：{code}")
INVESTIGATOR_TIP = Bilingual("The investigator says {code}.", "研究者判定为 {code}。")
NOT_DECIDED = Bilingual("? to decide", "? 待判定")
CODES = {
    "NON-CR/NON-PD": Bilingual("Non-CR/Non-PD", "非CR/非PD"),
    "NED": Bilingual("No disease", "无病灶"),
    "NA": Bilingual("none at baseline", "基线无"),
}
"""Codes said in words; the others stand as they are."""

# --- side ---
CHART = Bilingual("Sum of diameters, mm", "靶病灶直径总和，mm")
PR_LINE = Bilingual("PR to {mm} (baseline −30 %)", "PR ≤{mm}（基线 −30 %）")
PD_LINE = Bilingual("PD from {mm} (nadir +20 %, ≥5 mm)", "PD ≥{mm}（最小值 +20 %，≥5 mm）")
AT = Bilingual("{visit} · {date}", "{visit} · {date}")
BY_RULE = Bilingual("By the rule", "规则")
BY_INVESTIGATOR = Bilingual("Investigator", "研究者")
SAME = Bilingual("✓ same", "✓ 一致")
DIFFERENT = Bilingual("▲ differs", "▲ 不一致")
REASON = Bilingual("Investigator's reason", "研究者的理由")
NO_REASON = Bilingual("None given.", "未填写。")
WHY = Bilingual("What decided", "判定依据")
AT_BASELINE = Bilingual("Baseline", "基线")
BASELINE_WORDS = Bilingual(
    "Every later sum is measured against this one and the smallest since.",
    "此后各次总和均与基线及其后的最小总和比较。",
)
NO_TARGETS = Bilingual("No target lesion at baseline.", "基线无靶病灶。")
NEXT_PD = Bilingual("Next: PD from", "下次 PD 界值")
PR_TO = Bilingual("PR up to", "PR 界值")
WHOLE = Bilingual("Best response", "最佳疗效")
CONFIRMED = Bilingual("Confirmed", "确认")
UNCONFIRMED = Bilingual("Unconfirmed", "未确认")
PROGRESSION = Bilingual("Progression", "疾病进展")
NO_PROGRESSION = Bilingual("none", "无")
FIRST_DOSE = Bilingual("First dose", "首次用药")
NOT_GIVEN = Bilingual("not given yet", "尚未用药")
NOTES = Bilingual("To look at", "需关注")
NOTE = Bilingual("▲ {note}", "▲ {note}")

# --- states of the screen ---
READING = Bilingual("Reading the casebook…", "正在读取病例册…")
NO_LESIONS = Bilingual("No lesion is recorded yet", "尚未记录病灶")
NO_LESIONS_WHY = Bilingual(
    "The response begins with the target and non-target lesions of screening.",
    "疗效评价始于筛选期的靶病灶与非靶病灶。",
)
ENTER_TARGETS = Bilingual("Enter target lesions", "录入靶病灶")
NOT_READ = Bilingual("This could not be read", "无法读取")
AGAIN = Bilingual("Try again", "重试")
