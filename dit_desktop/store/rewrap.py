# SPDX-License-Identifier: Apache-2.0
"""New ways to open a vault that is closed: another passphrase, another recovery code; the data key stays."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from dit_desktop.store import keys, places, typed
from dit_desktop.store.errors import from_os

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dit_desktop.store.vault import Secret


def check(folder: Path, secret: Secret) -> None:
    """Refuse a passphrase or code that does not open this vault; nothing is opened."""
    places.folder_of(folder)
    keys.wipe(secret.open(keys.read(folder)))


def set_passphrase(folder: Path, secret: Secret, passphrase: str, *, cost: keys.Cost = keys.STRONG) -> None:
    """Let a new passphrase open the vault instead of the one before."""
    typed.check_strength(passphrase)
    _rewrap(folder, secret, lambda key, vault_id: keys.passphrase_slot(key, vault_id, passphrase, cost))


def set_code(folder: Path, secret: Secret) -> str:
    """Let a new recovery code open the vault instead of the one before; returns it."""
    code = secrets.token_bytes(16)
    _rewrap(folder, secret, lambda key, vault_id: keys.recovery_slot(key, vault_id, code))
    return typed.write_code(code)


def _rewrap(folder: Path, secret: Secret, wrap: Callable[[bytearray, str], keys.Slot]) -> None:
    places.folder_of(folder)
    with places.lock(folder):
        file = keys.read(folder)
        key = secret.open(file)
        try:
            file.with_slot(wrap(key, file.vault_id)).write(folder)
        except OSError as error:
            raise from_os(error) or error from error
        finally:
            keys.wipe(key)
