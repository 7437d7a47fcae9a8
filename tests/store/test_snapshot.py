# SPDX-License-Identifier: Apache-2.0
"""A copy of the records while they are open: whole, private, holding nobody up, and gone afterwards."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import journal, keys, places, schema, snapshot
from dit_desktop.store.errors import DamagedVault, Missing
from dit_desktop.store.held import Held
from dit_desktop.store.vault import Vault
from tests.store.practices import Practice


class Enough(Exception):  # noqa: N818
    """Somebody wants the work to end."""


def test_a_snapshot_is_the_file_byte_for_byte_and_private(opened: Vault) -> None:
    opened.add(SessionNote(material="heron"))
    with snapshot.snapshot(opened) as taken:
        assert taken.database.read_bytes() == (opened.folder / schema.DATABASE).read_bytes()
        assert taken.source == snapshot.source_of(opened.folder / schema.DATABASE)
        assert stat.S_IMODE(taken.folder.stat().st_mode) == 0o700
        assert taken.folder.parent.parent == opened.folder
        key = opened.held.key()
        connection = schema.connect(taken.database, key, "ro&immutable=1")
        assert connection.execute("select count(*) from record").fetchone()[0] == 1
        connection.close()
        with snapshot.snapshot(opened) as other:
            assert other.folder != taken.folder
        assert taken.database.exists()
    assert not (opened.folder / places.WORK).exists()


def test_while_the_file_is_copied_reading_goes_on_and_saving_waits(
    opened: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "CHUNK", 4096)
    note = opened.add(SessionNote(material="before"))
    waiting, saved = threading.Event(), threading.Event()

    def save() -> None:
        waiting.set()
        opened.save(SessionNote(id=note.id, material="after"))
        saved.set()

    thread = threading.Thread(target=save)
    steps = []

    def at(step: str) -> None:
        steps.append(step)
        if len(steps) == 2:
            thread.start()
            assert waiting.wait(5)
        if len(steps) >= 2:
            assert not saved.wait(0.02)
            assert opened.get(note.id) == note

    with snapshot.snapshot(opened, at) as taken:
        thread.join(5)
        assert saved.is_set()
        assert taken.database.read_bytes() != (opened.folder / schema.DATABASE).read_bytes()
    assert len(steps) == taken.source.size // 4096


def test_a_save_after_a_snapshot_is_as_safe_as_before(practice: Practice, opened: Vault) -> None:
    """Closing the copied file gives up the system's locks on it; the practice must still be this process's alone."""
    with snapshot.snapshot(opened):
        pass
    note = opened.add(SessionNote(material="after"))
    with pytest.raises(Exception, match="already open"):
        practice.open()
    opened.close()
    again = practice.open()
    assert again.get(note.id) == note
    again.close()


def test_what_is_raised_at_a_step_ends_the_copy_and_leaves_nothing(opened: Vault) -> None:
    def at(_step: str) -> None:
        raise Enough

    with pytest.raises(Enough), snapshot.snapshot(opened, at):
        pass
    assert not (opened.folder / places.WORK).exists()
    opened.note("goes on")


def test_a_file_that_is_not_at_rest_is_not_copied(opened: Vault) -> None:
    database = opened.folder / schema.DATABASE
    waiting = journal.journal_of(database)
    waiting.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(600))
    with pytest.raises(DamagedVault), snapshot.snapshot(opened):
        pass
    waiting.unlink()
    database.rename(database.with_name("elsewhere"))
    with pytest.raises(Missing), snapshot.snapshot(opened):
        pass
    assert not (opened.folder / places.WORK).exists()
    database.with_name("elsewhere").rename(database)


def test_what_a_crash_left_is_removed_by_the_next_opening(practice: Practice) -> None:
    left = practice.folder / places.WORK / "one"
    left.mkdir(parents=True)
    (left / schema.DATABASE).write_bytes(bytes(10))
    practice.open().close()
    assert not left.parent.exists()


def test_a_held_key_is_whole_only_when_asked_for_and_gone_after_closing(practice: Practice) -> None:
    key = practice.key()
    held = Held(keys.read(practice.folder), key)
    assert held.key() == key
    parts = [bytes(part) for part in (held._noise, held._rest)]  # noqa: SLF001 - what lies in memory
    assert bytes(key) not in parts
    opened = practice.open()
    assert opened.held.key() == key
    opened.close()
    for one in (held, opened.held):
        one.wipe()
        assert one.key() == bytearray(32)


def test_of_records_that_are_gone_it_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="moved or replaced"):
        snapshot.source_of(tmp_path / schema.DATABASE)
