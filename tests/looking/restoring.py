# SPDX-License-Identifier: Apache-2.0
"""The pages on which a backup comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dit_desktop.store import bundle
from dit_desktop.store.errors import DamagedBackup
from dit_desktop.store.restore import Restored
from dit_desktop.store.seal import Head
from dit_desktop.store.snapshot import Source
from dit_desktop.ui.vault.restore import RestorePage
from dit_desktop.ui.vault.restored import RestoredPage, UnderWayPage, stopped

FILE = Path("dit-4f1c09aa-00000412-20261125T180400Z.ditbackup")
BACKUP = bundle.Manifest(
    vault_id="",
    schema=1,
    program="0.1.0",
    head=Head(412, b""),
    counts={"SessionNote": 212, "Client": 21},
    digests={},
    made_at=datetime(2026, 11, 25, 18, 4, tzinfo=UTC),
    upgrade=False,
    example=False,
    source=Source(0, 0),
)


def restoring(folder: Path) -> Iterator[tuple[str, QWidget]]:
    """From the file that was picked to what was done with it."""
    yield "restore", RestorePage(FILE, BACKUP, folder)
    refused = RestorePage(FILE, BACKUP, folder)
    refused.ask_for(code=True)
    refused.refuse(DamagedBackup())
    yield "restore-refused", refused
    given_up = RestorePage(FILE, BACKUP, folder)
    given_up.refuse(stopped())
    yield "restore-stopped", given_up
    under_way = UnderWayPage()
    under_way.show_phase(1)
    yield "restore-under-way", under_way
    yield "restored", RestoredPage(BACKUP, Restored("", "", None, 0, unasked=False), folder)
    aside = folder.with_name(f"{folder.name}-replaced-20261126T080112Z")
    yield "restored-over", RestoredPage(BACKUP, Restored("", "", aside, 14, unasked=True), folder)
