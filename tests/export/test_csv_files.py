from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.errors import WorkspaceError
from hcc_crf.export.csv_files import export_csv
from hcc_crf.ledger.events import NOT_DONE, STRUCK, SealedEvent
from hcc_crf.values import BLANK, MissingReason, Slot
from tests.centre.building import (
    code,
    device_a,
    device_b,
    missing,
    number,
    program,
    study,
)
from tests.export.building import conflicts_of, export, read_csv, subjects_of


def two_devices() -> list[SealedEvent]:
    """Return saves of two devices: a correction, a strike, a form not done, a conflict."""
    a, b = device_a(), device_b()
    first = a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    a.save("VS", {"WEIGHT": number("68.5", "kg")}, replaces=first, reason="misread; scale 2")
    a.save(
        "AE", {Slot("AETERM", 1): code("=Fatigue"), Slot("AETERM", 2): code("发热")}, visit="LOG"
    )
    a.save("AE", {Slot(STRUCK, 2): code("entered twice")}, visit="LOG", reason="entered twice")
    b.save("VS", {"WEIGHT": number("69", "kg")}, user="nurse2")
    b.save("VS", {NOT_DONE: code("refused")}, visit="C1D15")
    b.save("LBCHEM", {"GGT": missing(MissingReason.ND)}, subject="01-002")
    return [*a.events, *b.events]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_there_is_a_file_for_every_form_and_inner_table_and_four_more(tmp_path: Path) -> None:
    exported = export([], tmp_path)
    names = sorted(file.stem for file in exported.files)
    assert set(study().forms) < set(names)
    assert {"IMG_IMGTAB", "audit", "conflicts", "findings", "subjects"} < set(names)
    assert sorted(file.stem for file in tmp_path.iterdir()) == names
    assert exported.subjects == 0


def test_a_form_without_data_has_its_header(tmp_path: Path) -> None:
    export([], tmp_path)
    assert (tmp_path / "VS.csv").read_text().startswith("STUDYID,SITEID,SUBJID,VISIT,ROW,FORMVER,")
    assert (tmp_path / "VS.csv").read_text().count("\n") == 1


def test_files_are_utf_8_without_mark_and_lines_end_with_lf(tmp_path: Path) -> None:
    export(two_devices(), tmp_path)
    content = (tmp_path / "audit.csv").read_bytes()
    assert content.startswith(b"seq,event,")
    assert "发热".encode() in content
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.requirement("F22")
@given(data=st.data())
@settings(deadline=None, max_examples=10)
def test_the_same_events_give_the_same_bytes_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    events = two_devices()
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    export(events, first)
    export(data.draw(st.permutations(events)), second)
    assert contents(first) == contents(second)


def test_exporting_again_into_the_same_folder_changes_nothing(tmp_path: Path) -> None:
    export(two_devices(), tmp_path)
    before = contents(tmp_path)
    export(two_devices(), tmp_path)
    assert contents(tmp_path) == before


def test_the_audit_file_has_every_change_of_every_device(tmp_path: Path) -> None:
    events = two_devices()
    export(events, tmp_path)
    rows = read_csv(tmp_path / "audit.csv")
    assert len(rows) == sum(len(sealed.event.changes) for sealed in events)
    assert [
        (row["device"], row["seq"], row["item"], row["old"], row["new"], row["kind"])
        for row in rows
        if row["form"] == "VS" and row["visit"] == "SCR" and row["item"] == "WEIGHT"
    ] == [
        ("01-A", "1", "WEIGHT", "", "68", "entry"),
        ("01-A", "2", "WEIGHT", "68", "68.5", "correction"),
        ("01-B", "1", "WEIGHT", "", "69", "entry"),
    ]


def test_a_struck_row_is_in_the_audit_file_and_in_no_data_file(tmp_path: Path) -> None:
    export(two_devices(), tmp_path)
    assert [row["AETERM"] for row in read_csv(tmp_path / "AE.csv")] == ["'=Fatigue"]
    rows = read_csv(tmp_path / "audit.csv")
    assert {row["new"] for row in rows if row["row"] == "2"} == {"发热", "entered twice"}


