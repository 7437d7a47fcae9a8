# SPDX-License-Identifier: Apache-2.0
"""The data key, and the slots in which it is kept wrapped.

The key is 256 random bits and never derived from anything.  Each slot of keys.json
holds it wrapped with AES-256-GCM under a key made from a passphrase or a code; the
slot's kind and parameters are authenticated along with it.  Keys live in bytearrays
from the first byte on, because nothing else can be overwritten.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from dit_desktop.i18n import _
from dit_desktop.paths import write_atomically
from dit_desktop.store.errors import (
    DamagedKeys,
    Missing,
    Refused,
    TooNew,
    WrongCode,
    WrongPassphrase,
    from_os,
)
from dit_desktop.store.typed import normal, read_code

FILE: Final = "keys.json"
COPY: Final = "keys.json.copy"
FORMAT: Final = 1
KEY_BYTES: Final = 32
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

    kind: str  # "passphrase" or "recovery"
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None = None  # of a passphrase; a code has its 128 bits and needs no stretching

    def parameters(self) -> dict[str, Any]:
        """What is authenticated with the wrapped key, as it stands in the file."""
        made: dict[str, Any] = {"kind": self.kind, "salt": _text(self.salt)}
        if self.cost:
            made |= {"kdf": "argon2id", "memory": self.cost.memory, "passes": self.cost.passes}
            made |= {"lanes": self.cost.lanes}
        else:
            made |= {"kdf": "hkdf-sha256"}
        return made


@dataclass(frozen=True)
class KeyFile:
    """The slots of one vault, and the first bytes by which its records file is known."""

    vault_id: str
    database_salt: bytes  # the 16 bytes SQLCipher keeps in clear at the head of the file
    slots: tuple[Slot, ...]

    def dump(self) -> bytes:
        """The file's bytes; `check` tells a damaged file from a wrong passphrase."""
        made: dict[str, Any] = {
            "format": FORMAT,
            "vault_id": self.vault_id,
            "database_salt": _text(self.database_salt),
            "slots": [
                {**slot.parameters(), "nonce": _text(slot.nonce), "wrapped": _text(slot.wrapped)} for slot in self.slots
            ],
        }
        made["check"] = hashlib.sha256(_canonical(made)).hexdigest()
        return json.dumps(made, indent=1, sort_keys=True).encode() + b"\n"

    def write(self, folder: Path) -> None:
        """Replace both copies in one act: a stale one would accept an old passphrase.

        The copy comes first, so that a refusal in between leaves what opened before.
        """
        data = self.dump()
        write_atomically(folder / COPY, data)
        write_atomically(folder / FILE, data)

    def with_slot(self, slot: Slot) -> KeyFile:
        """The same file with this slot in place of the one of its kind."""
        return replace(self, slots=(*(old for old in self.slots if old.kind != slot.kind), slot))


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
    way = (found["kind"], found["kdf"])
    if way not in (("passphrase", "argon2id"), ("recovery", "hkdf-sha256")):
        raise DamagedKeys
    cost = _cost(found) if way[0] == "passphrase" else None
    salt, nonce, wrapped = (base64.b64decode(found[name], validate=True) for name in ("salt", "nonce", "wrapped"))
    if (len(salt), len(nonce), len(wrapped)) != (_SALT, _NONCE, KEY_BYTES + _TAG):
        raise DamagedKeys
    return Slot(way[0], salt, nonce, wrapped, cost)


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
        if found["format"] != FORMAT:
            raise TooNew(_("A newer version of DIT Desktop wrote the key file of this practice."))
        if not 1 <= len(found["slots"]) <= MAX_SLOTS:
            raise DamagedKeys
        slots = tuple(_slot(slot) for slot in found["slots"])
        salt = base64.b64decode(found["database_salt"], validate=True)
        if len(salt) != _SALT:
            raise DamagedKeys
        return KeyFile(str(uuid.UUID(found["vault_id"])), salt, slots)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedKeys from error


