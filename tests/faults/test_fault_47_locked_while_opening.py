# SPDX-License-Identifier: Apache-2.0
"""It locks while a practice is being opened and brought up to date: nobody sees it, and it is whole."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from dit_desktop.store import backup, places, schema, upgrade, verify
from tests.faults.common import Own, backups
from tests.practices import PASSPHRASE, SECRET, by_hand
from tests.store.practices import take_back
from tests.ui.window import Replaced, press, until, window_on, write

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("name", ["screen", "suspend"])
def test_fault_47_locked_during_a_migration_nothing_is_shown_and_all_is_whole(
    own: Own, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with by_hand(own.folder) as connection:
        take_back(connection, 1)
    own.state.rename(own.folder / "state.json")
    reached, go_on = threading.Event(), threading.Event()
    real: Callable[..., object] = backup.backup

    def held(*given: object, **named: object) -> object:
        reached.set()
        go_on.wait(20)
        return real(*given, **named)

    monkeypatch.setattr(upgrade, "backup", held)
    replaced = Replaced()
    with window_on(own.folder, replaced) as window:
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        until(reached.is_set)
        window.pull(name)
        assert replaced.lines == []
        go_on.set()
        until(lambda: replaced.lines)
        assert window.workspace is None, "nobody has seen anything of it"
        assert "--locked-at" in replaced.lines[0]
    report = verify.report(own.folder, SECRET)
    assert report.ok
    assert report.schema == schema.current()
    assert len(backups(own.folder / places.BACKUPS)) == 1
    assert not list((own.folder / places.BACKUPS).glob(".*"))
    assert not (own.folder / places.WORK).exists()


def test_a_lock_before_the_passphrase_was_given_keeps_nobody_out(own: Own) -> None:
    own.state.rename(own.folder / "state.json")
    replaced = Replaced()
    with window_on(own.folder, replaced) as window:
        window.pull("screen")
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        until(lambda: window.workspace)
        assert replaced.lines == []