def test_a_conflict_is_a_row_with_both_values_users_and_times(tmp_path: Path) -> None:
    export(two_devices(), tmp_path)
    (row,) = read_csv(tmp_path / "conflicts.csv")
    assert [row[name] for name in ("SUBJID", "VISIT", "FORM", "ITEM", "CLAIMS")] == [
        "01-001", "SCR", "VS", "WEIGHT", "2",
    ]  # fmt: skip
    names = ("VALUE", "UNIT", "USER", "DEVICE", "AT_UTC")
    assert [row[f"{name}_1"] for name in names] == [
        "68.5", "kg", "nurse1", "01-A", "2026-11-25T12:02:00.000000Z",
    ]  # fmt: skip
    assert [row[f"{name}_2"] for name in names] == [
        "69", "kg", "nurse2", "01-B", "2026-11-25T13:01:00.000000Z",
    ]  # fmt: skip


def test_the_cell_in_conflict_is_empty_in_the_file_of_the_form(tmp_path: Path) -> None:
    export(two_devices(), tmp_path)
    (row, _) = read_csv(tmp_path / "VS.csv")
    assert (row["VISIT"], row["HEIGHT"], row["WEIGHT"], row["BMI"]) == ("SCR", "170", "", "")


def test_without_conflicts_the_file_has_its_header_alone(tmp_path: Path) -> None:
    export([], tmp_path)
    text = (tmp_path / "conflicts.csv").read_text()
    assert text.count("\n") == 1
    assert text.rstrip().endswith("EVENT_2")


def test_a_conflict_of_three_values_widens_the_file(tmp_path: Path) -> None:
    a, b = device_a(), device_b()
    first = a.save("VS", {"WEIGHT": number("68", "kg")})
    put_back = a.branch(1)
    a.save("VS", {"WEIGHT": number("67", "kg")}, replaces=first, reason="misread")
    put_back.save("VS", {"WEIGHT": BLANK}, replaces=first, reason="wrong subject")
    for device in (a, b):
        device.save("VS", {"HEIGHT": number("17" + str(len(device.events)), "cm")})
    b.save("VS", {"WEIGHT": number("69", "kg")})
    export([*a.events, *put_back.events, *b.events], tmp_path)
    height, weight = read_csv(tmp_path / "conflicts.csv")
    assert (height["CLAIMS"], height["EVENT_3"]) == ("2", "")
    assert (weight["CLAIMS"], sorted(weight[f"VALUE_{n}"] for n in (1, 2, 3))) == (
        "3",
        ["", "67", "69"],
    )


def test_a_subject_is_a_row_that_counts_its_forms_events_and_conflicts(tmp_path: Path) -> None:
    export(two_devices(), tmp_path)
    one, two = read_csv(tmp_path / "subjects.csv")
    names = ("SUBJID", "VISITS", "FORMS", "INCOMPLETE", "NOTDONE", "EVENTS", "CHANGES", "CONFLICTS")
    assert [one[name] for name in names] == ["01-001", "3", "3", "2", "1", "6", "8", "1"]
    assert [two[name] for name in names] == ["01-002", "1", "1", "1", "0", "1", "1", "0"]
    assert (one["STUDYID"], one["SITEID"], one["ASOF"]) == (study().oid, "01", "2026-11-25")


def test_progress_tells_how_many_subjects_are_done(tmp_path: Path) -> None:
    events = two_devices()
    told: list[int] = []
    export_csv(program(), subjects_of(events), conflicts_of(events), tmp_path, progress=told.append)
    assert told == [1, 2]


def test_a_failure_half_way_leaves_the_export_before_it_as_it_was(tmp_path: Path) -> None:
    events = two_devices()
    export(events[:1], tmp_path)
    before = contents(tmp_path)
    subjects = iter(subjects_of(events))

    def failing() -> object:
        yield next(subjects)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export_csv(program(), failing(), conflicts_of(events), tmp_path)  # type: ignore[arg-type]
    assert contents(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError) as refused:
        export([], tmp_path / "file" / "csv")
    assert (refused.value.code, refused.value.place) == ("EXPORT-NOT-WRITTEN", "csv")


@pytest.mark.requirement("F30")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_of_any_file_starts_a_formula(tmp_path: Path, text: str) -> None:
    a, b = device_a(), device_b()
    a.save("AE", {Slot("AETERM", 1): code(text)}, visit="LOG", reason=text, user=text)
    b.save("AE", {Slot("AETERM", 1): code(text + "2")}, visit="LOG", reason=text, user=text)
    a.save("LBCHEM", {"BILI": number("1.9", "mg/dL"), "ALB": number("33", "g/L")})
    export([*a.events, *b.events], tmp_path)
    for file in tmp_path.iterdir():
        for row in read_csv(file):
            for name, cell in row.items():
                is_own = name in ("ALBI", "ALBI_STD", "offset")  # numbers, and `+08:00`
                assert is_own or cell[:1] not in set("=+-@\t\r＝＋－＠"), (file.name, name)
