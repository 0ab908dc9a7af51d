"""Which workspace a folder is: `workspace.json`, in clear. All that the sign-in page needs."""

from pathlib import Path

import msgspec

from hcc_crf.errors import WorkspaceError
from hcc_crf.ledger.events import Chain

ABOUT_FILE = "workspace.json"


class WorkspaceInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a workspace is.

    Attributes:
        v: Format of the folder.
        incarnation: Random name of the chain its events go to: in the file and the database the
            first one; a session knows the one of the moment.
        workspace: Random name of the workspace; account slots are bound to it.
        training: Fictional data only, marked TRAINING everywhere.
    """

    v: int
    study: str
    site: str
    device: str
    incarnation: str
    workspace: str
    training: bool

    @property
    def chain(self) -> Chain:
        """The chain its events go to."""
        return Chain(self.study, self.site, self.device, self.incarnation)

    @property
    def device_name(self) -> str:
        """Site and device, `01-A`."""
        return f"{self.site}-{self.device}"


def read_info(folder: Path) -> WorkspaceInfo:
    """Return what a workspace says it is.

    Raises:
        WorkspaceError: `WORKSPACE-ABSENT` or `WORKSPACE-DAMAGED`.
    """
    try:
        return msgspec.json.decode((folder / ABOUT_FILE).read_bytes(), type=WorkspaceInfo)
    except FileNotFoundError as error:
        raise WorkspaceError(
            "WORKSPACE-ABSENT",
            str(folder.resolve()),
            "There is no workspace in this folder.",
            "Name another folder, or make one with `hcc-crf site init`.",
        ) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise WorkspaceError(
            "WORKSPACE-DAMAGED",
            f"{folder.name}/{ABOUT_FILE}",
            "The file that names this workspace cannot be read.",
            "Restore it from a backup of the workspace.",
        ) from error
