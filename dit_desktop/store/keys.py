# SPDX-License-Identifier: Apache-2.0
"""The data key, and the slots in which it is kept wrapped.

The key is 256 random bits and never derived from anything.  Each slot of keys.json
holds it wrapped with AES-256-GCM under a key made from a passphrase or a code; the
slot's kind and parameters are authenticated along with it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from dit_desktop.i18n import _
from dit_desktop.paths import write_atomically
from dit_desktop.store.errors import DamagedKeys, Missing, Refused, TooNew, WeakPassphrase, WrongCode, WrongPassphrase

FILE: Final = "keys.json"
COPY: Final = "keys.json.copy"
FORMAT: Final = 1
KEY_BYTES: Final = 32
MAX_FILE: Final = 64 * 1024
MAX_SLOTS: Final = 8


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
        """Replace both copies in one act: a stale one would accept an old passphrase."""
        data = self.dump()
        write_atomically(folder / FILE, data)
        write_atomically(folder / COPY, data)

    def with_slot(self, slot: Slot) -> KeyFile:
        """The same file with this slot in place of the one of its kind."""
        return replace(self, slots=(*(old for old in self.slots if old.kind != slot.kind), slot))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _canonical(made: Mapping[str, Any]) -> bytes:
    return json.dumps(made, sort_keys=True, separators=(",", ":")).encode()


def _slot(found: Mapping[str, Any]) -> Slot:
    cost = None
    if found["kdf"] == "argon2id":
        cost = Cost(found["memory"], found["passes"], found["lanes"])
        asked = (cost.memory, cost.passes, cost.lanes)
        limits = (MOST.memory, MOST.passes, MOST.lanes)
        if not all(isinstance(have, int) and 1 <= have <= most for have, most in zip(asked, limits, strict=True)):
            raise DamagedKeys(_("The key file asks for more work than any program should do."))
    data = [base64.b64decode(found[name], validate=True) for name in ("salt", "nonce", "wrapped")]
    return Slot(found["kind"], *data, cost=cost)


def parse(data: bytes) -> KeyFile:
    """A key file from its bytes; limits are checked before anything is computed."""
    if len(data) > MAX_FILE:
        raise DamagedKeys(_("The key file is far larger than any key file."))
    try:
        found = json.loads(data)
        version = found["format"]
        check = found.pop("check")
        if version == FORMAT and check != hashlib.sha256(_canonical(found)).hexdigest():
            raise DamagedKeys
        if version != FORMAT:
            raise TooNew
        if len(found["slots"]) > MAX_SLOTS:
            raise DamagedKeys
        slots = tuple(_slot(slot) for slot in found["slots"])
        salt = base64.b64decode(found["database_salt"], validate=True)
        return KeyFile(str(uuid.UUID(found["vault_id"])), salt, slots)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedKeys from error


def read(folder: Path) -> KeyFile:
    """The key file of a vault, or its copy if the file is lost or damaged."""
    first: Refused | None = None
    for name in (FILE, COPY):
        try:
            with (folder / name).open("rb") as file:
                return parse(file.read(MAX_FILE + 1))
        except FileNotFoundError:
            first = first or Missing(_("The key file of this practice is missing."))
        except DamagedKeys as error:
            first = error
    assert first is not None
    raise first


def _normal(passphrase: str) -> bytes:
    """A passphrase as bytes: NFC, spaces kept, so that every keyboard gives the same."""
    return unicodedata.normalize("NFC", passphrase[:1000]).encode("utf-8", "surrogatepass")


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - 30 ms the unlock page can spare

    made = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return made.derive(_normal(passphrase))


def _expanded(code: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - see _stretched
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"dit-desktop recovery code").derive(code)


def _aad(vault_id: str, slot: Slot) -> bytes:
    return _canonical({"vault_id": vault_id, **slot.parameters()})


def _wrap(key: bytearray, vault_id: str, slot: Slot, wrapping: bytes) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - see _stretched

    return replace(slot, wrapped=AESGCM(wrapping).encrypt(slot.nonce, key, _aad(vault_id, slot)))


def passphrase_slot(key: bytearray, vault_id: str, passphrase: str, cost: Cost) -> Slot:
    """The key wrapped under a passphrase."""
    slot = Slot("passphrase", secrets.token_bytes(16), secrets.token_bytes(12), b"", cost)
    return _wrap(key, vault_id, slot, _stretched(passphrase, slot.salt, cost))


def recovery_slot(key: bytearray, vault_id: str, code: bytes) -> Slot:
    """The key wrapped under the 16 bytes of a recovery code."""
    slot = Slot("recovery", secrets.token_bytes(16), secrets.token_bytes(12), b"")
    return _wrap(key, vault_id, slot, _expanded(code, slot.salt))


def _unwrap(file: KeyFile, kind: str, wrapping: Callable[[Slot], bytes]) -> bytearray | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see _stretched
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    for slot in file.slots:
        if slot.kind != kind:
            continue
        try:
            return bytearray(AESGCM(wrapping(slot)).decrypt(slot.nonce, slot.wrapped, _aad(file.vault_id, slot)))
        except InvalidTag:
            continue
    return None


def open_with_passphrase(file: KeyFile, passphrase: str) -> bytearray:
    """The data key, for whoever knows the passphrase; wipe it after use."""

    def wrapping(slot: Slot) -> bytes:
        assert slot.cost is not None
        return _stretched(passphrase, slot.salt, slot.cost)

    key = _unwrap(file, "passphrase", wrapping)
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


# --- Recovery codes: 128 random bits and a checksum as 28 Crockford characters in seven groups ---

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def _checksum(data: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"dit-desktop code" + data).digest()[:2], "big") & 0x3FF


def write_code(data: bytes) -> str:
    """A code's 16 bytes as seven groups of four; the last two characters are the checksum."""
    number = int.from_bytes(data, "big") << 10 | _checksum(data)
    # 128 bits fill 26 characters with two bits to spare; the checksum is two characters of its own
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(135, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 28, 4))


def read_code(code: str) -> bytes:
    """The 16 bytes of a code as a person typed it; lower case, O/0 and I/L/1 are read alike."""
    letters = code.upper().translate(_ALIKE)
    if len(letters) != 28 or any(letter not in _ALPHABET for letter in letters):
        raise WrongCode(_("A recovery code has seven groups of four letters and digits."))
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    data, check = number >> 10, number & 0x3FF
    if data >> 128 or _checksum(data.to_bytes(16, "big")) != check:
        raise WrongCode(_("There is a slip in this code: its last two characters do not fit the others."))
    return data.to_bytes(16, "big")


# --- Passphrases ---

LEAST_LENGTH: Final = 12
LEAST_GUESSES: Final = 1e14
_JUDGED: Final = 72  # zxcvbn takes no more


def guesses(passphrase: str) -> float:
    """How many tries an informed stranger would need."""
    if not passphrase:
        return 0.0
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 60 ms and only where a passphrase is chosen

    return float(zxcvbn(passphrase[:_JUDGED])["guesses"])


def check_strength(passphrase: str) -> None:
    """Refuse a passphrase that could be guessed."""
    if len(passphrase) < LEAST_LENGTH or guesses(passphrase) < LEAST_GUESSES:
        raise WeakPassphrase
