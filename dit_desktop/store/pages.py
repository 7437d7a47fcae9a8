# SPDX-License-Identifier: Apache-2.0
"""The pages of a damaged records file, one by one and past the database, which gives up where the first is bad.

Each page is as SQLCipher 4 leaves it: its content under AES-256 in CBC mode, then the
vector, then the HMAC-SHA-512 of both and of the page's number, so that a page that is
not the one written at its place never opens.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final, Self

from dit_desktop.store import keys, schema

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_VECTOR: Final = 16
_SEAL: Final = 64
USABLE: Final = schema.PAGE - _VECTOR - _SEAL  # bytes of a page that the database fills
_TURN: Final = 0x3A  # by which the salt of the seals differs from that of the file
_ROUNDS: Final = 2


class Pages:
    """A records file that is only read, and only page by page."""

    def __init__(self, database: Path, key: bytearray, salt: bytes) -> None:
        """Read this file with its data key and the salt its key file knows; the first page may have lost its own."""
        self._file = database.open("rb")
        self._key = key
        self._seal = _sealing_key(key, salt)
        self.count = self._file.seek(0, 2) // schema.PAGE
        self.bad: set[int] = set()  # pages that were asked for and are not what was written

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._file.close()
        keys.wipe(self._seal)

    def get(self, number: int) -> bytes | None:
        """A page in clear, the first page's missing head as zeros; None where it is not what was written."""
        if not 1 <= number <= self.count:
            return None
        self._file.seek((number - 1) * schema.PAGE)
        found = self.opened(number, self._file.read(schema.PAGE))
        if found is None:
            self.bad.add(number)
        return found

    def opened(self, number: int, data: bytes) -> bytes | None:
        """These bytes in clear if they were written as the page of this number."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415 - 30 ms

        head = schema.SALT if number == 1 else 0
        sealed, tag = data[head:-_SEAL], data[-_SEAL:]
        made = hmac.digest(self._seal, sealed + number.to_bytes(4, "little"), "sha512")
        if not hmac.compare_digest(made, tag):
            return None
        opener = Cipher(algorithms.AES(self._key), modes.CBC(sealed[-_VECTOR:])).decryptor()
        return bytes(head) + opener.update(sealed[:-_VECTOR]) + opener.finalize()


def _sealing_key(key: bytearray, salt: bytes) -> bytearray:
    return bytearray(hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _TURN for byte in salt), _ROUNDS, keys.KEY_BYTES))
