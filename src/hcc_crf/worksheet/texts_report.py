"""The words of the validation report, in both languages. `{…}` are filled by the layout."""

from hcc_crf.values import Bilingual

TITLE = Bilingual("Validation report", "验证报告")
SUBTITLE = Bilingual(
    "Derivations and installation of {program} {version}, study {study}",
    "{program} {version} 的推导规则与安装验证，研究 {study}",
)
RESULT = Bilingual("Result", "结果")
PASSED = Bilingual("All agree", "全部一致")
FAILED = Bilingual("DIFFERENCES FOUND", "发现不一致")
VECTORS = Bilingual("Vectors agreeing", "一致的测试向量")
CHECKS = Bilingual("Checks passed", "通过的检查")
OF = Bilingual("{good} of {all}", "{good} / {all}")
MADE = Bilingual("Date and time (UTC)", "日期时间（UTC）")
VERSION = Bilingual("Program version", "程序版本")
DEFINITIONS = Bilingual("Definitions of the study", "研究定义版本")
HASH = Bilingual("SHA-256 of the definitions", "研究定义的SHA-256")

ABOUT = Bilingual("What this report shows", "本报告说明")
ABOUT_TEXTS = (
    Bilingual(
        "The program on this machine answered every vector below, through the code that also "
        "answers on screen, in the casebook and in the export. A vector is one case with the "
        "answer that its source demands; no such answer was computed by this program.",
        "本机上的程序对下列每一测试向量作答，所用代码与屏幕、病例册及导出相同。每一向量为一个病例及其"
        "来源所要求的答案，均非由本程序计算。",
    ),
    Bilingual(
        "Every cut-off is tried from below, at and above. A vector agrees when every expected "
        "field was answered so; a number that a source prints rounded is compared after rounding "
        "half up to as many decimals.",
        "每一界值均测试其下、恰在界值及其上。所有预期字段均相符即为一致；来源印有舍入值的，按同样小数"
        "位四舍五入后比较。",
    ),
    Bilingual(
        "As a source, derivations 9 is section 9 of the derivation rules of the study, derivations "
        "12.5 the decided point 5 of its section 12; papers are named by first author and year.",
        "来源中derivations 9指研究推导规则第9节，derivations 12.5指其第12节已决事项第5点；文献以第"
        "一作者及年份标示。",
    ),
)
CHECKED = Bilingual("Checks of this installation", "本次安装的检查")
CHECK = Bilingual("Check", "检查项")
MACHINE = Bilingual("Machine and libraries", "计算机与程序库")
WHAT = Bilingual("What", "项目")
FOUND = Bilingual("Found", "内容")
SUMMARY = Bilingual("Summary by derivation", "各推导汇总")
DERIVATION = Bilingual("Derivation", "推导")
RULE = Bilingual("Rule", "规则")
DERIVES = Bilingual("What it derives", "推导内容")
COUNT = Bilingual("Vectors", "向量")
AGREEING = Bilingual("Agree", "一致")
TOTAL = Bilingual("All", "合计")
ALL_CASES = Bilingual("Every vector", "全部测试向量")
ALL_CASES_ABOUT = Bilingual(
    "Below each case stand its inputs, as hcc-crf derive takes them, and the source.",
    "每一病例下方为其输入（与 hcc-crf derive 的输入相同）及来源。",
)
NUMBER = Bilingual("No.", "序号")
TRIED = Bilingual("What is tried; inputs and source below", "测试内容；输入及来源见下")
GIVEN = Bilingual("{given}.  Source: {source}.", "{given}。来源：{source}。")
EXPECTED = Bilingual("Expected", "预期")
ANSWERED = Bilingual("Answered", "实际")
AGREES = Bilingual("agrees", "一致")
DIFFERS = Bilingual("DIFFERS", "不一致")
PASSED_CHECK = Bilingual("passed", "通过")
FAILED_CHECK = Bilingual("FAILED: {fault}", "未通过：{fault}")
MADE_AT = Bilingual(
    "Made {at} UTC by hcc-crf {version} with its own self-test",
    "由 hcc-crf {version} 自检生成于 {at} UTC",
)
RUN_BY = Bilingual("Run by (name)", "执行人（姓名）")
REVIEWED_BY = Bilingual("Reviewed by (name)", "审核人（姓名）")