def read(folder: Path) -> KeyFile:
    """The key file of a vault, or its copy if the file is lost or damaged."""
    refused: Refused = Missing(_("The key file of this practice is missing."))
    for name in (FILE, COPY):
        try:
            with (folder / name).open("rb") as file:
                return parse(file.read(MAX_FILE + 1))
        except FileNotFoundError:
            continue
        except DamagedKeys as error:
            refused = error
        except OSError as error:  # a folder in its place, a sector that cannot be read
            refused = from_os(error) or DamagedKeys()
    raise refused


def new_key() -> bytearray:
    """A new data key; made byte by byte, so that no copy of the whole stays behind."""
    return bytearray(secrets.randbits(8) for _byte in range(KEY_BYTES))


def filled(made: Any, step: str, *given: bytes) -> bytearray:
    """The 32 bytes a cryptographic step gives, in memory that can be wiped.

    The last release with a wheel for Windows on ARM cannot fill a buffer; there a copy
    stays with Python until the process ends.
    """
    into = getattr(made, f"{step}_into", None)
    if into is None:
        return bytearray(getattr(made, step)(*given))
    result = bytearray(KEY_BYTES)
    into(*given, result)
    return result


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - 30 ms the unlock page can spare

    made = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return filled(made, "derive", normal(passphrase).encode("utf-8", "surrogatepass"))


def _expanded(code: bytes, salt: bytes) -> bytearray:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - see _stretched
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    made = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"dit-desktop recovery code")
    return filled(made, "derive", code)


def _aad(vault_id: str, slot: Slot) -> bytes:
    return _canonical({"vault_id": vault_id, **slot.parameters()})


def _wrap(key: bytearray, vault_id: str, slot: Slot, wrapping: bytearray) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - see _stretched

    try:
        return replace(slot, wrapped=AESGCM(wrapping).encrypt(slot.nonce, key, _aad(vault_id, slot)))
    finally:
        wipe(wrapping)


def passphrase_slot(key: bytearray, vault_id: str, passphrase: str, cost: Cost) -> Slot:
    """The key wrapped under a passphrase."""
    slot = Slot("passphrase", secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE), b"", cost)
    return _wrap(key, vault_id, slot, _stretched(passphrase, slot.salt, cost))


def recovery_slot(key: bytearray, vault_id: str, code: bytes) -> Slot:
    """The key wrapped under the 16 bytes of a recovery code."""
    slot = Slot("recovery", secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE), b"")
    return _wrap(key, vault_id, slot, _expanded(code, slot.salt))


def _unwrap(file: KeyFile, kind: str, wrapping: Callable[[Slot], bytearray]) -> bytearray | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see _stretched
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    for slot in file.slots:
        if slot.kind != kind:
            continue
        under = wrapping(slot)
        try:
            key = filled(AESGCM(under), "decrypt", slot.nonce, slot.wrapped, _aad(file.vault_id, slot))
        except InvalidTag:
            continue
        finally:
            wipe(under)
        return key
    return None


def open_with_passphrase(file: KeyFile, passphrase: str) -> bytearray:
    """The data key, for whoever knows the passphrase; wipe it after use."""
    key = _unwrap(file, "passphrase", lambda slot: _stretched(passphrase, slot.salt, slot.cost or STRONG))
    if key is None:
        raise WrongPassphrase
    return key


def open_with_code(file: KeyFile, code: str) -> bytearray:
    """The data key, for whoever has the recovery sheet; wipe it after use."""
    data = read_code(code)
    key = _unwrap(file, "recovery", lambda slot: _expanded(data, slot.salt))
    if key is None:
        raise WrongCode(_("This recovery code is correctly typed, but belongs to another practice."))
    return key


def wipe(key: bytearray) -> None:
    """Overwrite a key in place."""
    for index in range(len(key)):
        key[index] = 0
