# SPDX-License-Identifier: Apache-2.0
"""The keys of an open vault: its key file, and the data key disguised until something must be opened with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from dit_desktop.store import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dit_desktop.store.keys import KeyFile


class Held:
    """A data key that is nowhere in memory as it is, only as two halves that are noise without each other."""

    def __init__(self, file: KeyFile, key: bytearray) -> None:
        """Take a disguised copy; the key itself is the caller's to wipe."""
        self.file = file
        self._noise = keys.new_key()
        self._rest = bytearray(one ^ other for one, other in zip(key, self._noise, strict=True))

    def key(self) -> bytearray:
        """The data key, for a connection to a copy of the records; wipe it after use."""
        return bytearray(one ^ other for one, other in zip(self._rest, self._noise, strict=True))

    @contextmanager
    def lent(self) -> Iterator[bytearray]:
        """The data key for a moment."""
        key = self.key()
        try:
            yield key
        finally:
            keys.wipe(key)

    def wipe(self) -> None:
        """Forget the key."""
        keys.wipe(self._noise)
        keys.wipe(self._rest)
