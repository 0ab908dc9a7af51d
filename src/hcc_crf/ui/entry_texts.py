"""What the entry screen says, in English and Chinese."""

from hcc_crf.values import Bilingual

VERSION = Bilingual("form version {version}", "表单版本 {version}")
REQUIRED_COUNT = Bilingual("{done} of {asked} required", "必填 {done}/{asked}")
PREVIOUS = Bilingual("previous {value}", "上次 {value}")
WAS = Bilingual("was {value} at {visit}", "{visit} 时为 {value}")
GRADE = Bilingual("CTCAE grade {grade}", "CTCAE {grade} 级")
POINTS = Bilingual("{points} points", "{points} 分")
STILL_REQUIRED = Bilingual("{count} required answers to be filled", "尚有 {count} 个必填项未填")
MORE = Bilingual("and {count} more", "另有 {count} 项")

FORMS = Bilingual("Forms", "表单")
ROWS_OF = Bilingual("Rows of {form}", "{form}的各行")
RUNNING_LOGS = Bilingual("Running logs", "持续记录")
FORMS_OF_VISIT = Bilingual("Forms of visit {visit}", "访视 {visit} 的表单")
DRAFT_INSIDE = Bilingual("draft", "草稿")
NOT_ASKED_HERE = Bilingual("not asked for at this visit", "本访视不要求")
SUBJECTS = Bilingual("Subjects", "受试者")
VISIT_DATE = Bilingual("{date}", "{date}")
WINDOW = Bilingual("window {first} – {last}", "访视窗 {first} – {last}")

HINTS = Bilingual(
    "Enter next · Shift+Tab back · F2 confirm · F8 missing code · F9 choices · Ctrl+Z undo · "
    "F3/F4 other form · F7 save · Esc back · F1 all keys",
    "Enter 下一项 · Shift+Tab 上一项 · F2 确认属实 · F8 缺失代码 · F9 选项 · Ctrl+Z 撤销 · "
    "F3/F4 切换表单 · F7 保存 · Esc 返回 · F1 全部快捷键",
)
HINTS_NOT_DONE = Bilingual(
    "The form is not done · F3/F4 other form · Esc back · F1 all keys",
    "本表单已标记为未做 · F3/F4 切换表单 · Esc 返回 · F1 全部快捷键",
)
HINTS_READ_ONLY = Bilingual(
    "You may look only · F3/F4 other form · Esc back · F1 all keys",
    "仅可查看 · F3/F4 切换表单 · Esc 返回 · F1 全部快捷键",
)
SAVE = Bilingual("Save", "保存")
SAVE_NEXT = Bilingual("Save and next form", "保存并转下一表单")
SAVE_KEY = Bilingual("F7", "F7")
SAVE_NEXT_KEY = Bilingual("F6 or Ctrl+Enter", "F6 或 Ctrl+Enter")
MARK_NOT_DONE = Bilingual("Mark form not done…", "标记为未做…")
MARK_TO_DO = Bilingual("To be done after all…", "恢复为待做…")
NOT_DONE_NOW = Bilingual("Mark form not done", "标记为未做")
TO_DO_NOW = Bilingual("To be done after all", "恢复为待做")
FORM_NOT_DONE = Bilingual("Not done: {reason}", "未做：{reason}")

