"""What window, rail, top bar, sign-in, dialogs and the key sheet say."""

from hcc_crf.access.roles import Role
from hcc_crf.values import Bilingual

PROGRAM = Bilingual("HCC case report forms", "肝癌病例报告表")
TRAINING = Bilingual(
    "TRAINING – fictional data only. Nothing entered here counts.",
    "培训 – 仅限虚构数据，此处录入均不计入试验。",
)
SITE = Bilingual("Site {site}", "中心 {site}")
DEVICE = Bilingual("Device {device}", "设备 {device}")

# --- rail ---
SUBJECTS = Bilingual("Subjects", "受试者")
TRANSFER = Bilingual("Transfer", "数据传送")
AUDIT = Bilingual("Audit trail", "稽查轨迹")
THIS_SITE = Bilingual("Site", "本中心")
RAIL = Bilingual("Screens", "页面")

# --- top bar ---
PERSON = Bilingual("{user} · {role}", "{user} · {role}")
PERSON_NAME = Bilingual("{name} ({user})", "{name}（{user}）")
ALL_AT_CENTRE = Bilingual("Every save is packaged", "所有保存均已打包")
NOT_AT_CENTRE = Bilingual("{count} saves not yet packaged", "{count} 次保存尚未打包")
ONE_NOT_AT_CENTRE = Bilingual("1 save not yet packaged", "1 次保存尚未打包")
YOU = Bilingual("You", "当前用户")
CHANGE_PASSWORD = Bilingual("Change password…", "更改密码…")
LANGUAGE = Bilingual("Language", "语言 Language")
LOOK = Bilingual("Appearance", "外观")
LOOK_SYSTEM = Bilingual("As the system", "跟随系统")
LOOK_LIGHT = Bilingual("Light", "浅色")
LOOK_DARK = Bilingual("Dark", "深色")
KEYS = Bilingual("Keys", "快捷键")
LOCK = Bilingual("Lock", "锁定")
SIGN_OUT = Bilingual("Sign out", "退出登录")

# --- notices ---
NOTICES = Bilingual("Notices", "提示")
DISMISS = Bilingual("Dismiss", "知道了")
DISMISS_NOTICE = Bilingual("Dismiss this notice", "收起此提示")

# --- sign-in ---
SIGN_IN = Bilingual("Sign in", "登录")
USER = Bilingual("User", "用户名")
PASSWORD = Bilingual("Password", "密码")
OPENING = Bilingual("Opening the workspace…", "正在打开工作区…")
TYPE_BOTH = Bilingual("Type user and password.", "请输入用户名和密码。")
LOCKED = Bilingual(
    "Locked after {minutes} minutes without a key. What was typed is kept.",
    "{minutes} 分钟无操作，已锁定。已输入的内容均已保留。",
)
LOCKED_ASLEEP = Bilingual(
    "Locked, because the computer slept. What was typed is kept.",
    "计算机曾休眠，已锁定。已输入的内容已保留。",
)
LOCKED_AWAY = Bilingual(
    "Locked together with the computer. What was typed is kept.",
    "已随计算机一同锁定。已输入的内容已保留。",
)
LOCKED_BY_YOU = Bilingual("Locked. What was typed is kept.", "已锁定。已输入的内容均已保留。")
HELD = Bilingual(
    "The disk refused what was typed last. It is held in the memory of this program, sealed "
    "(forms: {count}). Make room on the disk, then sign in: it goes to the disk at once. Do not "
    "close the program or switch the computer off before.",
    "磁盘未能写入最近输入的内容，现以加密方式暂存于本程序内存中（表单数：{count}）。"
    "请先释放磁盘空间，然后登录，内容将立即写入磁盘。在此之前请勿关闭程序或计算机。",
)
CLOSE_AND_LOSE_TITLE = Bilingual("Close and lose what was typed?", "关闭并丢失已输入的内容？")
CLOSE_AND_LOSE_WHY = Bilingual(
    "What was typed last is on no disk yet; this program holds it in memory, and it is lost when "
    "the program ends. To keep it: make room on the disk and sign in once.",
    "最近输入的内容尚未写入磁盘，仅暂存于本程序内存中，程序结束即丢失。"
    "如需保留：请释放磁盘空间并登录一次。",
)
CLOSE_AND_LOSE = Bilingual("Close and lose it", "关闭并丢失")
STAY = Bilingual("Stay", "不关闭")
SIGNED_OUT = Bilingual("Signed out.", "已退出登录。")
VERSION = Bilingual("Version {version}", "版本 {version}")

