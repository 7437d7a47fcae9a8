# SPDX-License-Identifier: Apache-2.0
"""The data key, and the slots in which it is kept wrapped.

The key is 256 random bits and never derived from anything.  Each slot of keys.json
holds it wrapped with AES-256-GCM under a key made from a passphrase, a code or bits
that the system keeps; the slot's kind and parameters are authenticated along with it.
While everything is encrypted anew the file holds the slots of both data keys, and the
first bytes of the records say which of them count.  Keys live in bytearrays from the
first byte on, because nothing else can be overwritten.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dit_desktop.i18n import _
from dit_desktop.paths import write_atomically
from dit_desktop.records.body import instant
from dit_desktop.store import proof, schema, wrapping
from dit_desktop.store.errors import (
    DamagedKeys,
    Missing,
    Refused,
    TooNew,
    WrongCode,
    WrongPassphrase,
    from_os,
)
from dit_desktop.store.typed import read_code, write_code

FILE: Final = "keys.json"
COPY: Final = "keys.json.copy"
FORMAT: Final = 2  # 1 knew two kinds of slots, neither with a date
PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY: Final = "recovery"
KEEPER: Final = "keeper"
DEVICE: Final = "device"
CODES: Final = (RECOVERY, KEEPER)  # on paper
KEY_BYTES: Final = wrapping.BYTES
MAX_FILE: Final = 64 * 1024
MAX_SLOTS: Final = 8
_SALT: Final = 16
_NONCE: Final = 12
_TAG: Final = 16


@dataclass(frozen=True)
class Cost:
    """How hard it is to try a passphrase: Argon2id memory in KiB, passes and lanes."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 4


STRONG: Final = Cost()
LEAST: Final = Cost(memory=64 * 1024)  # nothing weaker is ever written by the program itself
MOST: Final = Cost(memory=2 * 1024 * 1024, passes=20, lanes=16)  # nothing dearer is ever tried


@dataclass(frozen=True)
class Slot:
    """The data key wrapped for one way of opening."""

    kind: str  # one of the four above
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None = None  # of a passphrase; a code has its 128 bits and needs no stretching
    made_at: datetime | None = None  # unknown of a slot of format 1
    tags: bytes = b""  # by which each group of a code is known again, to whoever has the data key

    def parameters(self) -> dict[str, Any]:
        """What is authenticated with the wrapped key, as it stands in the file."""
        made: dict[str, Any] = {"kind": self.kind, "salt": _text(self.salt)}
        if self.cost:
            made |= {"kdf": "argon2id", "memory": self.cost.memory, "passes": self.cost.passes}
            made |= {"lanes": self.cost.lanes}
        else:
            made |= {"kdf": "hkdf-sha256"}
        if self.made_at:
            made |= {"made_at": instant(self.made_at)}
        if self.tags:
            made |= {"tags": _text(self.tags)}
        return made

    def dump(self) -> dict[str, Any]:
        """All of it, as it stands in the file."""
        return {**self.parameters(), "nonce": _text(self.nonce), "wrapped": _text(self.wrapped)}


