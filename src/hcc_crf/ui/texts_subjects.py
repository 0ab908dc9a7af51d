"""What the subjects screen, its side panel and its dialogs say."""

from hcc_crf.values import Bilingual

FIND = Bilingual("Find a subject   Ctrl+K", "查找受试者   Ctrl+K")
FIND_NAME = Bilingual("Find a subject", "查找受试者")
ALL = Bilingual("All {count}", "全部 {count}")
DUE = Bilingual("Due {count}", "到期 {count}")
FINDINGS = Bilingual("Findings {count}", "待处理 {count}")
NEW_SUBJECT = Bilingual("New subject…", "新增受试者…")
NEW_SUBJECT_TIP = Bilingual("New subject (Ctrl+N)", "新增受试者（Ctrl+N）")
MATRIX = Bilingual("Subjects and their visits", "受试者与访视")
SUBJECT = Bilingual("Subject", "受试者")
STATUS = Bilingual("Status", "状态")
LEGEND = Bilingual("Legend", "图例")
HINTS = Bilingual(
    "Arrows move · Enter opens · S subject · R response · Menu: more · Ctrl+K find · F1 all keys",
    "方向键移动 · Enter 打开 · S 受试者 · R 疗效 · 菜单键：更多 · Ctrl+K 查找 · F1 全部快捷键",
)
NOBODY = Bilingual(
    "No subject yet. Ctrl+N begins the first one.", "尚无受试者。按 Ctrl+N 新增第一例。"
)
NOBODY_FOUND = Bilingual("No subject fits what you look for.", "没有符合条件的受试者。")

SUBJECT_STATUS = {
    "screening": Bilingual("Screening", "筛选中"),
    "screen failure": Bilingual("Screen failure", "筛选失败"),
    "on treatment": Bilingual("On treatment", "治疗中"),
    "off treatment": Bilingual("Off treatment", "治疗结束"),
    "off study": Bilingual("Off study", "退出研究"),
    "died": Bilingual("Died", "死亡"),
}

# --- tool tips of cells ---
N_MISSING = Bilingual("{count} answers missing", "缺 {count} 项")
N_HARD = Bilingual("{count} not possible, to correct", "{count} 项不可能，待更正")
N_SOFT = Bilingual("{count} to confirm", "{count} 项待确认")
N_FORMS = Bilingual("{count} forms", "{count} 张表单")
VISITED = Bilingual("Visit {date}", "访视日期 {date}")
WINDOW = Bilingual("window {first} – {last}", "访视窗 {first} – {last}")
NOT_PLANNED = Bilingual("Not planned for this subject", "该受试者无此计划访视")

# --- menu ---
OPEN_VISIT = Bilingual("Open {visit}", "打开 {visit}")
OTHER_VISIT = Bilingual("Other visit…", "其他访视…")
PRINT_WORKSHEET = Bilingual("Worksheet of {visit}…", "{visit} 工作表…")
PRINT_BLANK = Bilingual("Blank worksheet of {visit}…", "{visit} 空白工作表…")
PRINT_CASEBOOK = Bilingual("Casebook…", "病例册…")
SUBJECT_AUDIT = Bilingual("Audit trail of this subject", "该受试者的稽查轨迹")

# --- side panel ---
CHOOSE = Bilingual("Choose a subject.", "请选择受试者。")
NEXT = Bilingual("Next", "后续访视")
NOTHING_NEXT = Bilingual("No visit is planned.", "无计划访视。")
LATEST = Bilingual("Latest derivations", "最近的推导结果")
NOTHING_DERIVED = Bilingual("Nothing derived yet.", "尚无推导结果。")
UNFINISHED = Bilingual("Unfinished", "未完成")
CHILD_PUGH = Bilingual("Child-Pugh", "Child-Pugh")
ALBI = Bilingual("ALBI", "ALBI")
ECOG = Bilingual("ECOG", "ECOG")
RECIST = Bilingual("RECIST 1.1", "RECIST 1.1")
GRADE = Bilingual("grade {grade}", "{grade} 级")
WAS = Bilingual("was {value}", "此前 {value}")
SUM_OF_DIAMETERS = Bilingual("Sum of diameters, mm", "靶病灶直径总和，mm")
WORKSHEET = Bilingual("Worksheet…", "工作表…")
CASEBOOK = Bilingual("Casebook…", "病例册…")
OPEN_NAMED = Bilingual("Open {visit}", "打开 {visit}")
MORE_UNFINISHED = Bilingual("and {count} more visits", "另有 {count} 个访视")
MORE_DRAFTS = Bilingual("and {count} more", "另有 {count} 张")
DRAFTS = Bilingual("Not saved yet", "尚未保存")
RESUME = Bilingual("{form}, kept {at}, fields: {count}", "{form}，保留于 {at}，{count} 项")

# --- new subject ---
NEW_TITLE = Bilingual("New subject", "新增受试者")
NUMBER = Bilingual("Subject number", "受试者编号")
NUMBER_WHY = Bilingual(
    "The next free number of this device. The subject is registered for screening when its first "
    "form is saved.",
    "本设备的下一个可用编号。保存第一张表单时受试者即完成筛选登记。",
)
NUMBER_SHAPE = Bilingual(
    "A number of this site looks like {example}.", "本中心的编号形如 {example}。"
)
NUMBER_TAKEN = Bilingual(
    "{subject} exists already. Close this and find it with Ctrl+K.",
    "{subject} 已存在。请关闭本窗口并用 Ctrl+K 查找。",
)
BEGIN = Bilingual("Begin screening", "开始筛选")

# --- other visit ---
OTHER_TITLE = Bilingual("Other visit", "其他访视")
OTHER_WHY = Bilingual(
    "Any visit of the schedule can be opened. One that is not expected gives a finding.",
    "可打开方案中的任何访视。非预期的访视会产生一条提示。",
)
VISIT = Bilingual("Visit", "访视")

# --- paper ---
PDF_FILES = Bilingual("PDF files (*.pdf)", "PDF 文件 (*.pdf)")
SAVE_PDF = Bilingual("Save as PDF", "保存为 PDF")
PDF_SAVED = Bilingual("{name} was written.", "已写入 {name}。")
