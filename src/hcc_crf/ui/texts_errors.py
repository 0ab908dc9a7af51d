"""The Chinese wording of the errors that a site can meet at the desk: problem and next step.

`{0}`, `{1}` … stand for the numbers that the English wording names, in their order.
"""

_CALL = "请勿继续录入数据；请联系数据管理员，并保持文件夹原状。"
_OWN_DISK = "请选择本机硬盘上的文件夹。"
_BACKUP = "请恢复最近一次备份。"

ZH: dict[str, tuple[str, str]] = {
    # who may come in, and do what
    "SIGN-IN-REFUSED": ("用户名与密码不匹配。", "请重新输入；如忘记密码，请联系管理员。"),
    "SIGN-IN-DELAYED": (
        "密码连续输错 {0} 次。",
        "请等待 {1} 秒后再试；如忘记密码，请联系管理员。",
    ),
    "NOT-PERMITTED": ("您的角色无权进行此操作。", "请由有权限的人员登录后操作。"),
    "ACCOUNT-WEAKENED": (
        "该账户的保护信息在程序外被更改。",
        "请勿再次输入密码；请联系数据管理员。",
    ),
    "ACCOUNTS-UNREADABLE": (
        "账户文件已损坏或在程序外被更改。",
        "请放回最近一次备份中的账户文件；数据不受影响。",
    ),
    "PASSWORD-WRONG": ("当前密码不正确。", "请重新输入。"),
    "PASSWORD-SAME": ("新密码与当前密码相同。", "请换一个密码。"),
    "PASSWORD-TOO-SHORT": ("密码过短。", "请使用至少 12 个字符，例如一句短语。"),
    "PASSWORD-KNOWN": ("此密码过于常见，容易被猜到。", "请换一个密码，例如一句短语。"),
    "USER-EXISTS": ("此用户名已被使用过。", "请另选用户名；用户名不会分配给第二个人。"),
    "USER-ID-REFUSED": (
        "用户名须为 1 至 32 个字母、数字、点或连字符，不含空格。",
        "请选择简短的用户名，例如 nurse1。",
    ),
    "USER-UNKNOWN": ("没有此用户名的有效账户。", "请核对用户名。"),
    "USER-LAST-ADMINISTRATOR": ("这样将无人可以管理用户和设备。", "请先新增另一位管理员。"),
    # the workspace and its disk
    "WORKSPACE-ABSENT": ("此文件夹中没有工作区。", "请选择其他文件夹，或联系管理员建立工作区。"),
    "WORKSPACE-NOT-FOUND": ("此文件夹中没有工作区。", "请核对文件夹名称。"),
    "WORKSPACE-DAMAGED": ("工作区说明文件无法读取。", "请从工作区备份中恢复该文件。"),
    "WORKSPACE-INCOMPLETE": ("数据库内容不完整。", _BACKUP),
    "WORKSPACE-IN-USE": ("此工作区已在另一窗口或由另一用户打开。", "请在那里关闭，或等待其关闭。"),
    "WORKSPACE-RENAMED": (
        "工作区说明文件与其数据库不一致。",
        "请放回原来的 workspace.json；如没有，请联系数据管理员。",
    ),
    "WORKSPACE-OF-OTHER-STUDY": ("此工作区属于另一项研究。", "请使用该研究的表单定义。"),
    "WORKSPACE-NOT-WRITABLE": ("工作区文件夹无法写入。", "请检查写入权限和磁盘空间后重试。"),
    "WORKSPACE-NO-SPACE": ("磁盘剩余空间不足 {0} MB。", "请释放空间后重试。"),
    "WORKSPACE-ON-NETWORK": ("文件夹位于网络或可移动磁盘，会损坏数据库。", _OWN_DISK),
    "WORKSPACE-ON-SYNCHRONISED-FOLDER": (
        "此文件夹由云同步程序管理，会损坏数据库。",
        "请选择 OneDrive、Dropbox 等以外的文件夹。",
    ),
    # the database
    "DATABASE-NOT-FOUND": ("数据库文件不存在或为空。", "请核对文件夹；如文件丢失，" + _BACKUP),
    "DATABASE-DAMAGED": ("数据库已损坏。", _BACKUP),
    "DATABASE-KEY-REFUSED": ("数据库无法用此密钥打开。", "请联系数据管理员，并保持文件夹原状。"),
    "DATABASE-GUARDS-MISSING": (
        "数据库结构在程序外被更改。",
        "数据可读取但不能录入；请联系数据管理员并恢复最近一次备份。",
    ),
    "DATABASE-TOO-NEW": ("数据库由更新版本的程序写入。", "请安装最新版本后再打开。"),
    "DATABASE-BUSY": ("另一程序正在使用数据库。", "请稍候再试，或关闭另一程序。"),
    "DATABASE-READ-ONLY": ("数据库无法写入。", "请检查文件夹的写入权限后重试。"),
    "DATABASE-DISK-FULL": ("磁盘已满，未保存。", "请释放空间后再次保存；草稿已保留。"),
    "DATABASE-DISK-FAILED": (
        "磁盘读写失败，未保存。",
        "请检查磁盘后重试；如再次发生，请联系数据管理员。",
    ),
    "DATABASE-LOG-UNFINISHED": (
        "最近的保存仍在日志中，此处无法读取。",
        "请将整个文件夹复制到可写入的磁盘后打开。",
    ),
    "DATABASE-SETTING-REFUSED": ("数据库未接受安全设置。", _OWN_DISK),
    "DATABASE-LIBRARY-UNSAFE": ("已安装的数据库组件不能保证数据安全。", "请重新安装程序。"),
    "DATABASE-KIND-WRONG": ("此文件不是本程序的数据库。", "请核对文件夹。"),
    "LEDGER-MOVED": ("期间已有其他内容保存；本次操作未保存。", "请重新打开表单后再次保存。"),
    "LEDGER-BROKEN": ("已记录事件的链条不完整。", _CALL),
    "LEDGER-ALTERED": ("已记录的事件在程序外被更改。", _CALL),
    "ACCESS-LOG-ALTERED": ("访问日志在程序外被更改。", _CALL),
    # packages and files
    "DEVICE-NOT-ENROLLED": (
        "本设备尚未收到协调中心的登记答复。",
        "请将 enrolment-request.json 发送至协调中心，由管理员导入其答复。",
    ),
    "CHAIN-BROKEN": ("已保存的事件已损坏。", "请停止录入，" + _BACKUP + "并告知数据管理员。"),
    "KEYS-UNREADABLE": ("设备密钥已损坏或版本较新。", _BACKUP),
    "PACKAGE-TOO-LARGE": ("事件数量超过一个数据包的上限。", "请告知数据管理员；数据仍在本工作区。"),
    "DISK-FULL": ("磁盘空间不足。", "请释放空间后重试。"),
    "FOLDER-NOT-WRITABLE": ("此文件夹无法写入。", "请选择其他文件夹，或联系电脑管理员。"),
    "FILE-NOT-WRITTEN": ("文件未能写入。", "请检查磁盘或 U 盘，或选择其他文件夹后重试。"),
    "FILE-NOT-AS-WRITTEN": ("磁盘读回的内容与写入的不一致。", "请更换磁盘或 U 盘。"),
    "FILE-UNREADABLE": ("文件无法读取。", "请核对文件后重试。"),
    "INSTALLATION-INCOMPLETE": ("程序文件缺失。", "请重新安装程序。"),
}
