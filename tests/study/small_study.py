"""A small whole study, file by file, to plant faults in."""

from pathlib import Path

from hcc_crf.errors import DefinitionError
from hcc_crf.study.load import load_study

FILES = {
    "study.yaml": """\
oid: SMALL
version: 0.1
title: {en: A small study, zh: 小研究}
sponsor: Nobody
subject_pattern: ^[0-9]{2}-[0-9]{3}$
planned: [CM, EXLEN, EXLENV, EXPD1]
parameters:
  cycle_days:
    value: 21
    source: assumption
  names:
    value: [one, two]
    source: assumption
sites:
  - oid: "01"
    label: {en: Site, zh: 中心}
    laboratories:
      - oid: LAB01
        label: {en: Laboratory, zh: 检验科}
released: 2026-01-05
""",
    "codelists.yaml": """\
codelists:
  - oid: NY
    label: {en: No/Yes, zh: 否/是}
    terms:
      - {code: Y, en: "Yes", zh: 是}
      - {code: N, en: "No", zh: 否}
  - oid: SEX
    label: {en: Sex, zh: 性别}
    terms:
      - {code: M, en: Male, zh: 男}
      - {code: F, en: Female, zh: 女}
  - oid: NRIND
    label: {en: Flag, zh: 标志}
    terms:
      - {code: LOW, en: Low, zh: 低}
      - {code: HIGH, en: High, zh: 高}
""",
    "visits.yaml": """\
visits:
  - oid: SCR
    label: {en: Screening, zh: 筛选期}
    kind: scheduled
    epoch: SCREENING
    forms: [DM, VS, LB]
  - oid: C{n}D1
    label: {en: "Cycle {n} Day 1", zh: "第{n}周期第1天"}
    kind: repeating
    epoch: TREATMENT
    anchor: DM.CONSENT
    target_day: parameter('cycle_days') * visit_number() + 1
    window: {minus: 3, plus: 3}
    condition: not is_missing(DM.CONSENT)
    repeat:
      var: n
      from: 2
      to: 9
      next_when: not is_missing(VS.VSDAT)
    forms: [VS, LB]
  - oid: LOG
    label: {en: Logs, zh: 日志}
    kind: log
    epoch: ANY
    forms: [AE]
""",
    "companions.yaml": """\
companions:
  - oid: lab
    columns:
      - suffix: _LBNRIND
        label: {en: Flag, zh: 标志}
        type: derived
        codelist: NRIND
        calc: lab_range_flag()
      - suffix: _LBTOXGR
        label: {en: Grade, zh: 分级}
        type: derived
        only_with_ctcae: true
        calc: lab_ctcae_grade()
      - suffix: _LBCLSIG
        label: {en: Significant, zh: 临床意义}
        type: yesno
        codelist: NY
        required: true
        required_when: LBNRIND == 'HIGH'
        show_when: LBNRIND == 'HIGH'
ctcae:
  - ALT_HIGH
""",
    "DM.yaml": """\
oid: DM
version: 1
label: {en: Demographics, zh: 人口学}
visits: [SCR]
items:
  - oid: CONSENT
    label: {en: Consent, zh: 知情同意}
    type: date
    required: true
  - oid: BIRTH
    label: {en: Birth, zh: 出生}
    type: partial_date
  - oid: SEX
    label: {en: Sex, zh: 性别}
    type: choice
    codelist: SEX
  - oid: AGE
    label: {en: Age, zh: 年龄}
    type: derived
    unit: {std: years}
    calc: age_years(BIRTH, CONSENT)
""",
    "VS.yaml": """\
oid: VS
version: 1
label: {en: Vital signs, zh: 生命体征}
visits: [SCR, "C{n}D1"]
items:
  - oid: VSDAT
    label: {en: Date, zh: 日期}
    type: date
    required: true
  - oid: PERF
    label: {en: Taken, zh: 测量}
    type: yesno
    codelist: NY
    default: Y
  - oid: WEIGHT
    label: {en: Weight, zh: 体重}
    type: decimal
    required: true
    required_when: PERF == 'Y'
    show_when: PERF == 'Y'
    unit: {std: kg, alternatives: [{unit: lb, factor: 0.45359237}]}
    range: {soft: [40, 110], hard: [25, 200]}
    decimals: 1
  - oid: HEIGHT
    label: {en: Height, zh: 身高}
    type: decimal
    unit: {std: cm}
  - oid: BMI
    label: {en: BMI, zh: 体质指数}
    type: derived
    unit: {std: kg/m2}
    calc: bmi(WEIGHT, HEIGHT)
  - oid: CHANGE
    label: {en: Change, zh: 变化}
    type: derived
    calc: pct_change(WEIGHT, prev('VS.WEIGHT'))
checks:
  - oid: VS01
    severity: hard
    fire_when: VSDAT < DM.CONSENT
    message: {en: Before consent, zh: 早于知情同意}
  - oid: VS02
    severity: soft
    fire_when: ever_is('CM.CMTRT', 'X') and count_rows('AE') > 0
    items: [WEIGHT]
    message: {en: Planned, zh: 计划}
""",
    "LB.yaml": """\
oid: LB
version: 1
label: {en: Laboratory, zh: 化验}
visits: [SCR, "C{n}D1"]
items:
  - oid: LBDAT
    label: {en: Sample date, zh: 采样日期}
    type: date
  - oid: LBNAM
    label: {en: Laboratory, zh: 实验室}
    type: lab_ref
  - oid: ALT
    label: {en: ALT, zh: 谷丙转氨酶}
    type: decimal
    show_when: not is_missing(LBDAT)
    unit: {std: U/L}
    companions: lab
    ctcae: [ALT_HIGH]
    default_ref_range: {M: {low: 9, high: 50}, F: {low: 7, high: 40}}
  - oid: CL
    label: {en: Chloride, zh: 氯}
    type: decimal
    unit: {std: mmol/L}
    companions: lab
    default_ref_range: {low: 99, high: 110}
""",
    "AE.yaml": """\
oid: AE
version: 1
label: {en: Adverse events, zh: 不良事件}
repeating: true
row_key: AENO
max_rows: 9
visits: [LOG]
items:
  - oid: AENO
    label: {en: Number, zh: 编号}
    type: auto_id
    pattern: "%d"
  - oid: TERM
    label: {en: Term, zh: 名称}
    type: text
    max_length: 20
    pattern: ^[A-Z].*$
  - oid: START
    label: {en: Start, zh: 开始}
    type: partial_date
  - oid: ACTIONS
    label: {en: Actions, zh: 措施}
    type: multichoice
    codelist: NY
  - oid: GRADES
    label: {en: Grades, zh: 分级}
    type: table
    columns:
      - oid: GRADE
        label: {en: Grade, zh: 级}
        type: integer
      - oid: GRDAT
        label: {en: Date, zh: 日期}
        type: date
        required: true
        required_when: GRADE > 1
        show_when: GRADE > 1
  - oid: FIRST
    label: {en: First, zh: 最早}
    type: derived
    calc: row_min('AE.START')
    level: form
  - oid: CAUSE
    label: {en: Caused by, zh: 起因}
    type: choice_dynamic
    source: AE
    source_when: START < DM.CONSENT
checks:
  - oid: AE01
    severity: soft
    fire_when: START < DM.CONSENT or 'Y' in ACTIONS
    message: {en: Before consent, zh: 早于知情同意}
  - oid: AE02
    severity: soft
    fire_when: rows_overlap('AE.START', 'AE.START')
    message: {en: Overlap, zh: 重叠}
  - oid: AE03
    severity: soft
    fire_when: same_term_overlaps('AE.TERM', 'AE.START', 'AE.START')
    message: {en: Twice, zh: 重复}
""",
}


def write_files(directory: Path, files: dict[str, str]) -> Path:
    """Write definition files and return their folder."""
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")
    return directory


def faults_of(directory: Path) -> tuple[str, ...]:
    """Return the faults of a folder of definitions, none when it loads."""
    try:
        load_study(directory)
    except DefinitionError as error:
        return error.faults
    return ()
