"""Why a package is refused: one code a reason, with what is wrong and what to do, in two languages.

The texts name no subject and quote nothing from inside a package except the names of its files.
"""

from dataclasses import dataclass
from enum import StrEnum

from hcc_crf.errors import PackageRejectedError
from hcc_crf.values import Bilingual

from .steps import Step


class Refusal(StrEnum):
    """A reason to refuse a package; its value is the code a person and a test see."""

    NOT_A_PACKAGE = "PACKAGE-NOT-A-PACKAGE"
    NOT_FOR_US = "PACKAGE-NOT-FOR-US"
    TRUNCATED = "PACKAGE-TRUNCATED"
    ENVELOPE_CHANGED = "PACKAGE-ENVELOPE-CHANGED"
    TOO_LARGE = "PACKAGE-TOO-LARGE"
    ZIP_MALFORMED = "PACKAGE-ZIP-MALFORMED"
    NAME_UNSAFE = "PACKAGE-NAME-UNSAFE"
    NAME_TWICE = "PACKAGE-NAME-TWICE"
    LINK = "PACKAGE-LINK"
    FILE_ENCRYPTED = "PACKAGE-FILE-ENCRYPTED"
    FILE_COMPRESSED = "PACKAGE-FILE-COMPRESSED"
    FILE_UNLISTED = "PACKAGE-FILE-UNLISTED"
    FILE_MISSING = "PACKAGE-FILE-MISSING"
    SIGNATURE_UNREADABLE = "PACKAGE-SIGNATURE-UNREADABLE"
    SIGNER_UNKNOWN = "PACKAGE-SIGNER-UNKNOWN"
    SIGNER_REVOKED = "PACKAGE-SIGNER-REVOKED"
    SIGNATURE_BAD = "PACKAGE-SIGNATURE-BAD"
    DESCRIPTION_CHANGED = "PACKAGE-DESCRIPTION-CHANGED"
    CONTENT_CHANGED = "PACKAGE-CONTENT-CHANGED"
    EVENTS_UNREADABLE = "PACKAGE-EVENTS-UNREADABLE"
    EVENT_UNREADABLE = "PACKAGE-EVENT-UNREADABLE"
    CHAIN_BROKEN = "PACKAGE-CHAIN-BROKEN"
    HEAD_UNREADABLE = "PACKAGE-HEAD-UNREADABLE"
    HEAD_DISAGREES = "PACKAGE-HEAD-DISAGREES"
    STUDY_WRONG = "PACKAGE-STUDY-WRONG"
    DEVICE_WRONG = "PACKAGE-DEVICE-WRONG"
    RECIPIENT_WRONG = "PACKAGE-RECIPIENT-WRONG"


@dataclass(frozen=True, slots=True)
class RefusalText:
    """What a refusal says: the fault, and the next step."""

    problem: Bilingual
    next_step: Bilingual


_SEND_AGAIN = Bilingual("Ask the site to export and send it again.", "请中心重新导出并再次发送。")
_TELL_DATA_MANAGER = Bilingual(
    "Keep the file and tell the data manager: it may have been tampered with.",
    "请保留该文件并通知数据管理员：文件可能被篡改。",
)
_CHOOSE_OTHER = Bilingual("Choose the file the site exported.", "请选择中心导出的文件。")

