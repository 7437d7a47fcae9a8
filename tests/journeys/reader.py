# SPDX-License-Identifier: Apache-2.0
"""Reads a practice with the driver and the documented key file alone, as somebody could in thirty years."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlcipher3 import dbapi2


class Reader:
    """A vault's records; the passphrase is stretched once."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        self._folder = folder
        self._key = data_key(json.loads((folder / "keys.json").read_text("utf-8")), passphrase)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The fields of all records of a kind, oldest first; read from a copy, so that nothing is changed."""
        with tempfile.TemporaryDirectory() as place:
            for name in ("records.db", "records.db-journal"):
                if (self._folder / name).exists():
                    shutil.copy(self._folder / name, place)
            connection = dbapi2.connect(str(Path(place) / "records.db"))
            try:
                connection.execute(f"pragma key = \"x'{self._key.hex()}'\"")
                connection.execute("pragma temp_store = memory")
                rows = connection.execute("select body from record where kind = ? order by id", (kind,)).fetchall()
            finally:
                connection.close()
        return [json.loads(body) for (body,) in rows]

    def everything(self, kinds: list[str]) -> str:
        """All records of these kinds in one text."""
        return "\n".join(json.dumps(self.records(kind), ensure_ascii=False) for kind in kinds)


def data_key(file: dict[str, Any], passphrase: str) -> bytes:
    """The data key out of the key file: Argon2id over the passphrase, then AES-256-GCM."""
    slot = next(slot for slot in file["slots"] if slot["kind"] == "passphrase")
    wrapping = Argon2id(
        salt=base64.b64decode(slot["salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory"],
    ).derive(unicodedata.normalize("NFC", passphrase).encode())
    said = {name: value for name, value in slot.items() if name not in {"nonce", "wrapped"}}
    said["vault_id"] = file["vault_id"]
    told = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return AESGCM(wrapping).decrypt(base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"]), told)
