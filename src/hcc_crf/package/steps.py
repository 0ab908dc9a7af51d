"""The numbered steps in which a package is opened, as `verify` prints them.

The order is that of the exchange format. Nothing of a package is believed before the step that
proves it has passed; the centre goes on from here with duplicates, gaps and forks.
"""

from dataclasses import dataclass
from enum import IntEnum

from hcc_crf.values import Bilingual


class Step(IntEnum):
    """A step of opening a package; its value is the number a refusal names."""

    DECRYPT = 1
    MEMBERS = 2
    SIGNATURE = 3
    TAG_MANIFEST = 4
    MANIFEST = 5
    DECOMPRESS = 6
    CHAIN = 7
    HEAD = 8
    ORIGIN = 9


@dataclass(frozen=True, slots=True)
class StepLabel:
    """A step as a person reads it: its number and what it proves."""

    step: Step
    label: Bilingual


STEPS = (
    StepLabel(Step.DECRYPT, Bilingual("The file opens with our key", "文件可用本方密钥打开")),
    StepLabel(
        Step.MEMBERS,
        Bilingual("It holds the eight files of a package", "其中正好是数据包的八个文件"),
    ),
    StepLabel(
        Step.SIGNATURE,
        Bilingual("An enrolled workstation signed it", "由已登记的工作站签名"),
    ),
    StepLabel(
        Step.TAG_MANIFEST,
        Bilingual("The description is as it was signed", "说明文件与签名时一致"),
    ),
    StepLabel(Step.MANIFEST, Bilingual("The data are as they were signed", "数据与签名时一致")),
    StepLabel(
        Step.DECOMPRESS,
        Bilingual("The events unpack within their bounds", "事件可在限定大小内解压"),
    ),
    StepLabel(
        Step.CHAIN,
        Bilingual("Every event follows the one before it", "每个事件都接续前一事件"),
    ),
    StepLabel(
        Step.HEAD,
        Bilingual("The events are those the package announces", "事件与数据包声明相符"),
    ),
    StepLabel(
        Step.ORIGIN,
        Bilingual("Study, site and workstation are the signer's", "研究、中心与工作站均属于签名者"),
    ),
)
