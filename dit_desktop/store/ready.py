# SPDX-License-Identifier: Apache-2.0
"""What every opening of a vault needs and can be made before it: nobody waits for it while a passphrase is typed."""

from __future__ import annotations

from dit_desktop.records.kinds import field_names
from dit_desktop.store import schema


def make_ready() -> None:
    """Load the ciphers, and work out the fields of all records and what an untouched schema looks like."""
    from cryptography.hazmat.primitives.ciphers import aead  # noqa: F401, PLC0415 - the import is the work
    from cryptography.hazmat.primitives.kdf import argon2  # noqa: F401, PLC0415

    field_names()
    schema.expected_digest(schema.current())
