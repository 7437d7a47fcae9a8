# SPDX-License-Identifier: Apache-2.0
"""What a person types to open a vault: how a passphrase is read and judged, how a recovery code is written and read."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from dit_desktop.i18n import _
from dit_desktop.store.errors import WeakPassphrase, WrongCode

# --- Recovery codes: 128 random bits and a checksum as 28 Crockford characters in seven groups ---

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
# The remainder by a prime below 1,024 differs after every single wrong character and every
# exchange of two neighbours; any other slip is overlooked once in 1,021 times and then found by the tag.
_PRIME: Final = 1021


def _checksum(data: bytes) -> int:
    return int.from_bytes(data, "big") % _PRIME


def write_code(data: bytes) -> str:
    """A code's 16 bytes as seven groups of four; the last two characters are the checksum."""
    number = int.from_bytes(data, "big") << 10 | _checksum(data)
    # 128 bits fill 26 characters with two bits to spare; the checksum is two characters of its own
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(135, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 28, 4))


def new_code() -> str:
    """A code that nobody has had before."""
    return write_code(secrets.token_bytes(16))


def alike(text: str) -> str:
    """Letters and digits of a code as it was written, whichever way a person typed them."""
    return "".join(letter for letter in text.upper() if letter.isalnum()).translate(_ALIKE)


def read_code(code: str) -> bytes:
    """The 16 bytes of a code as a person typed it; lower case, O/0 and I/L/1 are read alike."""
    letters = alike(code)
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
LONGEST: Final = 1000
LEAST_GUESSES: Final = 1e14
# zxcvbn takes no more than 72 characters, and needs seconds for some of that length; their beginning is enough.
_JUDGED: Final = (24, 72)


def normal(passphrase: str) -> str:
    """A passphrase as every keyboard gives it: NFC, spaces kept, the first 1,000 characters."""
    return unicodedata.normalize("NFC", passphrase)[:LONGEST]


def guesses(passphrase: str) -> float:
    """How many tries an informed stranger would need."""
    if not passphrase:
        return 0.0
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 60 ms and only where a passphrase is chosen

    found = 0.0
    for judged in _JUDGED:
        found = float(zxcvbn(normal(passphrase)[:judged])["guesses"])
        if found >= LEAST_GUESSES:
            break
    return found


def check_strength(passphrase: str) -> None:
    """Refuse a passphrase that could be guessed."""
    if len(normal(passphrase)) < LEAST_LENGTH or guesses(passphrase) < LEAST_GUESSES:
        raise WeakPassphrase