DRAFT_KEPT = Bilingual("Draft kept {time}", "草稿已保留 {time}")
SAVED_AT = Bilingual("Saved {time}", "已保存 {time}")
TYPING = Bilingual("Not saved", "未保存")
NOTHING_CHANGED = Bilingual("Nothing changed", "没有更改")
NOT_SAVED = Bilingual("Not saved: {problem}", "未保存：{problem}")
NOT_SAVED_LINES = Bilingual("Not saved:", "未保存：")
NAMED_PROBLEM = Bilingual("{item}: {message}", "{item}：{message}")
AT_ROW = Bilingual("{row} · {message}", "{row} · {message}")
FORM_SAVED_AT = Bilingual("{form}: saved {time}", "{form}：已保存 {time}")
LAST_FORM = Bilingual("{saved} · end of {visit}", "{saved} · {visit} 已到最后一张表单")
NOTHING_TO_CONFIRM = Bilingual("Nothing to confirm here", "本项没有待确认的提示")
DISCARDED = Bilingual("Discarded · Ctrl+Z undoes it", "草稿已放弃 · Ctrl+Z 恢复")
NOT_KEPT = Bilingual(
    "The draft is not on the disk; it is tried again. Leave this form open. {problem}",
    "草稿尚未写入磁盘，正在重试。请勿关闭本表单。{problem}",
)
RESTORED = Bilingual(
    "Draft of {time} with {count} fields restored.", "已恢复 {time} 的草稿（{count} 项）。"
)
RESTORED_ONE = Bilingual("Draft of {time} with 1 field restored.", "已恢复 {time} 的草稿（1 项）。")
DISCARD = Bilingual("Discard draft", "放弃草稿")
KEEP = Bilingual("Keep it", "保留草稿")

DERIVED = Bilingual("Derived", "自动计算")
NOT_DERIVABLE = Bilingual("Not derivable yet", "尚不能计算")
TO_RESOLVE = Bilingual("To resolve · {count}", "待处理 · {count}")
NOTHING_TO_RESOLVE = Bilingual("Nothing to resolve", "没有待处理项")
HISTORY = Bilingual("History of this item", "本项历史")
NO_HISTORY = Bilingual("Not saved yet", "尚未保存")
BLANK = Bilingual("blank", "空")

MISSING_MENU = Bilingual("There is no value, because it is…", "无数值，原因…")
TAKE_BACK = Bilingual("Take {code} back", "撤销 {code}")
UNIT_OF = Bilingual("Unit of {item}", "{item} 的单位")
CHOOSE = Bilingual("Choose…", "请选择…")
CHOICE_KEYS = Bilingual("Keys: {keys}", "按键：{keys}")
REQUIRED_SAID = Bilingual("required", "必填")
LOCKED_SAID = Bilingual("not editable", "不可编辑")

ADD_ROW = Bilingual("Add row", "添加一行")
ADD_ROW_KEY = Bilingual("Ctrl+Shift+N", "Ctrl+Shift+N")
STRIKE_ROW = Bilingual("Strike out row…", "划除该行…")
PUT_BACK_ROW = Bilingual("Put row back…", "恢复该行…")
STRIKE_NOW = Bilingual("Strike out row", "划除该行")
PUT_BACK_NOW = Bilingual("Put row back", "恢复该行")
ROW = Bilingual("Row {key}", "第 {key} 行")
ROW_NEW = Bilingual("Row {key} · new", "第 {key} 行 · 新")
ROW_STRUCK = Bilingual("Row {key} · struck out: {reason}", "第 {key} 行 · 已划除：{reason}")
ROWS_FROM = Bilingual("The rows come from {form} at baseline.", "各行来自基线表单 {form}。")
NO_ROWS = Bilingual("No rows yet. Add the first one.", "尚无记录。请添加第一行。")
ROW_HEAD = Bilingual("No.", "编号")
CLEAR_ROW = Bilingual("Clear this row", "清空该行")

