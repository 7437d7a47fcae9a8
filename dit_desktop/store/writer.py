# SPDX-License-Identifier: Apache-2.0
"""Saves on a thread of their own, one after the other: a save is several flushes of the disk."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.records.fields import Record
    from dit_desktop.store.vault import Vault

R = TypeVar("R", bound="Record")
T = TypeVar("T")


class Writer:
    """Takes what is to be saved, keeps the order, and gives a promise for each."""

    def __init__(self, vault: Vault) -> None:
        """Write into this vault."""
        self._vault = vault
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def save(self, record: R, *, visit: bool) -> Future[R]:
        """Save a record soon; the promise holds it as it was saved, or says why it was not."""
        return self._thread.submit(self._vault.save, record, visit=visit)

    def run(self, work: Callable[[], T]) -> Future[T]:
        """Do something else to the vault in its turn."""
        return self._thread.submit(work)

    def finish(self) -> None:
        """Wait until everything promised so far is done, and take nothing more."""
        self._thread.shutdown(wait=True)
