"""Plant small faults in the clinical rules and see whether a test notices: `make mutation`.

Each fault runs in a process of its own, so the sources are never touched. What was noticed is kept
in `build/mutation/` and not planted again while its module is unchanged; what was not is tried
again, and printed at the end. Arguments name modules; without any, all are run.
"""

import argparse
import ast
import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest

from tests.mutation.mutants import Mutant, find_mutants, plant

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "src" / "hcc_crf" / "clinical"
TESTS = ROOT / "tests" / "clinical"
RESULTS = ROOT / "build" / "mutation"
LONGEST_S = 90
"""A fault that makes a loop endless is noticed too."""
_SETTINGS = "[pytest]\nmarkers =\n    slow: slow\n    requirement(id): proves\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fault, and whether a test failed because of it."""

    module: str
    mutant: Mutant
    is_noticed: bool

    @property
    def line(self) -> str:
        """One line for a person."""
        return f"{self.module}.py:{self.mutant.line}: {self.mutant.change}"


class _Planted(MetaPathFinder, Loader):
    """Gives one module its faulty code; all others are found as ever."""

    def __init__(self, name: str, code: CodeType) -> None:
        self._name, self._code = name, code

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  (the finder's protocol)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102  (our own module, changed in one place)


def main() -> int:
    """Run what is asked for and print the survivors; the exit status says nothing of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="names in src/hcc_crf/clinical, without .py")
    wanted = parser.parse_args().modules or [p.stem for p in sorted(ROOM.glob("*.py"))]
    hypothesis.settings.register_profile("repeatable", derandomize=True, database=None)
    hypothesis.settings.load_profile("repeatable")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "pytest.ini").write_text(_SETTINGS)
    outcomes = [outcome for module in wanted for outcome in _run_module(module)]
    noticed = sum(outcome.is_noticed for outcome in outcomes)
    for outcome in outcomes:
        if not outcome.is_noticed:
            print(outcome.line)  # noqa: T201  (the answer of this command)
    print(f"{len(outcomes)} faults planted, {noticed} noticed, {len(outcomes) - noticed} not")  # noqa: T201
    return 0


def _run_module(module: str) -> Iterator[Outcome]:
    source = (ROOM / f"{module}.py").read_text()
    kept = RESULTS / f"{module}.jsonl"
    state = _state(source)
    known = _known(kept, state)
    stages = _stages(module)
    if any(_fails(module, compile(source, f"{module}.py", "exec"), tests) for tests in stages):
        raise SystemExit(f"{module}: the tests fail without any fault")
    began = time.monotonic()
    with kept.open("a") as results:
        for mutant in find_mutants(source):
            key = f"{mutant.node}/{mutant.variant}"
            if key not in known:
                code = compile(plant(source, mutant), f"{module}.py", "exec")
                known[key] = any(_fails(module, code, tests) for tests in stages)
                row = {"state": state, "key": key, "noticed": known[key], "change": mutant.change}
                results.write(json.dumps(row) + "\n")
                results.flush()
            yield Outcome(module, mutant, known[key])
    print(f"{module}: {time.monotonic() - began:.0f} s", file=sys.stderr)  # noqa: T201


def _state(source: str) -> str:
    """Name what a result depends on besides the fault: the module."""
    return sha256(source.encode()).hexdigest()[:12]


def _known(kept: Path, state: str) -> dict[str, bool]:
    rows = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    return {row["key"]: True for row in rows if row["state"] == state and row["noticed"]}


def _stages(module: str) -> tuple[list[str], ...]:
    """Return the test files that can notice a fault in a module, the nearest first.

    A file that imports it neither itself nor through others cannot.
    """
    near = {module}
    known = {path.stem: _named_modules(path) for path in ROOM.glob("*.py")}
    files = {path: _named_modules(path) for path in TESTS.glob("*.py")}
    files = {
        path: named.union(*(files[TESTS / f"{helper}.py"] for helper in _helpers(path)))
        for path, named in files.items()
        if path.stem.startswith("test_")
    }
    stages: list[list[str]] = []
    while near and files:
        reached = sorted(path for path, named in files.items() if named & near)
        reached.sort(key=lambda path: "oracles" in path.stem or "laws" in path.stem)
        if reached:
            stages.append([str(path) for path in reached])
        files = {path: named for path, named in files.items() if path not in reached}
        wider = near | {name for name, named in known.items() if named & near}
        if wider == near:
            break
        near = wider
    return tuple(stages)


def _named_modules(path: Path) -> set[str]:
    """Return the clinical modules that a file imports."""
    named: set[str] = set()
    is_inside = path.parent == ROOM
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ImportFrom):
            continue
        source = node.module or ""
        if source == "hcc_crf.clinical" or (is_inside and not source):
            named |= {alias.name for alias in node.names}
        elif source.startswith("hcc_crf.clinical.") or (is_inside and node.level):
            named.add(source.rpartition(".")[2])
    return named


def _helpers(path: Path) -> set[str]:
    return set(re.findall(r"from tests\.clinical\.(\w+) import", path.read_text()))


def _fails(module: str, code: CodeType, tests: list[str]) -> bool:
    """Run tests in a process of its own; true when one fails, breaks, or takes too long."""
    child = os.fork()
    if not child:
        signal.alarm(LONGEST_S)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        sys.meta_path.insert(0, _Planted(f"hcc_crf.clinical.{module}", code))
        plugins = ("cacheprovider", "pytest-qt", "xdist", "cov")
        status = pytest.main(
            [
                "-xq",
                "-c",
                str(RESULTS / "pytest.ini"),
                f"--rootdir={ROOT}",
                "--import-mode=importlib",
                *(word for name in plugins for word in ("-p", f"no:{name}")),
                *tests,
            ]
        )
        os._exit(1 if status else 0)
    return os.waitpid(child, 0)[1] != 0


if __name__ == "__main__":
    sys.exit(main())
