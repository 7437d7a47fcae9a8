# SPDX-License-Identifier: Apache-2.0
"""Opening without a passphrase on this one computer: half of what it takes lies in the system's key ring.

Whatever the key ring does - it is absent, locked, denies, is slow, gives garbage - nobody
is told, nothing is deleted, and after two seconds the passphrase is asked as ever.
"""

from __future__ import annotations

import base64
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from dit_desktop.i18n import _
from dit_desktop.store import keys
from dit_desktop.store.errors import Refused, WrongPassphrase
from dit_desktop.store.rewrap import NewKeys, change

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

    from dit_desktop.store.vault import Secret, Vault

T = TypeVar("T")

SERVICE: Final = "DIT Desktop"
PATIENCE: Final = 2.0  # seconds
DAYS: Final = 14
_RENEWED: Final = timedelta(days=1)  # after which typing the passphrase begins the fourteen days anew
_LONGEST: Final = 44  # characters in which 32 bytes are written
_LEAST_PRIORITY: Final = 1  # key rings below say of themselves that they protect nothing


@dataclass(frozen=True)
class ThisDevice:
    """Opens a vault with what this computer's key ring kept, if the passphrase was typed here lately."""

    now: datetime | None = None
    patience: float = PATIENCE

    def open(self, file: keys.KeyFile) -> bytearray:
        """The data key, to be wiped after use."""
        slot = file.slot(keys.DEVICE)
        if slot is None or not is_fresh(slot, self.now):
            raise WrongPassphrase
        bits = _fetch(file.vault_id, self.patience)
        if bits is None:
            raise WrongPassphrase
        try:
            key = keys.open_with_device(file, bits)
        finally:
            keys.wipe(bits)
        if key is None:
            raise WrongPassphrase
        return key


def is_fresh(slot: keys.Slot, now: datetime | None = None) -> bool:
    """Whether the passphrase was typed in the last fourteen days; a clock that went back does not make them longer."""
    if slot.made_at is None:
        return False
    passed = (now or datetime.now(UTC)) - slot.made_at
    return timedelta() <= passed < timedelta(days=DAYS)


def remember(vault: Vault, secret: Secret, patience: float = PATIENCE) -> None:
    """Let this computer open the vault without the passphrase; refused where there is no key ring to trust."""
    keys.wipe(secret.open(vault.held.file))
    bits = keys.new_key()
    try:
        if not _keep(vault.vault_id, bits, patience):
            raise Refused(
                _("This computer has no key ring that keeps a key safely, or it did not answer."),
                safe=_("Nothing was changed; the passphrase opens the practice as before."),
                next_step=_("Go on with the passphrase, or unlock the system's key ring and try again."),
            )
        change(vault, secret, NewKeys(device=bits))
    finally:
        keys.wipe(bits)


def refresh(vault: Vault, now: datetime | None = None, patience: float = PATIENCE) -> bool:
    """Begin the fourteen days anew, with new bits, after the passphrase was typed; whether that was done."""
    slot = vault.held.file.slot(keys.DEVICE)
    if vault.read_only or slot is None or (slot.made_at and timedelta() <= _age(slot, now) < _RENEWED):
        return False
    bits = keys.new_key()
    try:
        if not _keep(vault.vault_id, bits, patience):
            return False
        change(vault, None, NewKeys(device=bits), quiet=True)
    except Refused:  # nobody waits for it; the passphrase is asked as ever
        return False
    finally:
        keys.wipe(bits)
    return True


def refresh_soon(vault: Vault) -> None:
    """The same on a thread of its own: nobody waits for a key ring."""
    if vault.held.file.slot(keys.DEVICE) is not None:
        threading.Thread(target=refresh, args=(vault,), name="this device", daemon=True).start()


def forget(vault: Vault, patience: float = PATIENCE) -> None:
    """Ask for the passphrase at every opening again; what the key ring kept opens nothing more."""
    change(vault, None, NewKeys(gone=(keys.DEVICE,)))
    _in_time(lambda: _ring().delete_password(SERVICE, vault.vault_id), patience)


def _age(slot: keys.Slot, now: datetime | None) -> timedelta:
    return (now or datetime.now(UTC)) - (slot.made_at or datetime.min.replace(tzinfo=UTC))


# --- the key ring ---


def _ring() -> KeyringBackend:
    import keyring  # noqa: PLC0415 - slow, and most practices never use it

    ring = keyring.get_keyring()
    if ring.priority < _LEAST_PRIORITY:
        raise LookupError
    if "persist" in vars(type(ring)):  # Windows would carry it to other computers of the same account
        ring.persist = "local machine"  # type: ignore[attr-defined]
    return ring


def _fetch(vault_id: str, patience: float) -> bytearray | None:
    """The bits kept for a vault, if the key ring gives them in time and they can be such bits."""
    text = _in_time(lambda: _ring().get_password(SERVICE, vault_id), patience)
    if not isinstance(text, str) or len(text) != _LONGEST:
        return None
    try:
        bits = bytearray(base64.b64decode(text, validate=True))
    except ValueError:
        return None
    return bits if len(bits) == keys.KEY_BYTES else None


def _keep(vault_id: str, bits: bytearray, patience: float) -> bool:
    """Whether the key ring took the bits and gives them back."""
    text = base64.b64encode(bits).decode("ascii")

    def put() -> bool:
        ring = _ring()
        ring.set_password(SERVICE, vault_id, text)
        return ring.get_password(SERVICE, vault_id) == text

    return _in_time(put, patience) is True


def _in_time(work: Callable[[], T], patience: float) -> T | None:
    """What a key ring answers within some seconds; None for every way in which it fails."""
    answers: list[T] = []

    def ask() -> None:
        with suppress(BaseException):  # a key ring is somebody else's program and may raise anything
            answers.append(work())

    # A daemon: a key ring that never answers must not keep the program from ending.
    asking = threading.Thread(target=ask, name="key ring", daemon=True)
    asking.start()
    asking.join(patience)
    return answers[0] if answers else None
