"""Each kind of fault in a form file is told with its file, line, OID and what to do.

Every case plants one change in the small study and names the one fault it must give.
"""

from collections.abc import Callable

import pytest

from hcc_crf.study.faults import FaultList, Place, suggest

FaultsWith = Callable[[str, str, str], tuple[str, ...]]

ITEMS = [
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "decimal: 1",
        "VS.yaml:23: VS.WEIGHT: unknown key 'decimal'; did you mean 'decimals'?",
        id="unknown key",
    ),
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "decimals: one",
        "VS.yaml:23: VS.WEIGHT: 'decimals' must be a whole number, not 'one'",
        id="word for a number",
    ),
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "decimals: 13",
        "VS.yaml:23: VS.WEIGHT: 'decimals' is at most 12",
        id="too many decimals",
    ),
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "decimals: [1]",
        "VS.yaml:23: VS.WEIGHT: 'decimals' must be a text, not a list",
        id="list for a text",
    ),
    pytest.param(
        "VS.yaml",
        "oid: WEIGHT\n",
        "oid: weight\n",
        "VS.yaml:15: VS.weight: 'weight' is no OID: capital letters, digits and _ only",
        id="small letters",
    ),
    pytest.param(
        "VS.yaml",
        "oid: HEIGHT\n",
        "oid: WEIGHT\n",
        "VS.yaml:24: VS.WEIGHT: 'WEIGHT' is defined twice in VS, first at line 15",
        id="item twice",
    ),
    pytest.param(
        "VS.yaml",
        "label: {en: Height, zh: 身高}",
        "label: {en: Height}",
        "VS.yaml:25: VS.HEIGHT: 'zh' is missing",
        id="language missing",
    ),
    pytest.param(
        "VS.yaml",
        "label: {en: Height, zh: 身高}",
        "label: {en: Height, zh: ''}",
        "VS.yaml:25: VS.HEIGHT: 'zh' is empty",
        id="language empty",
    ),
    pytest.param(
        "VS.yaml",
        "label: {en: Height, zh: 身高}",
        "label: {en: Height, zh: 身高, fr: Taille}",
        "VS.yaml:25: VS.HEIGHT: unknown key 'fr'",
        id="third language",
    ),
    pytest.param(
        "VS.yaml",
        "label: {en: Height, zh: 身高}",
        "label: Height",
        "VS.yaml:25: VS.HEIGHT: must be a group of keys, not a text",
        id="one text for two languages",
    ),
    pytest.param(
        "VS.yaml",
        "    label: {en: Height, zh: 身高}\n",
        "",
        "VS.yaml:24: VS.HEIGHT: 'label' is missing",
        id="label missing",
    ),
    pytest.param(
        "VS.yaml",
        "type: yesno",
        "type: yesnoo",
        "VS.yaml:12: VS.PERF: 'type' cannot be 'yesnoo'; did you mean 'yesno'?",
        id="unknown type",
    ),
    pytest.param(
        "VS.yaml",
        "    codelist: NY\n",
        "",
        "VS.yaml:10: VS.PERF: 'codelist' is missing",
        id="code list missing",
    ),
    pytest.param(
        "VS.yaml",
        "codelist: NY",
        "codelist: YN",
        "VS.yaml:13: VS.PERF: unknown code list 'YN'; did you mean 'NY'?",
        id="unknown code list",
    ),
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "codelist: NY",
        "VS.yaml:23: VS.WEIGHT: an item of type decimal has no code list",
        id="code list of a number",
    ),
    pytest.param(
        "VS.yaml",
        "default: Y",
        "default: J",
        "VS.yaml:14: VS.PERF: the default 'J' is no code of NY",
        id="default no code",
    ),
    pytest.param(
        "VS.yaml",
        "default: Y",
        "default: Y\n    default_expr: PERF",
        "VS.yaml:15: VS.PERF: give 'default' or 'default_expr', not both",
        id="two defaults",
    ),
    pytest.param(
        "VS.yaml",
        "calc: bmi(WEIGHT, HEIGHT)",
        "calc: bmi(WEIGHT, HEIGHT)\n    default: 1",
        "VS.yaml:33: VS.BMI: a computed item has no default",
        id="default of a computed item",
    ),
    pytest.param(
        "VS.yaml",
        "calc: bmi(WEIGHT, HEIGHT)",
        "calc: bmi(WEIGHT, HEIGHT)\n    required: true",
        "VS.yaml:33: VS.BMI: a computed item cannot be required",
        id="required computed item",
    ),
    pytest.param(
        "VS.yaml",
        "    calc: bmi(WEIGHT, HEIGHT)\n",
        "",
        "VS.yaml:28: VS.BMI: 'calc' is missing",
        id="derived from nothing",
    ),
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "calc: HEIGHT",
        "VS.yaml:23: VS.WEIGHT: only an item of type derived has a 'calc'",
        id="calc of a typed item",
    ),
    pytest.param(
        "VS.yaml",
        "unit: {std: cm}",
        "required_when: PERF == 'Y'",
        "VS.yaml:27: VS.HEIGHT: 'required_when' needs 'required: true'",
        id="condition without required",
    ),
    pytest.param(
        "VS.yaml",
        "unit: {std: cm}",
        "required: yes",
        "VS.yaml:27: VS.HEIGHT: 'required' must be true or false, not 'yes'",
        id="yes for true",
    ),
    pytest.param(
        "VS.yaml",
        "unit: {std: cm}",
        "data_class: genetics",
        "VS.yaml:27: VS.HEIGHT: 'data_class' cannot be 'genetics'; did you mean 'genetic'?",
        id="unknown data class",
    ),
    pytest.param(
        "VS.yaml",
        "unit: {std: cm}",
        "max_length: 3",
        "VS.yaml:27: VS.HEIGHT: an item of type decimal has no 'max_length'",
        id="length of a number",
    ),
    pytest.param(
        "VS.yaml",
        "unit: {std: cm}",
        "level: form",
        "VS.yaml:27: VS.HEIGHT: 'level: form' is for repeating forms only",
        id="level in a single form",
    ),
    pytest.param(
        "AE.yaml",
        "level: form",
        "level: row",
        "AE.yaml:42: AE.FIRST: 'level' can only be form, not 'row'",
        id="unknown level",
    ),
    pytest.param(
        "AE.yaml",
        "max_length: 20",
        "words: [NONE]",
        "AE.yaml:16: AE.TERM: an item of type text takes no 'words'",
        id="words of a text",
    ),
    pytest.param(
        "AE.yaml",
        "pattern: ^[A-Z].*$",
        "pattern: (^[A-Z].*$",
        "AE.yaml:17: AE.TERM: 'pattern' is no regular expression: missing ), unterminated "
        "subpattern at position 0",
        id="pattern",
    ),
    pytest.param(
        "AE.yaml",
        'pattern: "%d"',
        'pattern: "T"',
        "AE.yaml:12: AE.AENO: the pattern of an auto_id is like T%02d, not 'T'",
        id="pattern of a row number",
    ),
    pytest.param(
        "AE.yaml",
        "source: AE\n",
        "source: AEE\n",
        "AE.yaml:46: AE.CAUSE: unknown form 'AEE'; did you mean 'AE'?",
        id="source unknown",
    ),
    pytest.param(
        "AE.yaml",
        "source: AE\n    source_when: START < DM.CONSENT",
        "source: DM",
        "AE.yaml:46: AE.CAUSE: DM does not repeat; its rows cannot be a source",
        id="source without rows",
    ),
    pytest.param(
        "AE.yaml",
        "max_length: 20",
        "source: AE",
        "AE.yaml:16: AE.TERM: an item of type text has no 'source'",
        id="source of a text",
    ),
    pytest.param(
        "AE.yaml",
        "max_length: 20",
        "source_when: START < DM.CONSENT",
        "AE.yaml:16: AE.TERM: 'source_when' needs a 'source'",
        id="source_when without source",
    ),
    pytest.param(
        "AE.yaml",
        "max_length: 20",
        "columns: []\n    type_: x",
        "AE.yaml:17: AE.TERM: unknown key 'type_'; did you mean 'type'?",
        id="key nearly right",
    ),
    pytest.param(
        "AE.yaml",
        "type: integer",
        "type: table\n        columns: []",
        "AE.yaml:29: AE.GRADE: a table holds no further table",
        id="table in a table",
    ),
    pytest.param(
        "AE.yaml",
        "type: integer",
        "type: integer\n        companions: lab",
        "AE.yaml:32: AE.GRADE: a column of a table has no companions",
        id="companions of a column",
    ),
    pytest.param(
        "AE.yaml",
        "type: table",
        "type: text",
        "AE.yaml:28: AE.GRADES: only an item of type table has columns",
        id="columns without table",
    ),
    pytest.param(
        "LB.yaml",
        "ctcae: [ALT_HIGH]",
        "ctcae: [ALT_HI]",
        "LB.yaml:18: LB.ALT: unknown CTCAE rule 'ALT_HI'; did you mean 'ALT_HIGH'?",
        id="unknown grading rule",
    ),
    pytest.param(
        "LB.yaml",
        "companions: lab\n    ctcae",
        "companions: labs\n    ctcae",
        "LB.yaml:17: LB.ALT: unknown companions 'labs'; did you mean 'lab'?",
        id="unknown companions",
    ),
    pytest.param(
        "LB.yaml",
        "type: lab_ref",
        "type: lab_ref\n    companions: lab",
        "LB.yaml:12: LB.LBNAM: an item of type lab_ref has no companions",
        id="companions of no number",
    ),
    pytest.param(
        "LB.yaml",
        "oid: CL",
        "oid: ALT_LBNRIND",
        "LB.yaml:20: LB.ALT_LBNRIND: 'ALT_LBNRIND' is defined twice in LB, first at line 12",
        id="item named as a companion",
    ),
    pytest.param(
        "LB.yaml",
        "default_ref_range: {low: 99, high: 110}",
        "ref_range_of: CLL",
        "LB.yaml:25: LB.CL: form LB has no item 'CLL'; did you mean 'CL'?",
        id="range of an unknown item",
    ),
]