@dataclass(frozen=True)
class KeyFile:
    """The slots of one vault, and the first bytes by which its records file is known."""

    vault_id: str
    database_salt: bytes  # the 16 bytes SQLCipher keeps in clear at the head of the file
    slots: tuple[Slot, ...]
    following: KeyFile | None = None  # what counts once the records in their place are those encrypted anew

    def dump(self) -> bytes:
        """The file's bytes; `check` tells a damaged file from a wrong passphrase."""
        made: dict[str, Any] = {
            "format": FORMAT,
            "vault_id": self.vault_id,
            "database_salt": _text(self.database_salt),
            "slots": [slot.dump() for slot in self.slots],
        }
        if self.following:
            slots = [slot.dump() for slot in self.following.slots]
            made["following"] = {"database_salt": _text(self.following.database_salt), "slots": slots}
        made["check"] = hashlib.sha256(_canonical(made)).hexdigest()
        return json.dumps(made, indent=1, sort_keys=True).encode() + b"\n"

    def write(self, folder: Path, at: Callable[[str], object] = len) -> None:
        """Replace both copies in one act: a stale one would accept an old passphrase.

        The copy comes first, so that a refusal in between leaves what opened before, and
        is put back then.
        """
        data, before = self.dump(), bytes_of(folder / COPY)
        write_atomically(folder / COPY, data)
        at("copy written")
        try:
            write_atomically(folder / FILE, data)
        except BaseException:
            if before is not None:
                with suppress(OSError):  # the next opening puts it right
                    write_atomically(folder / COPY, before)
            raise
        at("written")

    def slot(self, kind: str) -> Slot | None:
        """The slot of a kind, if there is one."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot) -> KeyFile:
        """The same file with this slot in place of the one of its kind."""
        return replace(self, slots=(*self.without([slot.kind]).slots, slot))

    def without(self, kinds: Iterable[str]) -> KeyFile:
        """The same file without the slots of some kinds."""
        gone = set(kinds)
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind not in gone))

    def in_force(self, database: Path) -> KeyFile:
        """The slots that open these records, and no others."""
        if self.following is None:
            return self
        with suppress(OSError):  # whoever opens the records tells why they cannot be read
            if schema.head_salt(database) == self.following.database_salt:
                return self.following
        return replace(self, following=None)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _canonical(made: Mapping[str, Any]) -> bytes:
    return json.dumps(made, sort_keys=True, separators=(",", ":")).encode()


def _cost(found: Mapping[str, Any]) -> Cost:
    cost = Cost(found["memory"], found["passes"], found["lanes"])
    asked = (cost.memory, cost.passes, cost.lanes)
    limits = (MOST.memory, MOST.passes, MOST.lanes)
    # "type", because True is an int to isinstance
    if not all(type(have) is int and 1 <= have <= most for have, most in zip(asked, limits, strict=True)):
        raise DamagedKeys(_("The key file asks for more work than any program should do."))
    if cost.memory < 8 * cost.lanes:
        raise DamagedKeys  # less than Argon2 can work with
    return cost


def _slot(found: Mapping[str, Any]) -> Slot:
    kind, kdf = found["kind"], found["kdf"]
    if (kind, kdf) != (PASSPHRASE, "argon2id") and (kind not in wrapping.FOR or kdf != "hkdf-sha256"):
        raise DamagedKeys
    cost = _cost(found) if kind == PASSPHRASE else None
    salt, nonce, wrapped = (_data(found[name]) for name in ("salt", "nonce", "wrapped"))
    tags = _data(found.get("tags", ""))
    if (len(salt), len(nonce), len(wrapped)) != (_SALT, _NONCE, KEY_BYTES + _TAG) or len(tags) not in {0, proof.ALL}:
        raise DamagedKeys
    return Slot(kind, salt, nonce, wrapped, cost, _moment(found), tags)


def _moment(found: Mapping[str, Any]) -> datetime | None:
    if "made_at" not in found:
        return None
    moment = datetime.fromisoformat(found["made_at"])
    if moment.tzinfo is None:
        raise DamagedKeys
    return moment


def _data(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _generations(vault_id: str, found: Mapping[str, Any]) -> KeyFile:
    """What opens the records, and while they are encrypted anew what opens those that follow."""
    made = _slots(vault_id, found)
    if "following" not in found:
        return made
    following = _slots(vault_id, found["following"])
    if len(made.slots) + len(following.slots) > MAX_SLOTS:
        raise DamagedKeys
    return replace(made, following=following)


def _slots(vault_id: str, found: Mapping[str, Any]) -> KeyFile:
    """What opens one state of the records."""
    if not 1 <= len(found["slots"]) <= MAX_SLOTS:
        raise DamagedKeys
    slots = tuple(_slot(slot) for slot in found["slots"])
    salt = _data(found["database_salt"])
    if len(salt) != _SALT:
        raise DamagedKeys
    return KeyFile(vault_id, salt, slots)


def parse(data: bytes) -> KeyFile:
    """A key file from its bytes; limits are checked before anything is computed.

    Every format has the same `check` over everything else, so that a damaged number
    of the format is not taken for a newer program's.
    """
    if len(data) > MAX_FILE:
        raise DamagedKeys(_("The key file is far larger than any key file."))
    try:
        found = json.loads(data)
        check = found.pop("check")
        if check != hashlib.sha256(_canonical(found)).hexdigest():
            raise DamagedKeys
        if found["format"] not in (1, FORMAT):
            raise TooNew(_("A newer version of DIT Desktop wrote the key file of this practice."))
        return _generations(str(uuid.UUID(found["vault_id"])), found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedKeys from error


def read(folder: Path) -> KeyFile:
    """The key file of a vault, or its copy if the file is lost or damaged; of two data keys the one in force."""
    refused: Refused = Missing(_("The key file of this practice is missing."))
    for name in (FILE, COPY):
        try:
            with (folder / name).open("rb") as file:
                return parse(file.read(MAX_FILE + 1)).in_force(folder / schema.DATABASE)
        except FileNotFoundError:
            continue
        except DamagedKeys as error:
            refused = error
        except OSError as error:  # a folder in its place, a sector that cannot be read
            refused = from_os(error) or DamagedKeys()
    raise refused


def bytes_of(path: Path) -> bytes | None:
    """As much of a file as a key file can hold, if it can be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError:
        return None


