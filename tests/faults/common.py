# SPDX-License-Identifier: Apache-2.0
"""What the faults have in common: a practice to break, processes that end at a named step, and disks without room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dit_desktop.store import bundle, schema, verify
from dit_desktop.store.backup import Backup, backup
from dit_desktop.store.vault import Vault, open_vault
from tests.practices import PASSPHRASE, SECRET
from tests.store.practices import start

# Runs in a process of its own: `at` ends it without any farewell at the step that is named.
ENDING = """
import os, signal, sys
from pathlib import Path
from dit_desktop.store import backup, restore, schema, upgrade, vault
from dit_desktop.store.vault import Secret
one, two, state, words, step, *more = sys.argv[1:]
one, two, state, secret = Path(one), Path(two), Path(state), Secret(words)
def at(name):
    if name == step:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@dataclass(frozen=True)
class Own:
    """A closed practice, where its last seen state is noted, and its recovery code."""

    folder: Path
    state: Path
    code: str

    @property
    def database(self) -> Path:
        return self.folder / schema.DATABASE

    def open(self) -> Vault:
        return open_vault(self.folder, SECRET, state=self.state)

    def back_up(self, to: Path) -> Backup:
        opened = self.open()
        try:
            return backup(opened, to)
        finally:
            opened.close()

    def do(self, work: Callable[[Vault], object]) -> None:
        opened = self.open()
        try:
            work(opened)
        finally:
            opened.close()


def holds(path: Path) -> tuple[dict[str, int], object]:
    """Counts and chain of a practice or backup that is whole."""
    report = verify.report(path, SECRET)
    assert report.findings == ()
    return report.counts, report.head


def spoil(path: Path, page: int) -> None:
    """One bit of one page is not what was written."""
    data = bytearray(path.read_bytes())
    data[(page - 1) * schema.PAGE + 1234] ^= 0x10
    path.write_bytes(data)


def spoil_packed(path: Path, page: int) -> None:
    """One bit of one page of the records in a backup is not what was written."""
    begins = bundle.read(path).begins
    data = bytearray(path.read_bytes())
    data[begins + (page - 1) * schema.PAGE + 1234] ^= 0x10
    path.write_bytes(data)


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{bundle.SUFFIX}"))


def end_at(code: str, step: str, one: Path, two: Path, state: Path, *more: str) -> int:
    """How a process that was to end at a step has ended: -9, or 0 if it never came there."""
    process = start(ENDING + code, one, two, state, PASSPHRASE, step, *more)
    _out, err = process.communicate(timeout=60)
    assert err == ""
    return process.returncode
