"""Look at source text and say where it leaves the house rules; `test_architecture` applies them.

A checker takes one parsed file and yields its faults as `file:line: what is wrong`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
FORBIDDEN_WORDS = frozenset(
    {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "service"}
    | {"handler", "processor", "engine", "wrapper", "legacy"}
)
SHELL = ("src/hcc_crf/__main__.py", "src/hcc_crf/cli/")
"""The only files that may read clock, chance and environment, and print."""
AMBIENT = re.compile(
    r"(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|localtime)"
    r"|(uuid\.)?uuid[14]|(os\.)?(environ|getenv)|Path\.(home|cwd)|os\.getcwd"
)
MACHINE_PLACE = re.compile(
    r"(?<![\w.])/(work|root|tmp)/\w|pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|security\.debian\.org"
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
ASSERTING_CALLS = frozenset({"raises", "warns", "fail"})
SKIPS = frozenset({"skip", "skipif", "xfail", "importorskip"})


@dataclass(frozen=True)
class SourceFile:
    """One file: its path from the top of the checkout, and its text."""

    name: str
    text: str

    @classmethod
    def read(cls, root: Path, path: Path) -> "SourceFile":
        """Return a file of the checkout under the name others would quote."""
        return cls(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the parsed text."""
        return tuple(ast.walk(ast.parse(self.text)))

    @property
    def functions(self) -> Iterator[Function]:
        """Every function and method, however deep."""
        return (node for node in self.nodes if isinstance(node, Function))

    @property
    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the dotted name of what it calls."""
        return ((ast.unparse(node.func), node) for node in self.nodes if isinstance(node, ast.Call))

    @property
    def is_shell(self) -> bool:
        """True for the files that may touch the world around the program."""
        return self.name.startswith(SHELL)

    def at(self, node: ast.AST) -> str:
        """Return `file:line` of a node."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def size_faults(file: SourceFile) -> Iterator[str]:
    """Yield files and functions that are too long to read in one sitting."""
    lines = len(file.text.splitlines())
    if lines > MAX_FILE_LINES:
        yield f"{file.name}: {lines} lines, at most {MAX_FILE_LINES}"
    for function in file.functions:
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MAX_FUNCTION_LINES:
            yield f"{file.at(function)}: {function.name} has {length} lines"


def name_faults(file: SourceFile) -> Iterator[str]:
    """Yield modules and classes whose name says nothing (style.md, smells 1 and 12)."""
    for part in Path(file.name).with_suffix("").parts:
        if FORBIDDEN_WORDS & set(part.lower().split("_")):
            yield f"{file.name}: '{part}' names no idea of the field"
    for node in file.nodes:
        if isinstance(node, ast.ClassDef) and FORBIDDEN_WORDS & words_of(node.name):
            yield f"{file.at(node)}: class {node.name} names no idea of the field"


def words_of(class_name: str) -> set[str]:
    """Return the words of a name in CapWords, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", class_name)}


def docstring_faults(file: SourceFile) -> Iterator[str]:
    """Yield public modules, classes and functions that do not say what they are.

    Excepted: overrides of Qt, which carry Qt's camelCase names.
    """
    tree = ast.parse(file.text)
    if ast.get_docstring(tree) is None:
        yield f"{file.name}:1: the module has no docstring"
    yield from _undocumented(file, tree)


def _undocumented(file: SourceFile, parent: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in parent.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        is_qt_override = "/ui/" in file.name and node.name != node.name.lower()
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(file, node)
        elif is_qt_override or _is_overload(node):
            continue
        if ast.get_docstring(node) is None:
            yield f"{file.at(node)}: {node.name} has no docstring"


def _is_overload(function: Function) -> bool:
    return any(ast.unparse(decorator).endswith("overload") for decorator in function.decorator_list)


def ambient_faults(file: SourceFile) -> Iterator[str]:
    """Yield reads of clock, chance, environment or user folders outside the shell."""
    if file.is_shell:
        return
    for node in file.nodes:
        if isinstance(node, ast.Attribute | ast.Name) and AMBIENT.fullmatch(ast.unparse(node)):
            yield f"{file.at(node)}: {ast.unparse(node)} is read outside __main__ and cli"


def print_faults(file: SourceFile) -> Iterator[str]:
    """Yield prints outside the shell."""
    if not file.is_shell:
        for name, call in file.calls:
            if name == "print":
                yield f"{file.at(call)}: print outside __main__ and cli"


def unfinished_faults(file: SourceFile) -> Iterator[str]:
    """Yield notes that say a thing is not done."""
    for number, line in enumerate(file.text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"{file.name}:{number}: unfinished: {line.strip()}"


def machine_place_faults(file: SourceFile) -> Iterator[str]:
    """Yield folders of one machine, and hosts of package registries."""
    for number, line in enumerate(file.text.splitlines(), 1):
        if MACHINE_PLACE.search(line):
            yield f"{file.name}:{number}: a place of one machine: {line.strip()}"


def assertion_faults(file: SourceFile) -> Iterator[str]:
    """Yield tests that assert nothing, neither themselves nor in a function of the same file."""
    asserting = {function.name for function in file.functions if _asserts(function, frozenset())}
    for function in file.functions:
        if function.name.startswith("test_") and not _asserts(function, asserting):
            yield f"{file.at(function)}: {function.name} asserts nothing"


def _asserts(function: Function, asserting: set[str] | frozenset[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            is_check = name in ASSERTING_CALLS or name.startswith(("assert_", "check", "wait"))
            if is_check or name in asserting:
                return True
    return False


def skip_faults(file: SourceFile) -> Iterator[str]:
    """Yield tests that are skipped, or let fail, without a reason a reader sees."""
    for node in file.nodes:
        if isinstance(node, ast.Attribute) and node.attr in SKIPS:
            call = next((c for _, c in file.calls if c.func is node), None)
            if call is None or not _gives_reason(call, node.attr):
                yield f"{file.at(node)}: {node.attr} without a reason"


def _gives_reason(call: ast.Call, kind: str) -> bool:
    named = any(keyword.arg == "reason" for keyword in call.keywords)
    return named or (kind == "skip" and bool(call.args)) or kind == "importorskip"


def imported_modules(file: SourceFile) -> frozenset[str]:
    """Return every module imported by absolute name, lazily or not."""
    found: set[str] = set()
    for node in file.nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return frozenset(found)
