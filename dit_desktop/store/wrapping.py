# SPDX-License-Identifier: Apache-2.0
"""The keys under which the data key is wrapped, made from what a person typed or a system kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dit_desktop.store.typed import normal

if TYPE_CHECKING:
    from dit_desktop.store import keys

BYTES: Final = 32
FOR: Final = {  # what the bits of each kind of slot are expanded for
    "recovery": b"dit-desktop recovery code",
    "keeper": b"dit-desktop full-access code",
    "device": b"dit-desktop this device",
}


def filled(made: Any, step: str, *given: bytes | bytearray) -> bytearray:
    """The 32 bytes a cryptographic step gives, in memory that can be wiped.

    The last release with a wheel for Windows on ARM cannot fill a buffer; there a copy
    stays with Python until the process ends.
    """
    into = getattr(made, f"{step}_into", None)
    if into is None:
        return bytearray(getattr(made, step)(*given))
    result = bytearray(BYTES)
    into(*given, result)
    return result


def stretched(passphrase: str, salt: bytes, cost: keys.Cost) -> bytearray:
    """The key a passphrase gives."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - 30 ms the unlock page can spare

    made = Argon2id(salt=salt, length=BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return filled(made, "derive", normal(passphrase).encode("utf-8", "surrogatepass"))


def expanded(bits: bytes | bytearray, salt: bytes, kind: str = "recovery") -> bytearray:
    """The key that random bits give, on paper or in a key ring."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - see stretched
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    made = HKDF(algorithm=SHA256(), length=BYTES, salt=salt, info=FOR[kind])
    return filled(made, "derive", bits)
