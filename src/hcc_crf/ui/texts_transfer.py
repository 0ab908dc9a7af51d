"""What the screens transfer, audit trail and site say."""

from hcc_crf.ledger.audit import ChangeKind
from hcc_crf.values import Bilingual

# --- transfer ---
TRANSFER_HINTS = Bilingual(
    "Enter presses the button · F1 all keys", "Enter 按下按钮 · F1 全部快捷键"
)
WRITE_TITLE = Bilingual("Package for the coordinating centre", "发送至协调中心的数据包")
WRITE_WHY = Bilingual(
    "A package holds every saved change of this device, signed and encrypted for the coordinating "
    "centre. Nothing is deleted here. Carry it by stick or put it where your centre collects it.",
    "数据包含有本设备所有已保存的更改，经签名并为协调中心加密。本机数据不会删除。"
    "请用 U 盘携带，或放到协调中心收取的位置。",
)
WRITE = Bilingual("Create package…", "创建数据包…")
WRITE_WHERE = Bilingual("Folder for the package", "数据包存放文件夹")
WAITING = Bilingual("{count} saves are in no package yet.", "{count} 次保存尚未打包。")
WAITING_ONE = Bilingual("1 save is in no package yet.", "1 次保存尚未打包。")
WAITING_NONE = Bilingual("Every save is in a package.", "所有保存均已打包。")
WRITTEN = Bilingual(
    "{name} was written and read again: {count} saves.", "已写入并复读 {name}：{count} 次保存。"
)
NOTHING_TO_SEND = Bilingual(
    "Nothing was saved yet: there is nothing to send.", "尚无保存内容，无需发送。"
)
PACKAGES = Bilingual("Packages of this device", "本设备的数据包")
NO_PACKAGES = Bilingual("No package was written yet.", "尚未创建数据包。")
PACKAGE_COLUMNS = (
    Bilingual("No.", "编号"),
    Bilingual("Written (UTC)", "创建时间（UTC）"),
    Bilingual("Saves", "保存次数"),
    Bilingual("File", "文件"),
    Bilingual("SHA-256", "SHA-256"),
)

# --- audit trail ---
AUDIT_HINTS = Bilingual(
    "Ctrl+F find · arrows move · a row shows who, when, old, new and why",
    "Ctrl+F 查找 · 方向键移动 · 每行显示何人、何时、旧值、新值及原因",
)
AUDIT_FIND = Bilingual("Subject, item, user, reason", "受试者、条目、用户、原因")
AUDIT_COUNT = Bilingual(
    "{shown} of {all} changes, the latest first", "{all} 项更改中的 {shown} 项，最新在前"
)
AUDIT_TABLE = Bilingual("Audit trail", "稽查轨迹")
ALL_SUBJECTS = Bilingual("All subjects", "全部受试者")
AUDIT_COLUMNS = (
    Bilingual("When (UTC)", "时间（UTC）"),
    Bilingual("Who", "用户"),
    Bilingual("Subject", "受试者"),
    Bilingual("Visit", "访视"),
    Bilingual("Item", "条目"),
    Bilingual("Change", "类型"),
    Bilingual("Old", "旧值"),
    Bilingual("New", "新值"),
    Bilingual("Why", "原因"),
)
CHANGE_KINDS = {
    ChangeKind.ENTRY: Bilingual("entry", "录入"),
    ChangeKind.DEFAULT: Bilingual("default", "默认值"),
    ChangeKind.CORRECTION: Bilingual("correction", "更正"),
    ChangeKind.REMOVAL: Bilingual("removal", "清除"),
    ChangeKind.STRIKE: Bilingual("struck out", "划除"),
    ChangeKind.UNSTRIKE: Bilingual("restored", "恢复"),
    ChangeKind.NOT_DONE: Bilingual("not done", "未做"),
    ChangeKind.TO_BE_DONE: Bilingual("to be done", "待做"),
    ChangeKind.SETTLED: Bilingual("finding settled", "提示已说明"),
    ChangeKind.REOPENED: Bilingual("finding reopened", "提示重新打开"),
    ChangeKind.REDERIVED: Bilingual("derived again", "按新规则重新计算"),
}
ROW = Bilingual("row {row}", "第 {row} 行")
WHOLE_FORM = Bilingual("whole form", "整张表单")
FINDING = Bilingual("finding {check}", "核查 {check}")
WHOLE_ROW = Bilingual("whole row", "整行")
AUDIT_TIP = Bilingual(
    "{at} ({offset}, {zone})\n{user}, {role}, device {device}\n{path}\nform version {version}",
    "{at}（{offset}，{zone}）\n{user}，{role}，设备 {device}\n{path}\n表单版本 {version}",
)

# --- site ---
SITE_TITLE = Bilingual("This workspace", "本工作区")
SITE_HINTS = Bilingual("F1 all keys", "F1 全部快捷键")
STUDY = Bilingual("Study", "研究")
SITE_NAME = Bilingual("Site", "中心")
DEVICE_NAME = Bilingual("Device", "设备")
DEFINITIONS = Bilingual("Definitions", "表单定义")
KIND = Bilingual("Kind", "类型")
KIND_TRAINING = Bilingual("Training: fictional data only", "培训：仅限虚构数据")
KIND_LIVE = Bilingual("Trial data", "试验数据")
SAVES = Bilingual("Records saved", "已保存记录数")
PROGRAM_VERSION = Bilingual("Program", "程序版本")
PEOPLE = Bilingual("People", "用户")
PEOPLE_WHY = Bilingual(
    "A new user gets a first password from you and chooses their own at the first sign-in.",
    "新用户由您给出初始密码，首次登录时须自行设置新密码。",
)
ADD_PERSON = Bilingual("Add user…", "新增用户…")
ADD_TITLE = Bilingual("Add a user", "新增用户")
USER_ID = Bilingual("User", "用户名")
FULL_NAME = Bilingual("Printed name", "姓名")
ROLE = Bilingual("Role", "角色")
FIRST_PASSWORD = Bilingual("First password", "初始密码")
ADDED = Bilingual("{user} was added as {role}.", "已新增 {user}（{role}）。")
