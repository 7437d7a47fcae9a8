# SPDX-License-Identifier: Apache-2.0
"""The pages of a records file in clear, read and written past the database, with what no row uses any more."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dit_desktop.store import keys, schema
from dit_desktop.store.cells import cells
from dit_desktop.store.pages import Pages

PAGE, SALT, IV, TAG = 4096, 16, 16, 64  # as SQLCipher 4 has them: a page ends in its vector and its seal
ENDS = PAGE - IV - TAG
_COLUMNS = 9  # of a record
_LEAF = 0x0D  # a page of a table that holds rows


def _page(data: bytes | bytearray, at: int, key: bytes) -> bytes:
    vector = data[at + ENDS : at + ENDS + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(data[at + (0 if at else SALT) : at + ENDS]) + decryptor.finalize()


def pages(database: Path, key: bytes | bytearray) -> list[bytes]:
    """Every page, in their order."""
    data = database.read_bytes()
    assert len(data) % PAGE == 0
    return [_page(data, at, bytes(key)) for at in range(0, len(data), PAGE)]


def decrypted(database: Path, key: bytes | bytearray) -> bytes:
    """Every page, one after the other."""
    return b"".join(pages(database, key))


def leave_behind(database: Path, key: bytes | bytearray, words: bytes) -> None:
    """Put words where no row uses a page, as they are left when a page is divided; the file stays whole."""
    data = bytearray(database.read_bytes())
    for at in range(PAGE, len(data), PAGE):
        page = bytearray(_page(data, at, bytes(key)))
        begins, ends = 8 + 2 * int.from_bytes(page[3:5], "big"), int.from_bytes(page[5:7], "big")
        if page[0] == _LEAF and ends - begins > len(words):
            page[begins : begins + len(words)] = words
            _put(data, at, page, bytes(key))
            database.write_bytes(data)
            return
    raise AssertionError("every page is full")


def write_page(database: Path, key: bytes | bytearray, number: int, change: Callable[[bytearray], None]) -> None:
    """Change a page as somebody can who has the key and goes past the database; it is sealed again."""
    data = bytearray(database.read_bytes())
    at = (number - 1) * PAGE
    page = bytearray(_page(data, at, bytes(key)))
    change(page)
    _put(data, at, page, bytes(key))
    database.write_bytes(data)


def _put(data: bytearray, at: int, page: bytes | bytearray, key: bytes) -> None:
    """Seal a page, but not the first, and put it in its place."""
    vector = os.urandom(IV)
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    sealed = encryptor.update(bytes(page)) + encryptor.finalize() + vector
    salt = bytes(byte ^ 0x3A for byte in data[:SALT])
    seal = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
    tag = hmac.new(seal, sealed + (at // PAGE + 1).to_bytes(4, "little"), hashlib.sha512).digest()
    data[at : at + PAGE] = sealed + tag


def leaf_of(folder: Path, key: bytes | bytearray, record: int) -> int:
    """The number of the page on which the row of a record begins."""
    with Pages(folder / schema.DATABASE, bytearray(key), keys.read(folder).database_salt) as pages:
        for number in range(1, pages.count + 1):
            for cell in cells(number, pages.get(number) or bytes(PAGE), pages.get):
                if not cell.entry and len(cell.values) == _COLUMNS and cell.number == record:
                    return number
    raise AssertionError(record)
