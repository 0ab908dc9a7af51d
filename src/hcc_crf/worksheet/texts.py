"""The words of paper, in both languages. `{…}` are filled by the layout."""

from hcc_crf.entry.check import ALLOWED, NOT_APPLICABLE, RANGE
from hcc_crf.entry.states import State
from hcc_crf.ledger.audit import ChangeKind
from hcc_crf.values import Bilingual

WORKSHEET = Bilingual("Visit worksheet", "访视工作表")
BLANK_WORKSHEET = Bilingual("Visit worksheet, blank", "空白访视工作表")
CASEBOOK = Bilingual("Casebook", "受试者病例册")
SITE = Bilingual("Site", "中心")
SUBJECT = Bilingual("Subject", "受试者")
VISIT = Bilingual("Visit", "访视")
VISIT_DATE = Bilingual("Date of visit", "访视日期")
PLANNED = Bilingual("Planned date", "计划日期")
WINDOW = Bilingual("Window", "访视窗")
DEFINITIONS = Bilingual("Definitions {version} ({digest})", "定义版本 {version}({digest})")
PLANNED_DAY = Bilingual("Day {day}", "第{day}天")
WINDOW_DAYS = Bilingual("−{minus} / +{plus} days", "−{minus} / +{plus}天")
NO_WINDOW = Bilingual("no window", "无时间窗")
NOT_PLANNED = Bilingual("not known yet", "尚不能确定")

LEGEND = Bilingual(
    "* must be filled. Tick boxes like this: ☒. Dates: day, month in letters, year (05-MAR-2024);"
    " unknown parts UN and UNK. Without a value, write why: {reasons}. Correct with a single line,"
    " initials and date.",
    "*为必填项。方框打☒。日期按日-月（英文缩写）-年填写（05-MAR-2024），未知部分填UN、UNK。"
    "无数值时填写原因代码：{reasons}。更改时划单线并签名、注明日期。",
)
NOT_DONE_BOX = Bilingual("Not done, because", "未做，原因")
ITEM = Bilingual("Item", "项目")
RESULT = Bilingual("Result", "结果")
UNUSUAL = Bilingual("If out of range", "超出范围时")
PREVIOUS = Bilingual("Previous", "上次")
ENTERED = Bilingual("entered: {value}", "已录入：{value}")
DERIVED_LATER = Bilingual("Derived by the program: {items}.", "由程序自动计算：{items}。")
LEFT_OUT = Bilingual(
    "Not needed at this visit for this subject: {forms}.", "该受试者本次访视无需填写：{forms}。"
)
CODES = Bilingual("{column}: {codes}", "{column}：{codes}")
LESION = Bilingual("Lesion at baseline", "基线病灶")
ROW = Bilingual("No.", "序号")
IF = Bilingual("if {condition}", "若{condition}")
IF_APPLICABLE = Bilingual("if applicable", "如适用")
OR = Bilingual(" or ", "或")
AND = Bilingual(" and ", "且")
BRACKETED = Bilingual("({condition})", "（{condition}）")
QUOTED = Bilingual("{label}", "“{label}”")

FILLED_BY = Bilingual("Filled in by (name)", "填写人（姓名）")
ENTERED_BY = Bilingual("Entered in the program by (name)", "录入人（姓名）")
SIGNATURE = Bilingual("Signature", "签名")
DATE = Bilingual("Date", "日期")

PAGE = Bilingual("Page {page} / {pages}", "第 {page} / {pages} 页")
PRINTED = Bilingual(
    "Printed {at} UTC by {user}, device {device}", "{user} 打印于 {at} UTC，设备 {device}"
)
CONTENT = Bilingual("Content {hash}", "内容校验 {hash}")
CONTINUED = Bilingual("(continued)", "（续）")
TRAINING = Bilingual("TRAINING – not for real subjects", "培训用 – 不得填写真实受试者资料")
TRAINING_MARK = Bilingual("TRAINING", "培训用")

