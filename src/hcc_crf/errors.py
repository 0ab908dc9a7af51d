"""Every failure a person may be shown: a stable code, the place, what is wrong, the next step.

Odd data is never an error but a `Finding`; a bug is never caught by name. Each room raises the
family it owns; nothing here carries subject data.
"""


class HccCrfError(Exception):
    """The world failed (file, key, password, disk): shown to a person, nothing half-written.

    Attributes:
        code: Stable, for support and tests, such as `WORKSPACE-LOCKED`.
        place: Where: a file name, a command's argument, a device; never subject data.
        problem: What is wrong, one sentence.
        next_step: What the person can do.
    """

    def __init__(self, code: str, place: str, problem: str, next_step: str) -> None:
        """Keep the four parts; `str()` joins them as the command line prints them."""
        super().__init__(f"{code}  {place}: {problem} {next_step}")
        self.code = code
        self.place = place
        self.problem = problem
        self.next_step = next_step


class DefinitionError(HccCrfError):
    """The form files hold faults; `faults` lists them all, one line each."""

    def __init__(self, place: str, faults: tuple[str, ...]) -> None:
        """Keep every fault as `file:line: OID: what is wrong; did you mean …?`."""
        super().__init__(
            "DEFINITIONS-FAULTY",
            place,
            f"{len(faults)} fault(s) in the form definitions.",
            "Correct the lines listed and run `hcc-crf forms check` again.",
        )
        self.faults = faults


class WorkspaceError(HccCrfError):
    """A workspace cannot be made, opened or written."""


class AccessError(HccCrfError):
    """Somebody may not come in, or may not do this."""


class StoreError(HccCrfError):
    """The database is damaged, full or locked."""


class PackageRejectedError(HccCrfError):
    """A package is refused at a numbered step, before anything of it was trusted.

    Attributes:
        step: The step of `package.unseal` that failed, from 1.
    """

    def __init__(self, code: str, place: str, problem: str, next_step: str, *, step: int) -> None:
        """Keep the failed step beside the four parts."""
        super().__init__(code, place, problem, next_step)
        self.step = step


class InputError(HccCrfError):
    """A file or argument given to a command cannot be read as what it should be."""