NUMBERS = [
    pytest.param(
        "VS.yaml",
        "factor: 0.45359237",
        "factor: 1/2",
        "VS.yaml:21: VS.WEIGHT: 'factor' must be a decimal number, not '1/2'",
        id="factor no decimal",
    ),
    pytest.param(
        "VS.yaml",
        "factor: 0.45359237",
        "factor: 1e3",
        "VS.yaml:21: VS.WEIGHT: 'factor' must be a decimal number, not '1e3'",
        id="factor with exponent",
    ),
    pytest.param(
        "VS.yaml",
        "factor: 0.45359237",
        "factor: 0",
        "VS.yaml:21: VS.WEIGHT: the factor of 'lb' must be above 0",
        id="factor zero",
    ),
    pytest.param(
        "VS.yaml",
        "unit: lb, factor",
        "unit: kg, factor",
        "VS.yaml:21: VS.WEIGHT: the unit 'kg' is given twice",
        id="unit twice",
    ),
    pytest.param(
        "VS.yaml",
        "unit: {std: cm}",
        "unit: {alternatives: []}",
        "VS.yaml:27: VS.HEIGHT: 'std' is missing",
        id="no standard unit",
    ),
    pytest.param(
        "VS.yaml",
        "default: Y",
        "unit: {std: kg}",
        "VS.yaml:14: VS.PERF: only a number has a unit",
        id="unit of a choice",
    ),
    pytest.param(
        "VS.yaml",
        "soft: [40, 110]",
        "soft: [20, 110]",
        "VS.yaml:22: VS.WEIGHT: the soft range reaches outside the hard range",
        id="soft below hard",
    ),
    pytest.param(
        "VS.yaml",
        "soft: [40, 110]",
        "soft: [40, 201]",
        "VS.yaml:22: VS.WEIGHT: the soft range reaches outside the hard range",
        id="soft above hard",
    ),
    pytest.param(
        "VS.yaml",
        "soft: [40, 110]",
        "soft: [110, 40]",
        "VS.yaml:22: VS.WEIGHT: 'soft': 110 is above 40",
        id="range upside down",
    ),
    pytest.param(
        "VS.yaml",
        "soft: [40, 110]",
        "soft: [40]",
        "VS.yaml:22: VS.WEIGHT: 'soft' must be two decimal numbers, [low, high]",
        id="one limit",
    ),
    pytest.param(
        "VS.yaml",
        "{soft: [40, 110], hard: [25, 200]}",
        "{except: [99]}",
        "VS.yaml:22: VS.WEIGHT: a range needs 'soft' or 'hard' limits",
        id="no limits",
    ),
    pytest.param(
        "VS.yaml",
        "default: Y",
        "range: {soft: [1, 2]}",
        "VS.yaml:14: VS.PERF: only a number has a range",
        id="range of a choice",
    ),
    pytest.param(
        "VS.yaml",
        "default: Y",
        "allowed: [1, 2]",
        "VS.yaml:14: VS.PERF: only a typed number has 'allowed' values",
        id="allowed of a choice",
    ),
    pytest.param(
        "VS.yaml",
        "decimals: 1",
        "allowed: [1, two]",
        "VS.yaml:23: VS.WEIGHT: 'allowed' must hold decimal numbers, not 'two'",
        id="allowed word",
    ),
    pytest.param(
        "LB.yaml",
        "{low: 99, high: 110}",
        "{low: 110, high: 99}",
        "LB.yaml:25: LB.CL: the lower limit 110 is above the upper limit 99",
        id="reference range upside down",
    ),
    pytest.param(
        "LB.yaml",
        "{low: 99, high: 110}",
        "{}",
        "LB.yaml:25: LB.CL: a reference range needs 'low' or 'high'",
        id="reference range empty",
    ),
    pytest.param(
        "LB.yaml",
        ", F: {low: 7, high: 40}",
        "",
        "LB.yaml:19: LB.ALT: 'F' is missing",
        id="reference range of one sex",
    ),
]

