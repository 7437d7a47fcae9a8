# SPDX-License-Identifier: Apache-2.0
"""Whether encryption, key derivation and the key ring work on this computer, tried and not assumed.

Each function returns the version of what it tried, or raises in words what did not work.
"""

from __future__ import annotations

import secrets
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Final

from dit_desktop.i18n import _
from dit_desktop.store import keys, schema
from dit_desktop.store.errors import DamagedVault, Refused

_NEEDLE: Final = "words that must not be seen"
# RFC 9106, section 5.3
_ARGON2ID: Final = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def sqlcipher() -> str:
    """Writes, closes, finds no plaintext, flips a bit and sees it."""
    key = bytearray(secrets.token_bytes(keys.KEY_BYTES))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / schema.DATABASE
        connection = schema.create(path, key, _NEEDLE)
        found = str(connection.execute("pragma cipher_version").fetchone()[0])
        connection.close()
        _read_back(path, key)
        data = bytearray(path.read_bytes())
        if _NEEDLE.encode() in data or _NEEDLE.encode("utf-16-le") in data:  # pragma: no branch
            raise Refused(
                _("What was written can be read without the key.")
            )  # pragma: no cover - only a broken library gets here
        data[schema.PAGE // 2] ^= 1
        path.write_bytes(data)
        try:
            _read_back(path, key)
        except DamagedVault:
            return found.split(maxsplit=1)[0]
    raise Refused(_("A changed bit was not seen."))  # pragma: no cover - only a broken library gets here


def _read_back(path: Path, key: bytearray) -> None:
    connection = schema.connect(path, key, "ro")
    try:
        with schema.refusing():
            if connection.execute("select vault_id from meta").fetchone()[0] != _NEEDLE:  # pragma: no branch
                raise Refused(
                    _("What was written is not what is read.")
                )  # pragma: no cover - only a broken library gets here
    finally:
        connection.close()


def argon2() -> str:
    """Gives the bytes that the standard's own example gives."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - only where it is tried

    password, salt, secret, ad = (bytes([n]) * length for n, length in ((1, 32), (2, 16), (3, 8), (4, 12)))
    tried = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=32, ad=ad, secret=secret)
    if tried.derive(password).hex() != _ARGON2ID:  # pragma: no branch
        raise Refused(
            _("Key derivation gives other bytes than the standard.")
        )  # pragma: no cover - only a broken library gets here
    return version("cryptography")


def keyring_backend() -> str:
    """Finds out which key ring there is; that there is none is well, the passphrase is then asked."""
    import keyring  # noqa: PLC0415 - slow, and only where it is tried

    keyring.get_keyring()
    return version("keyring")
