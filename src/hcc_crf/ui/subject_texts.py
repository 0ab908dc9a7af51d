"""What the subject page says."""

from hcc_crf.session import Measure
from hcc_crf.values import Bilingual

SUBJECT_PAGE = Bilingual("Subject page", "受试者页")
SUBJECT_PAGE_TIP = Bilingual("Subject page (S)", "受试者页（S）")
HINTS = Bilingual(
    "Arrows move · Enter opens the visit · Tab other table · R response · Esc back · F1 all keys",
    "方向键移动 · Enter 打开访视 · Tab 另一表格 · R 疗效 · Esc 返回 · F1 全部快捷键",
)
VISITS = Bilingual("Visits", "访视")
VALUES = Bilingual("Values over time", "指标随时间变化")
NO_VALUES = Bilingual("Nothing derived or measured yet.", "尚无推导或测量结果。")
NO_VISITS = Bilingual("Nothing is saved of this subject", "该受试者尚无保存内容")
NO_VISITS_WHY = Bilingual(
    "The visits are planned once the first form is saved.", "保存第一张表单后即生成访视计划。"
)
OPEN_SCREENING = Bilingual("Open screening", "打开筛选访视")

# --- facts ---
SUBJECT = Bilingual("Subject", "受试者")
ABOUT = Bilingual("Sex · age", "性别 · 年龄")
STATUS = Bilingual("Status", "状态")
FIRST_DOSE = Bilingual("First dose", "首次用药")
CYCLE = Bilingual("Cycle", "周期")
NOT_YET = Bilingual("not yet", "尚无")

# --- visits ---
PLANNED = Bilingual("Planned", "计划日期")
WINDOW = Bilingual("Window", "访视窗")
ACTUAL = Bilingual("Actual", "实际日期")
STATE = Bilingual("State", "状态")
REMARK = Bilingual("Remark", "备注")
LATE = Bilingual("▲ {days} late", "▲ 晚 {days}")
EARLY = Bilingual("▲ {days} early", "▲ 早 {days}")
"""Of a visit outside its window."""
OVERDUE_BY = Bilingual("■ {days} overdue", "■ 逾期 {days}")
DAYS_LEFT = Bilingual("due, {days} left", "到期，剩 {days}")
LAST_DAY = Bilingual("due, last day today", "到期，今天为最后一天")
ONE_DAY = Bilingual("1 day", "1 天")
N_DAYS = Bilingual("{count} days", "{count} 天")
MISSING = Bilingual("{count} missing", "缺 {count} 项")
TO_CORRECT = Bilingual("{count} to correct", "{count} 项待更正")
TO_CONFIRM = Bilingual("{count} to confirm", "{count} 项待确认")
UNPLANNED = Bilingual("not planned", "非计划")

# --- values ---
VISIT = Bilingual("Visit", "访视")
MEASURES = {
    Measure.CHILD_PUGH: Bilingual("Child-Pugh", "Child-Pugh"),
    Measure.ALBI: Bilingual("ALBI", "ALBI"),
    Measure.MELD: Bilingual("MELD", "MELD"),
    Measure.ECOG: Bilingual("ECOG", "ECOG"),
    Measure.WEIGHT: Bilingual("Weight", "体重"),
    Measure.CREATININE_CLEARANCE: Bilingual("CrCl", "肌酐清除率"),
    Measure.AFP: Bilingual("AFP", "甲胎蛋白"),
}
CLASS_POINTS = Bilingual("class, points", "分级、评分")
SCORE_GRADE = Bilingual("score, grade", "评分、分级")
FROM_BASELINE = Bilingual("{change} % from baseline", "较基线 {change} %")
RISES = Bilingual("{value} ↗", "{value} ↗")
FALLS = Bilingual("{value} ↘", "{value} ↘")
BEFORE = Bilingual("{value} at {visit} before", "此前 {visit} 为 {value}")

NEXT = Bilingual("Next appointments", "后续预约")
NOTHING_NEXT = Bilingual("No visit is planned.", "无计划访视。")