def new_key() -> bytearray:
    """A new data key; made byte by byte, so that no copy of the whole stays behind."""
    return bytearray(secrets.randbits(8) for _byte in range(KEY_BYTES))


def _aad(vault_id: str, slot: Slot) -> bytes:
    return _canonical({"vault_id": vault_id, **slot.parameters()})


def _wrap(key: bytearray, vault_id: str, slot: Slot, under: bytearray) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - see wrapping.stretched

    try:
        return replace(slot, wrapped=AESGCM(under).encrypt(slot.nonce, key, _aad(vault_id, slot)))
    finally:
        wipe(under)


def passphrase_slot(key: bytearray, vault_id: str, passphrase: str, cost: Cost) -> Slot:
    """The key wrapped under a passphrase."""
    slot = _empty(PASSPHRASE, cost)
    return _wrap(key, vault_id, slot, wrapping.stretched(passphrase, slot.salt, cost))


def code_slot(key: bytearray, vault_id: str, code: bytes, kind: str = RECOVERY) -> Slot:
    """The key wrapped under the 16 bytes of a code on paper, whose groups can be asked for again one by one."""
    slot = _empty(kind)
    slot = replace(slot, tags=proof.tags(key, slot.salt, write_code(code)))
    return _wrap(key, vault_id, slot, wrapping.expanded(code, slot.salt, kind))


def device_slot(key: bytearray, vault_id: str, bits: bytearray, made_at: datetime | None = None) -> Slot:
    """The key wrapped under bits that the system's key ring keeps."""
    slot = _empty(DEVICE, made_at=made_at)
    return _wrap(key, vault_id, slot, wrapping.expanded(bits, slot.salt, DEVICE))


def _empty(kind: str, cost: Cost | None = None, made_at: datetime | None = None) -> Slot:
    moment = made_at or datetime.now(UTC)
    return Slot(kind, secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE), b"", cost, moment)


def _unwrap(file: KeyFile, kind: str, made: Callable[[Slot], bytearray]) -> bytearray | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see wrapping.stretched
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    for slot in file.slots:
        if slot.kind != kind:
            continue
        under = made(slot)
        try:
            key = wrapping.filled(AESGCM(under), "decrypt", slot.nonce, slot.wrapped, _aad(file.vault_id, slot))
        except InvalidTag:
            continue
        finally:
            wipe(under)
        return key
    return None


def open_with_passphrase(file: KeyFile, passphrase: str) -> bytearray:
    """The data key, for whoever knows the passphrase; wipe it after use."""
    key = _unwrap(file, PASSPHRASE, lambda slot: wrapping.stretched(passphrase, slot.salt, slot.cost or STRONG))
    if key is None:
        raise WrongPassphrase
    return key


def open_with_code(file: KeyFile, code: str) -> bytearray:
    """The data key, for whoever has the recovery sheet or the full-access code; wipe it after use."""
    return _with_code(file, code)[0]


def kind_of_code(file: KeyFile, code: str) -> str:
    """Of which kind a code is that opens the vault."""
    key, kind = _with_code(file, code)
    wipe(key)
    return kind


def _with_code(file: KeyFile, code: str) -> tuple[bytearray, str]:
    data = read_code(code)
    for kind in CODES:
        key = _unwrap(file, kind, lambda slot: wrapping.expanded(data, slot.salt, slot.kind))
        if key is not None:
            return key, kind
    raise WrongCode(
        _("This code is correctly typed, but belongs to another practice, or a newer one has taken its place.")
    )


def open_with_device(file: KeyFile, bits: bytearray) -> bytearray | None:
    """The data key, with the bits that the system's key ring kept, or None if they are others."""
    return _unwrap(file, DEVICE, lambda slot: wrapping.expanded(bits, slot.salt, DEVICE))


def wipe(key: bytearray) -> None:
    """Overwrite a key in place."""
    for index in range(len(key)):
        key[index] = 0