FORMS = [
    pytest.param(
        "VS.yaml",
        "oid: VS\n",
        "oid: VX\n",
        "VS.yaml:1: VS: the file of form 'VX' must be called VX.yaml",
        id="file name",
    ),
    pytest.param(
        "VS.yaml",
        "version: 1\n",
        "",
        "VS.yaml:1: VS: 'version' is missing",
        id="version missing",
    ),
    pytest.param(
        "VS.yaml",
        'visits: [SCR, "C{n}D1"]',
        'visits: [SCR, "C{n}D1", SRC]',
        "VS.yaml:4: VS: unknown visit 'SRC'; did you mean 'SCR'?",
        id="unknown visit",
    ),
    pytest.param(
        "VS.yaml",
        "version: 1\n",
        "version: 1\nreason_after: SRC\n",
        "VS.yaml:3: VS: unknown visit 'SRC'; did you mean 'SCR'?",
        id="closed by an unknown visit",
    ),
    pytest.param(
        "VS.yaml",
        "oid: VS01",
        "oid: VS.01",
        "VS.yaml:38: VS.01: 'VS.01' is no OID: capital letters, digits and _ only",
        id="OID of a check",
    ),
    pytest.param(
        "VS.yaml",
        'visits: [SCR, "C{n}D1"]',
        'visits: [SCR, "C{n}D1", SCR]',
        "VS.yaml:4: VS: 'visits' holds 'SCR' twice",
        id="visit twice",
    ),
    pytest.param(
        "AE.yaml",
        "visits: [LOG]",
        "visits: [LOG, SCR]",
        "AE.yaml:7: AE: 'visits' names SCR; visits.yaml does not list it there",
        id="schedule lacks the form",
    ),
    pytest.param(
        "visits.yaml",
        "forms: [AE]",
        "forms: [AE, DM]",
        "DM.yaml:4: DM: visits.yaml lists DM at LOG; 'visits' does not",
        id="form lacks the visit",
    ),
    pytest.param(
        "VS.yaml",
        "version: 1\n",
        "version: 1\nlayout: tabel\n",
        "VS.yaml:3: VS: 'layout' cannot be 'tabel'; did you mean 'table'?",
        id="unknown layout",
    ),
    pytest.param(
        "VS.yaml",
        "version: 1\n",
        "version: 1\nmax_rows: 3\n",
        "VS.yaml:3: VS: 'max_rows' needs 'repeating: true'",
        id="rows of a single form",
    ),
    pytest.param(
        "AE.yaml",
        "row_key: AENO",
        "row_key: AEN",
        "AE.yaml:5: AE: the row key 'AEN' is no item; did you mean 'AENO'?",
        id="row key",
    ),
    pytest.param(
        "VS.yaml",
        "version: 1\n",
        "version: 1\nvisit_condition: {LOG: PERF == 'Y'}\n",
        "VS.yaml:3: VS: VS is not at visit 'LOG'",
        id="condition at another visit",
    ),
    pytest.param(
        "VS.yaml",
        "oid: VS02",
        "oid: VS01",
        "VS.yaml:42: VS01: the check 'VS01' is defined twice, first at VS.yaml:38",
        id="check twice",
    ),
    pytest.param(
        "AE.yaml",
        "oid: AE01",
        "oid: VS01",
        "VS.yaml:38: VS01: the check 'VS01' is defined twice, first at AE.yaml:49",
        id="check of another form",
    ),
    pytest.param(
        "VS.yaml",
        "severity: hard",
        "severity: fatal",
        "VS.yaml:39: VS01: 'severity' cannot be 'fatal'",
        id="severity",
    ),
    pytest.param(
        "VS.yaml",
        "items: [WEIGHT]",
        "items: [WEIGTH]",
        "VS.yaml:45: VS02: form VS has no item 'WEIGTH'; did you mean 'WEIGHT'?",
        id="check points nowhere",
    ),
    pytest.param(
        "VS.yaml",
        "    message: {en: Planned, zh: 计划}\n",
        "",
        "VS.yaml:42: VS02: 'message' is missing",
        id="message missing",
    ),
    pytest.param(
        "VS.yaml",
        "    fire_when: VSDAT < DM.CONSENT\n",
        "",
        "VS.yaml:38: VS01: 'fire_when' is missing",
        id="check without condition",
    ),
]

