# SPDX-License-Identifier: Apache-2.0
"""Key files as the program writes them, and as somebody would who knows their form and means no good."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from typing import Any

from dit_desktop.store import keys
from tests.store.practices import CHEAP, PASSPHRASE

CODE = bytes(range(16))


def key_file(passphrase: str = PASSPHRASE, code: bytes = CODE) -> tuple[bytearray, keys.KeyFile]:
    key, vault_id = keys.new_key(), str(uuid.uuid4())
    slots = (keys.passphrase_slot(key, vault_id, passphrase, CHEAP), keys.code_slot(key, vault_id, code))
    return key, keys.KeyFile(vault_id, os.urandom(16), slots)


def forged(file: keys.KeyFile, change: Any) -> bytes:
    """A key file as somebody would write it who knows its form: changed, and its check put right."""
    found = json.loads(file.dump())
    del found["check"]
    change(found)
    found["check"] = hashlib.sha256(json.dumps(found, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    return json.dumps(found).encode()