REASON_TITLE = Bilingual("Reason for the change", "修改原因")
REASON_ASKED = Bilingual(
    "These saved values change. One reason holds for all of them.",
    "以下已保存的数据将被修改，请填写一个共同的原因。",
)
REASON = Bilingual("Reason", "原因")
REASON_OTHER = Bilingual("Other, in your own words", "其他（请填写）")
REASON_FREE = Bilingual("In your own words", "自行填写")
REASON_KEYS = Bilingual("Arrows or digits choose · Enter confirms", "方向键或数字选择 · Enter 确认")
CANCEL = Bilingual("Cancel", "取消")
OLD_NEW = (
    Bilingual("Item", "项目"),
    Bilingual("Saved", "原值"),
    Bilingual("New", "新值"),
)
STRIKE_TITLE = Bilingual("Strike out row {key}", "划除第 {key} 行")
STRIKE_ASKED = Bilingual(
    "The row stays readable, struck through, and no longer counts.",
    "该行仍可见（加删除线），但不再计入。",
)
PUT_BACK_TITLE = Bilingual("Put row {key} back", "恢复第 {key} 行")
PUT_BACK_ASKED = Bilingual("The row counts again.", "该行将重新计入。")
NOT_DONE_TITLE = Bilingual("Mark {form} not done", "将{form}标记为未做")
NOT_DONE_ASKED = Bilingual(
    "The form stops asking for answers. This can be taken back.",
    "该表单不再要求填写，之后可以恢复。",
)
NOT_DONE_WITH_DATA = Bilingual(
    "The form holds {count} saved values. They are kept, but no longer count.",
    "该表单已有 {count} 个保存的数据。数据会保留，但不再计入。",
)
TO_DO_TITLE = Bilingual("{form} is to be done after all", "恢复{form}为待做")
TO_DO_ASKED = Bilingual("What was saved before counts again.", "之前保存的数据将重新计入。")

SETTLE = Bilingual("Confirm…", "确认属实…")
SETTLE_TIP = Bilingual("The value is right: say why (F2)", "数值无误：说明原因（F2）")
SETTLE_TITLE = Bilingual("Confirm as it is", "确认属实")
SETTLE_ASKED = Bilingual(
    "{finding}\n\nThe reason holds for these values; with others the question comes again. "
    "It is saved with the form.",
    "{finding}\n\n该原因仅适用于当前数值；数值改变后将再次提示。随表单一并保存。",
)
SETTLE_KEEP = Bilingual("Confirm", "确认属实")
SETTLED_SAID = Bilingual("✓ confirmed: {reason}", "✓ 已确认：{reason}")
SETTLED_LINE = Bilingual("✓ {finding} Confirmed: {reason}", "✓ {finding} 已确认：{reason}")
REOPEN = Bilingual("Reopen…", "重新打开…")
REOPEN_TITLE = Bilingual("Ask again", "重新提示")
REOPEN_ASKED = Bilingual(
    "{finding}\n\nConfirmed because: {reason}\nThe finding is open again.",
    "{finding}\n\n确认原因：{reason}\n该提示将重新打开。",
)
SETTLE_REASONS = (
    Bilingual("Confirmed with the source document", "已与原始文件核对"),
    Bilingual("Confirmed by the investigator", "经研究者确认"),
    Bilingual("Measured again with the same result", "复测结果相同"),
    Bilingual("Known for this subject", "该受试者已知情况"),
)
REOPEN_REASONS = (
    Bilingual("Reason was wrong", "原因有误"),
    Bilingual("Confirmed by mistake", "误操作"),
)
CHANGE_REASONS = (
    Bilingual("Transcription error", "转录错误"),
    Bilingual("Source document was corrected", "原始文件已更正"),
    Bilingual("Further information received", "收到补充信息"),
    Bilingual("Entered for the wrong item or visit", "录入到错误的项目或访视"),
    Bilingual("Answer to a query", "回复质疑"),
)
STRIKE_REASONS = (
    Bilingual("Entered twice", "重复录入"),
    Bilingual("Entered by mistake", "误录入"),
    Bilingual("Belongs to another row", "属于其他行"),
)
PUT_BACK_REASONS = (
    Bilingual("Struck by mistake", "误划除"),
    Bilingual("The source document shows it after all", "原始文件中确有此项"),
    Bilingual("Further information received", "收到补充信息"),
)
NOT_DONE_REASONS = (
    Bilingual("Subject refused", "受试者拒绝"),
    Bilingual("Missed visit", "访视缺失"),
    Bilingual("Equipment failure", "设备故障"),
    Bilingual("Site closed or travel restricted", "中心关闭或出行受限"),
    Bilingual("Death or withdrawal", "死亡或退出"),
)
TO_DO_REASONS = (
    Bilingual("Marked by mistake", "误标记"),
    Bilingual("Done later", "之后已完成"),
)
