"""What went wrong and what to do, in the language of the screen.

The rooms word their errors in English and give each a stable code; the Chinese wording of what a
site meets every day stands here. What has none is shown as it was raised.
"""

import re
from dataclasses import dataclass

from hcc_crf.errors import HccCrfError
from hcc_crf.values import Bilingual


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error as shown.

    Attributes:
        code: For support.
        place: Where: a file, a device; never subject data.
        problem: What is wrong.
        next_step: What the person can do.
    """

    code: str
    place: str
    problem: Bilingual
    next_step: Bilingual


_ZH: dict[str, tuple[str, str]] = {
    "SIGN-IN-REFUSED": ("用户名与密码不匹配。", "请重新输入；如忘记密码，请联系管理员。"),
    "SIGN-IN-DELAYED": (
        "密码连续输错 {0} 次。",
        "请等待 {1} 秒后再试；如忘记密码，请联系管理员。",
    ),
    "NOT-PERMITTED": ("您的角色无权进行此操作。", "请由有权限的人员登录后操作。"),
    "PASSWORD-TOO-SHORT": ("密码过短。", "请使用更长的密码，例如一句短语。"),
    "WORKSPACE-ABSENT": ("此文件夹中没有工作区。", "请选择其他文件夹，或联系管理员建立工作区。"),
    "WORKSPACE-DAMAGED": ("工作区说明文件无法读取。", "请从工作区备份中恢复该文件。"),
    "WORKSPACE-LOCKED": ("另一程序正在使用此工作区。", "请关闭另一窗口后再试。"),
    "WORKSPACE-RENAMED": (
        "工作区说明文件与其数据库不一致。",
        "请放回原来的 workspace.json；如没有，请联系数据管理员。",
    ),
    "WORKSPACE-OF-OTHER-STUDY": ("此工作区属于另一项研究。", "请使用该研究的表单定义。"),
}


def error_text(error: HccCrfError) -> ErrorText:
    """Return an error in both languages; numbers it names stand in both."""
    zh = _ZH.get(error.code)
    if zh is None:
        problem, next_step = error.problem, error.next_step
    else:
        numbers = re.findall(r"\d+", f"{error.problem} {error.next_step}")
        problem, next_step = (_with_numbers(text, numbers) for text in zh)
    return ErrorText(
        error.code,
        error.place,
        Bilingual(error.problem, problem),
        Bilingual(error.next_step, next_step),
    )


def _with_numbers(text: str, numbers: list[str]) -> str:
    return re.sub(
        r"\{(\d)\}", lambda m: numbers[int(m[1])] if int(m[1]) < len(numbers) else "…", text
    )


def in_one_line(error: HccCrfError) -> Bilingual:
    """Return what is wrong and what to do as one text, for a line inside a dialog."""
    text = error_text(error)
    return Bilingual(
        f"{text.problem.en} {text.next_step.en}", f"{text.problem.zh}{text.next_step.zh}"
    )