SUMMARY = Bilingual("Summary", "概览")
STATE = Bilingual("State", "状态")
OPEN_FINDINGS = Bilingual("Open findings", "待解决问题")
SETTLED_FINDINGS = Bilingual("Kept with a reason", "已确认的提示")
KEPT = Bilingual("✓ kept: {reason} ({by})", "✓ 已确认：{reason}（{by}）")
VISITS_SAVED = Bilingual("Visits with data", "有数据的访视")
FORMS_SAVED = Bilingual("Forms saved", "已保存表单")
LAST_SAVED = Bilingual("Last saved (UTC)", "最后保存（UTC）")
SAVED_BY = Bilingual("saved by {user}, {at} UTC", "{user} 保存于 {at} UTC")
FORM_NOT_DONE = Bilingual("Not done: {reason}", "未做：{reason}")
OF_ITEM = Bilingual("{item}: {said}", "{item}：{said}")
MISSING = Bilingual("{label} ({code})", "{label}（{code}）")
VALUE = Bilingual("Value", "数值")
REMARKS = Bilingual("Remarks", "说明")
NO_VALUE = Bilingual("no value", "无数值")
STRUCK_OUT = Bilingual("Struck out: {reason}", "已划除：{reason}")
GRADE = Bilingual("CTCAE grade {grade}", "CTCAE {grade}级")
FROM_MANY = Bilingual("From {count} values of this form", "依据本表单{count}项数值")
BY_DEFAULT = Bilingual("by default", "默认值")

AUDIT = Bilingual("Audit trail", "稽查轨迹")
AUDIT_ZONES = Bilingual("Clock of the workstation: {zones}.", "工作站时区：{zones}。")
ROW_NAME = Bilingual("row {row}", "第 {row} 行")
AUDIT_OID = Bilingual("OID", "项目编码")
AUDIT_OLD = Bilingual("Old", "原值")
AUDIT_NEW = Bilingual("New", "新值")
AUDIT_WHAT = Bilingual("What", "操作")
AUDIT_REASON = Bilingual("Reason: {reason}", "原因：{reason}")
WHOLE_FORM = Bilingual("whole form", "整张表单")
WHOLE_ROW = Bilingual("whole row", "整行")
BUILT_IN_CHECKS = {
    RANGE: Bilingual("outside the usual range", "超出常见范围"),
    ALLOWED: Bilingual("not a usual value", "非常用值"),
    NOT_APPLICABLE: Bilingual("does not apply", "不适用"),
}

STATES = {
    State.NOT_STARTED: Bilingual("not started", "未开始"),
    State.INCOMPLETE: Bilingual("incomplete", "不完整"),
    State.COMPLETE: Bilingual("complete", "完整"),
    State.NOT_DONE: Bilingual("not done", "未做"),
}
CHANGES = {
    ChangeKind.ENTRY: Bilingual("entry", "录入"),
    ChangeKind.DEFAULT: Bilingual("default", "默认值"),
    ChangeKind.CORRECTION: Bilingual("correction", "更正"),
    ChangeKind.REMOVAL: Bilingual("removal", "清除"),
    ChangeKind.STRIKE: Bilingual("row struck out", "划除行"),
    ChangeKind.UNSTRIKE: Bilingual("row put back", "恢复行"),
    ChangeKind.NOT_DONE: Bilingual("marked not done", "标为未做"),
    ChangeKind.TO_BE_DONE: Bilingual("to be done again", "取消未做"),
    ChangeKind.SETTLED: Bilingual("finding settled with a reason", "核查提示已说明"),
    ChangeKind.REOPENED: Bilingual("finding open again", "核查提示重新打开"),
    ChangeKind.REDERIVED: Bilingual("derived again by newer rules", "按新规则重新计算"),
}
FLAGS = {"HIGH": Bilingual("↑ high", "↑ 偏高"), "LOW": Bilingual("↓ low", "↓ 偏低")}