# --- password ---
NEW_PASSWORD_TITLE = Bilingual("Choose your own password", "设置您自己的密码")
NEW_PASSWORD_WHY = Bilingual(
    "Somebody else knows the password you were given. Choose your own before you work: everything "
    "saved under your name counts as done by you.",
    "他人知道您的初始密码。开始工作前请设置您自己的密码：以您的名义保存的一切均由您负责。",
)
CHANGE_PASSWORD_TITLE = Bilingual("Change password", "更改密码")
OLD_PASSWORD = Bilingual("Present password", "当前密码")
NEW_PASSWORD = Bilingual("New password", "新密码")
REPEAT_PASSWORD = Bilingual("New password again", "再次输入新密码")
NOT_THE_SAME = Bilingual("The two new passwords differ.", "两次输入的新密码不一致。")
PASSWORD_RULE = Bilingual(
    "At least 12 characters; a short sentence is easy to remember.",
    "至少 12 个字符；用一句短语更容易记住。",
)
PASSWORD_CHANGED = Bilingual("The password was changed.", "密码已更改。")

# --- dialogs ---
OK = Bilingual("OK", "确定")
CANCEL = Bilingual("Cancel", "取消")
CLOSE = Bilingual("Close", "关闭")
OPEN = Bilingual("Open", "打开")
NEXT_STEP = Bilingual("What to do", "下一步")
FAILED = Bilingual("This did not work", "操作未成功")
NOT_SAVED = Bilingual("This was not saved", "未保存")
NOT_SAVED_WHY = Bilingual(
    "The program made a mistake. What was saved before stands; what you typed is kept as a draft.",
    "程序出现错误。此前保存的内容不受影响；您输入的内容已保留为草稿。",
)
NOT_SAVED_NEXT = Bilingual(
    "Close the form and open it again. If it happens once more, tell your data manager the code.",
    "请关闭表单后重新打开。如再次发生，请将代码告知数据管理员。",
)

ROLES = {
    Role.NURSE: Bilingual("study nurse", "研究护士"),
    Role.INVESTIGATOR: Bilingual("investigator", "研究者"),
    Role.MONITOR: Bilingual("monitor", "监查员"),
    Role.ADMINISTRATOR: Bilingual("administrator", "管理员"),
    Role.CENTRE: Bilingual("coordinating centre", "协调中心"),
}

# --- key sheet ---
KEYS_EVERYWHERE = (
    Bilingual("Everywhere", "所有页面"),
    (
        ("F1", Bilingual("this sheet", "本说明")),
        ("Ctrl+K  Ctrl+F", Bilingual("find a subject", "查找受试者")),
        ("Ctrl+N", Bilingual("new subject", "新增受试者")),
        (
            "Ctrl+1 … Ctrl+4",
            Bilingual(
                "subjects, transfer, audit trail, site", "受试者、数据传送、稽查轨迹、本中心"
            ),
        ),
        ("Ctrl+L", Bilingual("lock", "锁定")),
        ("Esc", Bilingual("back to where one came from", "返回来处")),
        ("Alt+←", Bilingual("back to the subjects", "返回受试者列表")),
    ),
)
KEYS_OF_SUBJECTS = (
    Bilingual("Subjects", "受试者"),
    (
        ("↑ ↓ ← →", Bilingual("move over the visits", "在访视间移动")),
        ("Enter", Bilingual("open the visit", "打开访视")),
        ("Home  End", Bilingual("first, last visit", "首个、末个访视")),
        ("Menu  Shift+F10", Bilingual("what can be done with the visit", "访视的可用操作")),
        ("S   R", Bilingual("subject page, tumour response", "受试者页、肿瘤疗效")),
        ("Ctrl+P", Bilingual("worksheet of the visit", "打印访视工作表")),
    ),
)
KEYS_OF_A_FORM = (
    Bilingual("Entering a form", "录入表单"),
    (
        ("Enter  Tab  ↓", Bilingual("next item (never saves)", "下一项（不会保存）")),
        ("Shift+Tab  ↑", Bilingual("previous item", "上一项")),
        (
            "t   y   v   t-3",
            Bilingual("today, yesterday, visit date, 3 days ago", "今天、昨天、访视日期、3 天前"),
        ),
        ("F9", Bilingual("choices, or units", "选项或单位列表")),
        ("F8", Bilingual("missing: ND, NA, UNK, NASK, REF", "缺失：ND、NA、UNK、NASK、REF")),
        ("F2", Bilingual("confirm what is odd, with the reason", "确认提示属实并说明原因")),
        ("Ctrl+Z", Bilingual("undo what is not saved", "撤销未保存的输入")),
        ("Ctrl+↓  Ctrl+↑", Bilingual("next, previous row", "下一行、上一行")),
        ("Ctrl+Shift+N", Bilingual("new row", "添加一行")),
        ("F7  Ctrl+S", Bilingual("save", "保存")),
        ("F6  Ctrl+Enter", Bilingual("save and next form", "保存并转下一表单")),
        ("F3  F4", Bilingual("previous, next form", "上一张、下一张表单")),
        ("Ctrl+R", Bilingual("tumour response", "肿瘤疗效")),
    ),
)
