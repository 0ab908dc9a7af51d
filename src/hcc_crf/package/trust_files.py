"""The two files with which an outsider checks packages by hand.

`allowed_signers` is what `ssh-keygen -Y verify -f` reads (ssh-keygen(1), ALLOWED SIGNERS);
`centre.age-identity` is what `age -d -i` reads. The second is a secret.
"""

from collections.abc import Sequence

from . import age
from .keys import TrustedSigner
from .seal import NAMESPACE


def allowed_signers_text(signers: Sequence[TrustedSigner]) -> str:
    """Return `allowed_signers`: one line a workstation, by name; revoked ones are left out."""
    lines = sorted(
        f'{signer.identity} namespaces="{NAMESPACE}" {signer.signing_key}\n'
        for signer in signers
        if not signer.is_revoked
    )
    return "".join(lines)


def age_identity_text(age_identity: str) -> str:
    """Return the identity file of the centre; whoever has it can open every package.

    Raises:
        ValueError: The text is no age identity.
    """
    return f"# public key: {age.recipient_of(age_identity)}\n{age_identity}\n"
