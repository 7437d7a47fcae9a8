# SPDX-License-Identifier: Apache-2.0
"""New ways to open a vault in place of those before: another passphrase, another code; the data key stays."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.records.body import instant
from dit_desktop.store import keys, places, rows, seal, typed
from dit_desktop.store.errors import DiskFull, ReadOnly, from_os
from dit_desktop.store.snapshot import go_on

if TYPE_CHECKING:
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Secret, Vault

PROVEN: Final = "recovery code proven"
SHOWN: Final = "recovery code shown"  # of a practice that was just made, until it is proven
# What the chain says when a key of a kind is made or taken away.
MADE: Final = {
    keys.PASSPHRASE: "passphrase changed",
    keys.RECOVERY: "recovery code renewed",
    keys.KEEPER: "full-access code made",
    keys.DEVICE: "this device remembered",
}
GONE: Final = {keys.KEEPER: "full-access code revoked", keys.DEVICE: "this device forgotten"}


@dataclass(frozen=True)
class NewKeys:
    """What is to open a vault from now on; what is empty stays as it is."""

    passphrase: str = ""
    recovery: str = ""  # a code
    keeper: str = ""  # a code
    device: bytearray | None = None  # bits that a key ring keeps
    gone: tuple[str, ...] = ()  # kinds that open nothing more
    cost: keys.Cost = keys.STRONG

    def check(self) -> None:
        """Refuse a passphrase that could be guessed, and a code that is none."""
        if self.passphrase:
            typed.check_strength(self.passphrase)
        for code in filter(None, (self.recovery, self.keeper)):
            typed.read_code(code)

    def slots(self, key: bytearray, vault_id: str) -> list[keys.Slot]:
        """The data key wrapped in each of them."""
        made = []
        if self.passphrase:
            made.append(keys.passphrase_slot(key, vault_id, self.passphrase, self.cost))
        for kind, code in ((keys.RECOVERY, self.recovery), (keys.KEEPER, self.keeper)):
            if code:
                made.append(keys.code_slot(key, vault_id, typed.read_code(code), kind))
        if self.device is not None:
            made.append(keys.device_slot(key, vault_id, self.device))
        return made

    def into(self, file: keys.KeyFile, key: bytearray) -> keys.KeyFile:
        """A key file with these in place of the ones before."""
        file = file.without(self.gone)
        for slot in self.slots(key, file.vault_id):
            file = file.with_slot(slot)
        return file

    def events(self) -> list[str]:
        """What the chain is to say."""
        made = {keys.PASSPHRASE: self.passphrase, keys.RECOVERY: self.recovery, keys.KEEPER: self.keeper}
        kinds = [kind for kind, text in made.items() if text]
        kinds += [keys.DEVICE] if self.device is not None else []
        return [*(MADE[kind] for kind in kinds), *(GONE[kind] for kind in self.gone)]


def check(folder: Path, secret: Secret) -> str:
    """Of which kind a passphrase or code is that opens this vault, which is refused if it does not."""
    places.folder_of(folder)
    file = keys.read(folder)
    if secret.code:
        return keys.kind_of_code(file, secret.text)
    keys.wipe(secret.open(file))
    return keys.PASSPHRASE


def renew(folder: Path, secret: Secret, new: NewKeys, *, at: Step = go_on) -> None:
    """Let new keys open a vault that is closed; the chain is told of it by whoever opens it then."""
    new.check()
    places.folder_of(folder)
    with places.lock(folder):
        file = keys.read(folder)
        key = secret.open(file)
        try:
            new.into(file, key).write(folder, at)
        except OSError as error:
            raise told(error) from error
        finally:
            keys.wipe(key)


def change(vault: Vault, secret: Secret | None, new: NewKeys, *, quiet: bool = False, at: Step = go_on) -> None:
    """Let new keys open a vault that is open; both copies of the key file and the chain change in one act.

    The secret is tried first; without one only what the open vault itself may do is done.
    With `quiet` the chain is not told.
    """
    new.check()
    key = secret.open(vault.held.file) if secret else vault.held.key()
    try:
        file = new.into(vault.held.file, key)
    finally:
        keys.wipe(key)
    at("wrapped")

    def work(connection: Connection) -> None:
        for event in () if quiet else new.events():
            seal.append(connection, instant(rows.now()), event)
        file.write(vault.folder, at)

    before = vault.held.file
    try:
        vault.write(work)
    except BaseException as error:
        if keys.read(vault.folder) != before:  # the keys were written, and then the chain could not be
            with suppress(OSError):
                before.write(vault.folder)
        if isinstance(error, OSError):
            raise told(error) from error
        raise
    vault.held.file = file
    at("changed")


def told(error: OSError) -> Exception:
    """An error of the system in words for whoever changes keys."""
    state = from_os(error)
    safe = _("What opened this practice before still opens it, and nothing else does.")
    if isinstance(state, DiskFull):
        what = _("The disk is full; the keys were not changed.")
        return DiskFull(what, safe=safe, next_step=_("Free some space and try again."))
    if isinstance(state, ReadOnly):
        return ReadOnly(_("The key file cannot be written; the keys were not changed."), safe=safe)
    return state or error