VISITS = [
    pytest.param(
        "visits.yaml",
        "oid: LOG",
        "oid: L{x}{y}",
        "visits.yaml:21: L{x}{y}: 'L{x}{y}' is no visit: capital letters, digits, at most one {x}",
        id="pattern",
    ),
    pytest.param(
        "visits.yaml",
        "      from: 2\n",
        "      from: 10\n",
        "visits.yaml:17: C{n}D1: 'from' 10 is above 'to' 9",
        id="series upside down",
    ),
    pytest.param(
        "visits.yaml",
        "var: n",
        "var: m",
        "visits.yaml:16: C{n}D1: 'C{n}D1' has no {m} to number",
        id="another letter",
    ),
    pytest.param(
        "visits.yaml",
        "window: {minus: 3, plus: 3}",
        "window: {minus: 3}",
        "visits.yaml:13: C{n}D1: 'plus' is missing",
        id="half a window",
    ),
    pytest.param(
        "visits.yaml",
        "    anchor: DM.CONSENT\n",
        "",
        "visits.yaml:7: C{n}D1: give both 'anchor' and 'target_day', or none",
        id="target without anchor",
    ),
    pytest.param(
        "visits.yaml",
        "kind: log",
        "kind: log\n    window: {minus: 1, plus: 1}",
        "visits.yaml:24: LOG: a window needs an 'anchor' and a 'target_day'",
        id="window without target",
    ),
    pytest.param(
        "visits.yaml",
        "kind: log",
        "kind: logs",
        "visits.yaml:23: LOG: 'kind' cannot be 'logs'; did you mean 'log'?",
        id="kind",
    ),
    pytest.param(
        "visits.yaml",
        "epoch: ANY",
        "epoch: ALL",
        "visits.yaml:24: LOG: 'epoch' cannot be 'ALL'",
        id="epoch",
    ),
    pytest.param(
        "visits.yaml",
        "forms: [AE]",
        "forms: [AE, XX]",
        "visits.yaml:25: LOG: unknown form 'XX'",
        id="unknown form",
    ),
    pytest.param(
        "visits.yaml",
        "anchor: DM.CONSENT",
        "anchor: visit_target()",
        "visits.yaml:11: C{n}D1: visit_target() cannot be used in its own target",
        id="target from target",
    ),
    pytest.param(
        "visits.yaml",
        "anchor: DM.CONSENT",
        "anchor: CONSENT",
        "visits.yaml:11: C{n}D1: 'CONSENT' must be written FORM.ITEM in a visit; did you mean "
        "'DM.CONSENT'?",
        id="bare name in a visit",
    ),
    pytest.param(
        "visits.yaml",
        "anchor: DM.CONSENT",
        "anchor: DM.SEX",
        "visits.yaml:11: C{n}D1: must give a date; 'DM.SEX' gives a text or code",
        id="anchor no date",
    ),
]