REFUSALS: dict[Refusal, RefusalText] = {
    Refusal.NOT_A_PACKAGE: RefusalText(
        Bilingual("This file is not a package.", "该文件不是数据包。"), _CHOOSE_OTHER
    ),
    Refusal.NOT_FOR_US: RefusalText(
        Bilingual("It was encrypted for somebody else.", "它是为其他接收方加密的。"),
        Bilingual(
            "Ask the site to which centre it is enrolled, and to export again.",
            "请确认该中心登记于哪个协调中心，并重新导出。",
        ),
    ),
    Refusal.TRUNCATED: RefusalText(
        Bilingual("The file is cut short or was damaged on the way.", "文件不完整或在传输中损坏。"),
        Bilingual(
            "Copy or send it again; if that fails, export again.",
            "请重新复制或发送；仍失败则重新导出。",
        ),
    ),
    Refusal.ENVELOPE_CHANGED: RefusalText(
        Bilingual("Its encrypted envelope was changed.", "加密外层已被改动。"), _SEND_AGAIN
    ),
    Refusal.TOO_LARGE: RefusalText(
        Bilingual("It is larger than any package may be.", "文件超过数据包的大小上限。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.ZIP_MALFORMED: RefusalText(
        Bilingual("Its ZIP layout is not that of a package.", "ZIP 结构不符合数据包格式。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.NAME_UNSAFE: RefusalText(
        Bilingual("It holds a file with an unsafe name.", "其中有不安全的文件名。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.NAME_TWICE: RefusalText(
        Bilingual("It holds two files with one name.", "其中有重名文件。"), _TELL_DATA_MANAGER
    ),
    Refusal.LINK: RefusalText(
        Bilingual("It holds something other than a plain file.", "其中含有非普通文件。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.FILE_ENCRYPTED: RefusalText(
        Bilingual("A file in it is encrypted by itself.", "其中有单独加密的文件。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.FILE_COMPRESSED: RefusalText(
        Bilingual("A file in it is compressed, not stored.", "其中有压缩存储的文件。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.FILE_UNLISTED: RefusalText(
        Bilingual(
            "It holds a file that does not belong to a package.", "其中有不属于数据包的文件。"
        ),
        _TELL_DATA_MANAGER,
    ),
    Refusal.FILE_MISSING: RefusalText(
        Bilingual("A file of the package is missing.", "数据包缺少文件。"), _SEND_AGAIN
    ),
    Refusal.SIGNATURE_UNREADABLE: RefusalText(
        Bilingual("Its signature cannot be read.", "签名无法读取。"), _TELL_DATA_MANAGER
    ),
    Refusal.SIGNER_UNKNOWN: RefusalText(
        Bilingual("No enrolled workstation signed it.", "签名者不是已登记的工作站。"),
        Bilingual(
            "If the workstation is yours, enrol it; otherwise keep the file and tell the data "
            "manager.",
            "若为本研究工作站，请先登记；否则请保留文件并通知数据管理员。",
        ),
    ),
    Refusal.SIGNER_REVOKED: RefusalText(
        Bilingual("The workstation that signed it was revoked.", "签名的工作站已被撤销。"),
        Bilingual(
            "Keep the file; the data manager decides whether to release it.",
            "请保留文件，由数据管理员决定是否放行。",
        ),
    ),
    Refusal.SIGNATURE_BAD: RefusalText(
        Bilingual("The signature does not fit the content.", "签名与内容不符。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.DESCRIPTION_CHANGED: RefusalText(
        Bilingual("Its description is not the one that was signed.", "说明文件与签名时不一致。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.CONTENT_CHANGED: RefusalText(
        Bilingual("A file is not the one that was signed.", "有文件与签名时不一致。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.EVENTS_UNREADABLE: RefusalText(
        Bilingual("Its events cannot be unpacked.", "事件无法解压。"), _TELL_DATA_MANAGER
    ),
    Refusal.EVENT_UNREADABLE: RefusalText(
        Bilingual(
            "One of its lines is no event of a known format.", "其中一行不是已知格式的事件。"
        ),
        Bilingual(
            "Bring this program up to date; if that fails, tell the data manager.",
            "请更新本程序；仍失败则通知数据管理员。",
        ),
    ),
    Refusal.CHAIN_BROKEN: RefusalText(
        Bilingual("The chain of its events is broken.", "事件链已断裂。"), _TELL_DATA_MANAGER
    ),
    Refusal.HEAD_UNREADABLE: RefusalText(
        Bilingual("data/head.json cannot be read.", "data/head.json 无法读取。"),
        Bilingual(
            "Bring this program up to date; if that fails, tell the data manager.",
            "请更新本程序；仍失败则通知数据管理员。",
        ),
    ),
    Refusal.HEAD_DISAGREES: RefusalText(
        Bilingual("Its events are not those it announces.", "事件与声明不符。"),
        _TELL_DATA_MANAGER,
    ),
    Refusal.STUDY_WRONG: RefusalText(
        Bilingual("It belongs to another study.", "它属于另一项研究。"), _CHOOSE_OTHER
    ),
    Refusal.DEVICE_WRONG: RefusalText(
        Bilingual(
            "It speaks for another site or workstation than the one that signed it.",
            "其声明的中心或工作站与签名者不符。",
        ),
        _TELL_DATA_MANAGER,
    ),
    Refusal.RECIPIENT_WRONG: RefusalText(
        Bilingual("Its signer did not address it to us.", "签名者并未将其发给本方。"),
        _TELL_DATA_MANAGER,
    ),
}


class PackageFaultError(Exception):
    """Something in a package's bytes is not as it must be; the step that looked knows where.

    Attributes:
        refusal: The reason.
        detail: Name of the inner file or number of the event, never its content.
    """

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        """Keep reason and detail."""
        super().__init__(f"{refusal} {detail}".rstrip())
        self.refusal = refusal
        self.detail = detail

    def at(self, step: Step, place: str) -> PackageRejectedError:
        """Return the refusal as a person sees it, for the package called `place`."""
        text = REFUSALS[self.refusal]
        detail = f" ({self.detail})" if self.detail else ""
        return PackageRejectedError(
            self.refusal, place, f"{text.problem.en}{detail}", text.next_step.en, step=step
        )
