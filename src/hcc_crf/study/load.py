"""`forms/*.yaml` → `Study`, or every fault at once.

Reading in numbered steps: (1) the bytes of all files and their digest, (2) their YAML, as texts,
(3) settings, code lists and companions, (4) every name that exists, (5) visits, (6) forms, (7) what
only the whole can tell: schedule against forms, items derived from themselves. Any fault of any
step ends in one `DefinitionError` that lists them all; a study that loads is whole and never
changes. Loading the 26 files takes about as long as importing this room, so nothing is cached.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from hcc_crf.errors import DefinitionError

from .catalogue import Catalogue, FormEntry, form_entry
from .companions import FILE as COMPANION_FILE
from .companions import read_companions
from .cycles import find_cycles
from .expression_reader import ExpressionReader
from .faults import FaultList, Place
from .model import FormDef, Study, VisitDef
from .read_form import FormReader
from .read_settings import CODELIST_FILE, STUDY_FILE, Settings, read_codelists, read_settings
from .read_visits import VISIT_FILE, read_visits, visit_spans
from .yaml_text import Node, read_yaml

_NO_FORMS = frozenset({STUDY_FILE, CODELIST_FILE, VISIT_FILE, COMPANION_FILE})


def load_study(directory: Path) -> Study:
    """Return the study the files of `directory` define.

    Every `*.yaml` in it counts; other files are left alone.

    Raises:
        DefinitionError: The files hold faults; all of them are listed, by file and line.
    """
    faults = FaultList()
    contents = _read_files(directory)  # (1)
    roots = {name: read_yaml(content, name, faults) for name, content in contents.items()}  # (2)
    for name in (STUDY_FILE, CODELIST_FILE, VISIT_FILE):
        if name not in contents:
            faults.add(Place(name, 1, name.removesuffix(".yaml")), "the file is missing")
    study = _build(roots, digest(contents), faults)
    lines = faults.lines()
    if lines or study is None:
        raise DefinitionError(str(directory), lines)
    return study


def digest(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256, in hex, over names, lengths and bytes of all files, by name."""
    whole = sha256(b"hcc-crf definitions 1\0")
    for name in sorted(contents):
        whole.update(f"{name}\0{len(contents[name])}\0".encode())
        whole.update(contents[name])
    return whole.hexdigest()


def _read_files(directory: Path) -> dict[str, bytes]:
    try:
        paths = sorted(directory.glob("*.yaml"))
        contents = {path.name: path.read_bytes() for path in paths}
    except OSError as error:
        raise DefinitionError(
            str(directory), (f"{directory}:1: forms: cannot be read ({error.strerror})",)
        ) from error
    if not contents:
        raise DefinitionError(str(directory), (f"{directory}:1: forms: holds no *.yaml file",))
    return contents


def _build(roots: Mapping[str, Node | None], hexdigest: str, faults: FaultList) -> Study | None:
    """Return the study, or `None` when a file lacks without which nothing can be read."""
    study_root, codelist_root = roots.get(STUDY_FILE), roots.get(CODELIST_FILE)
    visit_root = roots.get(VISIT_FILE)
    if study_root is None or codelist_root is None or visit_root is None:
        return None
    if roots.get(COMPANION_FILE, study_root) is None:  # there, but broken; a study may have none
        return None
    settings = read_settings(study_root, faults)  # (3)
    codelists = read_codelists(codelist_root, faults)
    companions = read_companions(roots.get(COMPANION_FILE), codelists, faults)
    form_roots = {n: root for n, root in roots.items() if n not in _NO_FORMS and root is not None}
    entries = {name: form_entry(root, companions.sets) for name, root in form_roots.items()}  # (4)
    catalogue = Catalogue(
        MappingProxyType({entry.oid: entry for entry in entries.values() if entry.oid}),
        frozenset(settings.planned) | _unread_forms(roots, entries),
        visit_spans(visit_root),
        settings.parameters,
        codelists,
    )
    reader = ExpressionReader(catalogue, faults)
    visits, listed = read_visits(visit_root, reader, faults)  # (5)
    forms = FormReader(reader, companions)
    read = {name: forms.read(root, name) for name, root in form_roots.items()}  # (6)
    _check_schedule(entries, listed, form_roots, faults)  # (7)
    _check_planned(settings, read, faults)
    find_cycles(forms.computed, faults)
    return _study(settings, hexdigest, visits, catalogue, read)


def _unread_forms(
    roots: Mapping[str, Node | None], entries: Mapping[str, FormEntry]
) -> frozenset[str]:
    """Return the forms whose file does not tell its name, by the name of the file.

    They count as there, items unknown, so that one broken file is one fault and no flood.
    """
    named = {file for file, entry in entries.items() if entry.oid}
    return frozenset(name.removesuffix(".yaml") for name in roots.keys() - named - _NO_FORMS)


def _study(
    settings: Settings,
    hexdigest: str,
    visits: tuple[VisitDef, ...],
    catalogue: Catalogue,
    read: Mapping[str, FormDef],
) -> Study:
    order = {oid: at for at, oid in enumerate(dict.fromkeys(f for v in visits for f in v.forms))}
    forms = sorted(read.values(), key=lambda form: (order.get(form.oid, len(order)), form.oid))
    return Study(
        oid=settings.oid,
        title=settings.title,
        version=settings.version,
        digest=hexdigest,
        sponsor=settings.sponsor,
        parameters=settings.parameters,
        sites=settings.sites,
        codelists=catalogue.codelists,
        visits=visits,
        forms=MappingProxyType({form.oid: form for form in forms}),
        planned=settings.planned,
        subject_pattern=settings.subject_pattern,
        protocol=settings.protocol,
        released=settings.released,
    )


def _check_schedule(
    entries: Mapping[str, FormEntry],
    listed: Mapping[str, tuple[str, ...]],
    roots: Mapping[str, Node],
    faults: FaultList,
) -> None:
    """Report where the visits a form names and the forms a visit lists do not agree."""
    for file, form in entries.items():
        node = (roots[file].entries or {}).get("visits")
        place = Place(file, node.line if node else 1, file.removesuffix(".yaml"))
        for pattern, oids in listed.items():
            if form.oid in oids and pattern not in form.visits:
                faults.add(place, f"{VISIT_FILE} lists {form.oid} at {pattern}; 'visits' does not")
            if form.oid not in oids and pattern in form.visits:
                faults.add(place, f"'visits' names {pattern}; {VISIT_FILE} does not list it there")


def _check_planned(settings: Settings, read: Mapping[str, FormDef], faults: FaultList) -> None:
    place = Place(STUDY_FILE, 1, "planned")
    for form in read.values():
        if form.oid in settings.planned:
            faults.add(place, f"'{form.oid}' is planned and built; take it from the list")