SETTINGS = [
    pytest.param(
        "companions.yaml",
        "codelist: NRIND",
        "codelist: NRND",
        "companions.yaml:7: lab_LBNRIND: unknown code list 'NRND'; did you mean 'NRIND'?",
        id="code list of a companion",
    ),
    pytest.param(
        "companions.yaml",
        "        calc: lab_range_flag()\n",
        "",
        "companions.yaml:4: lab_LBNRIND: 'calc' is missing",
        id="companion derived from nothing",
    ),
    pytest.param(
        "study.yaml",
        "[one, two]",
        "[one, [two]]",
        "study.yaml:12: names: a list of a parameter holds texts only",
        id="list in a list of a parameter",
    ),
    pytest.param(
        "study.yaml",
        "[one, two]",
        "{one: [a], two: b}",
        "study.yaml:12: names: a group of a parameter holds texts only, or lists only",
        id="mixed group of a parameter",
    ),
    pytest.param(
        "study.yaml",
        "    laboratories:\n",
        "  - oid: '01'\n    label: {en: S, zh: 中}\n    laboratories:\n",
        "study.yaml:17: site 01: the site '01' is defined twice",
        id="site twice",
    ),
    pytest.param(
        "study.yaml",
        "      - oid: LAB01\n",
        "      - oid: LAB01\n        label: {en: L, zh: 检}\n      - oid: LAB01\n",
        "study.yaml:20: site 01: the laboratory 'LAB01' is defined twice",
        id="laboratory twice",
    ),
    pytest.param(
        "study.yaml",
        "planned: [CM, EXLEN",
        "planned: [CM, CM, EXLEN",
        "study.yaml:6: study: 'planned' holds 'CM' twice",
        id="planned twice",
    ),
    pytest.param(
        "codelists.yaml",
        "    terms:\n      - {code: M, en: Male, zh: 男}\n      - {code: F, en: Female, zh: 女}\n",
        "    terms: []\n",
        "codelists.yaml:9: SEX: a code list needs terms",
        id="no terms",
    ),
    pytest.param(
        "companions.yaml",
        "ctcae:\n",
        "  - oid: lab\n    columns: []\nctcae:\n",
        "companions.yaml:21: lab: the companions 'lab' are defined twice",
        id="companions twice",
    ),
    pytest.param(
        "study.yaml",
        "subject_pattern: ^[0-9]",
        "subject_pattern: ^[[0-9]",
        "study.yaml:5: study: 'subject_pattern' is no regular expression: Possible nested set at "
        "position 2",
        id="doubtful pattern",
    ),
    pytest.param(
        "study.yaml",
        "[CM, EXLEN,",
        "[CM, AE, EXLEN,",
        "study.yaml:1: planned: 'AE' is planned and built; take it from the list",
        id="planned and built",
    ),
    pytest.param(
        "study.yaml",
        "subject_pattern: ^[0-9]",
        "subject_pattern: (^[0-9]",
        "study.yaml:5: study: 'subject_pattern' is no regular expression: missing ), unterminated "
        "subpattern at position 0",
        id="subject pattern",
    ),
    pytest.param(
        "study.yaml",
        "    value: 21\n    source: assumption",
        "    value: 21",
        "study.yaml:8: cycle_days: 'source' is missing",
        id="parameter without source",
    ),
    pytest.param(
        "study.yaml",
        "    value: 21\n",
        "",
        "study.yaml:8: cycle_days: 'value' is missing",
        id="parameter without value",
    ),
    pytest.param(
        "study.yaml",
        "released: 2026-01-05",
        "released: 2026-02-30",
        "study.yaml:20: study: '2026-02-30' is no calendar day; write it as 2026-11-25",
        id="release on no day",
    ),
    pytest.param(
        "study.yaml",
        "sponsor: Nobody",
        "sponser: Nobody",
        "study.yaml:4: study: unknown key 'sponser'; did you mean 'sponsor'?",
        id="unknown key",
    ),
    pytest.param(
        "codelists.yaml",
        "code: M,",
        "code: F,",
        "codelists.yaml:11: SEX: the code 'F' is given twice",
        id="code twice",
    ),
    pytest.param(
        "codelists.yaml",
        "code: LOW,",
        "code: LOW;,",
        "codelists.yaml:15: NRIND: the code 'LOW;' holds ';', which separates codes",
        id="code with the separator",
    ),
    pytest.param(
        "codelists.yaml",
        "oid: SEX",
        "oid: NY",
        "codelists.yaml:7: NY: the code list 'NY' is defined twice",
        id="code list twice",
    ),
    pytest.param(
        "companions.yaml",
        "suffix: _LBTOXGR",
        "suffix: LBTOXGR",
        "companions.yaml:9: labLBTOXGR: the suffix 'LBTOXGR' must begin with _",
        id="suffix",
    ),
    pytest.param(
        "companions.yaml",
        "oid: lab\n",
        "oid: lab\n    extends: base\n",
        "companions.yaml:2: lab: extends 'base', which is not defined above it",
        id="extends nothing",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"), [*ITEMS, *NUMBERS, *FORMS, *VISITS, *SETTINGS]
)
def test_a_fault_is_told_where_it_stands(
    faults_with: FaultsWith, file: str, old: str, new: str, fault: str
) -> None:
    assert fault in faults_with(file, old, new)


def test_one_slip_of_the_key_gives_one_fault(faults_with: FaultsWith) -> None:
    assert len(faults_with("VS.yaml", "decimals: 1", "decimals: one")) == 1


@pytest.mark.parametrize(
    ("calc", "circle"),
    [
        pytest.param("CHANGE", "VS.CHANGE → VS.CHANGE", id="itself"),
        pytest.param("BMI + latest('VS.CHANGE')", "VS.CHANGE → VS.CHANGE", id="its last value"),
        pytest.param("at('SCR', 'VS.CHANGE')", "VS.CHANGE → VS.CHANGE", id="its value at a visit"),
    ],
)
def test_a_derivation_from_itself_is_a_fault(
    faults_with: FaultsWith, calc: str, circle: str
) -> None:
    faults = faults_with("VS.yaml", "pct_change(WEIGHT, prev('VS.WEIGHT'))", calc)
    assert faults == (f"VS.yaml:36: VS.CHANGE: is derived from itself: {circle}",)


def test_a_circle_through_two_items_is_told_once(faults_with: FaultsWith) -> None:
    text = "pct_change(WEIGHT, prev('VS.WEIGHT'))\n  - oid: BACK\n    label: {en: B, zh: 回}\n"
    text += "    type: derived\n    calc: CHANGE + 1"
    faults = faults_with("VS.yaml", "pct_change(WEIGHT, prev('VS.WEIGHT'))", text)
    assert faults == ()
    faults = faults_with(
        "VS.yaml",
        "pct_change(WEIGHT, prev('VS.WEIGHT'))",
        text.replace("pct_change(", "BACK + pct_change("),
    )
    assert faults == ("VS.yaml:40: VS.BACK: is derived from itself: VS.BACK → VS.CHANGE → VS.BACK",)


def test_an_item_may_look_at_itself_at_an_earlier_visit(faults_with: FaultsWith) -> None:
    calc = "first_known(prev('VS.CHANGE'), 0) + 1"
    assert faults_with("VS.yaml", "pct_change(WEIGHT, prev('VS.WEIGHT'))", calc) == ()


def test_the_nearest_word_is_suggested_whatever_its_capitals() -> None:
    assert suggest("weight", ["WEIGHT", "HEIGHT"]) == "; did you mean 'WEIGHT'?"
    assert suggest("XYZ", ["WEIGHT", "HEIGHT"]) == ""


@pytest.mark.parametrize(
    ("word", "known"), [("YN", "NY"), ("SRC", "SCR"), ("DMM", "DM"), ("WEIGTH", "WEIGHT")]
)
def test_one_slip_is_suggested(word: str, known: str) -> None:
    assert suggest(word, [known]) == f"; did you mean '{known}'?"


@pytest.mark.parametrize(
    ("word", "known"), [("DM", "MH"), ("DM", "MX"), ("AE", "AB"), ("WEIGHT", "LENGTH")]
)
def test_a_far_fetched_word_is_not_suggested(word: str, known: str) -> None:
    assert suggest(word, [known]) == ""


def test_faults_are_listed_by_file_and_line_each_once() -> None:
    faults = FaultList()
    for file, line in [("b.yaml", 2), ("a.yaml", 10), ("a.yaml", 9), ("a.yaml", 9)]:
        faults.add(Place(file, line, "X"), "is wrong")
    assert faults.lines() == (
        "a.yaml:9: X: is wrong",
        "a.yaml:10: X: is wrong",
        "b.yaml:2: X: is wrong",
    )
