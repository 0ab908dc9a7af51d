"""Run commands as a person would: inside this process for speed, or as a process of their own."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hcc_crf.cli.main import run
from tests.session.sites import PASSWORD


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Stdout as JSON Lines; anything else on it fails the test."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def answer(self) -> Any:  # noqa: ANN401  (JSON)
        """Stdout as the one JSON line it is."""
        (found,) = self.lines
        return found

    @property
    def refusal(self) -> str:
        """The code of a refusal in its documented format; stdout must be empty."""
        assert self.code == 1, self
        assert self.out == "", self
        first = self.err.splitlines()[0]
        code, gap, rest = first.partition("  ")
        assert gap, first
        assert code.isupper(), first
        assert ": " in rest, first
        assert rest.endswith("."), first
        assert "Traceback" not in self.err
        return code


def hcc(
    *arguments: str | Path,
    password: str | None = PASSWORD,
    new_password: str | None = None,
    stdin: str | bytes = b"",
) -> Done:
    """Run a command in this process, with a password in its environment."""
    written = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(stream, "utf-8", "backslashreplace") for stream in written)
    typed = stdin.encode() if isinstance(stdin, str) else stdin
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        for name, value in environment(password, new_password).items():
            patch.setenv(name, value)
        code = run([str(argument) for argument in arguments])
        out.flush()
        err.flush()
    return Done(code, *(stream.getvalue().decode() for stream in written))


def process(
    *arguments: str | Path,
    password: str | None = PASSWORD,
    stdin: str | bytes = b"",
    **env: str,
) -> Done:
    """Run `python -m hcc_crf …` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "hcc_crf", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        env=without_passwords() | environment(password, None) | env,
        start_new_session=True,  # no terminal to ask at
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def environment(password: str | None, new_password: str | None) -> dict[str, str]:
    """Return the variables that carry passwords; an empty one counts as none."""
    return {"HCC_CRF_PASSWORD": password or "", "HCC_CRF_NEW_PASSWORD": new_password or ""}


def without_passwords() -> dict[str, str]:
    """Return this process's environment, its passwords left out."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HCC_CRF")}


def jsonl(*lines: object) -> str:
    """Return objects as JSON Lines; a text is a line as it stands."""
    return "".join(
        (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n"
        for line in lines
    )
