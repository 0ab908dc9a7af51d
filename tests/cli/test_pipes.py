"""An answer is written before the next line is read: two programs can talk line by line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from tests.cli.conftest import Nurse
from tests.cli.running import without_passwords
from tests.session.sites import PASSWORD

VS = {"subject": "01-001", "visit": "SCR", "form": "VS"}


@contextmanager
def talking(nurse: Nurse) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Run `enter` with both ends of its pipes in hand; give what writes to it and reads from it."""
    with subprocess.Popen(
        [sys.executable, "-m", "hcc_crf", "enter", *map(str, nurse.acts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=without_passwords() | {"HCC_CRF_PASSWORD": PASSWORD},
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        yield child.stdin, child.stdout


def ask(to: IO[bytes], answers: IO[bytes], line: object) -> Any:  # noqa: ANN401  (JSON)
    to.write(json.dumps(line).encode() + b"\n")
    to.flush()
    return json.loads(answers.readline())


def test_each_answer_arrives_before_the_next_line_is_written(nurse: Nurse) -> None:
    with talking(nurse) as (to, answers):
        for number in range(1, 21):
            answer = ask(to, answers, VS | {"items": {"WEIGHT": f"{50 + number}"}, "reason": "r"})
            assert (answer["line"], answer["saved"]) == (number, True)
        assert ask(to, answers, "nonsense")["saved"] is False
        assert ask(to, answers, VS | {"items": {"HEIGHT": "170"}})["saved"] is True


def test_an_answer_stands_for_what_is_on_the_disk(nurse: Nurse) -> None:
    with talking(nurse) as (to, answers):
        event = ask(to, answers, VS | {"items": {"WEIGHT": "68"}})["event"]
        to.write(b'{"subject": "01-001", "vis')  # a line that never ends: the program is killed
        to.flush()
        to.close()
        answers.read()
    with nurse.site.open("monitor1") as session:
        assert {record.sealed.hash for record in session.audit()} == {event}


def test_a_second_instance_is_refused_with_the_name_of_the_first(nurse: Nurse) -> None:
    with talking(nurse) as (to, answers):
        ask(to, answers, VS | {"items": {"WEIGHT": "68"}})
        second = nurse.does("show")
        assert second.refusal == "WORKSPACE-IN-USE"
        assert "nurse1 (process" in second.err
        assert ask(to, answers, VS | {"items": {"HEIGHT": "170"}})["saved"] is True
