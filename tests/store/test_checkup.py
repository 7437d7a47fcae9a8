# SPDX-License-Identifier: Apache-2.0
"""Once a week the records are read from end to end; what is found is told, and that all is well is kept as a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import checkup, keys, places, rows, schema, snapshot
from dit_desktop.store.errors import DiskFull, ReadOnly
from dit_desktop.store.vault import Vault
from tests.store.practices import Practice, run


def spoil(database: Path, page: int) -> None:
    """One bit of one page turns while the file is open, as it does on a failing disk."""
    # In a process of its own: in this one, closing the file would take SQLite's lock away.
    code = "import sys; f = open(sys.argv[1], 'r+b'); f.seek(int(sys.argv[2])); b = f.read(1)[0] ^ 1; f.seek(-1, 1)"
    run(f"{code}; f.write(bytes([b]))", database, str((page - 1) * schema.PAGE + 1000))


def test_a_check_that_finds_nothing_is_kept_as_a_date(opened: Vault) -> None:
    made = opened.ask(checkup.last)
    assert not made.checked
    assert checkup.check(opened) == ()
    last = opened.ask(checkup.last)
    assert last.checked
    assert last.at >= made.at
    opened.note("something else")
    assert opened.ask(checkup.last) == last
    assert not (opened.folder / places.WORK).exists()


def test_it_is_due_after_a_week_and_when_the_clock_says_what_cannot_be(opened: Vault) -> None:
    last = opened.ask(checkup.last)
    assert [last.is_due(last.at + timedelta(days=days)) for days in (0, 6, 7, 400, -1)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert not last.is_due()


def test_a_page_that_went_bad_while_the_file_is_open_is_named_and_nothing_is_noted(
    opened: Vault, practice: Practice
) -> None:
    opened.add(SessionNote(material="words " * 2000))
    before = opened.head()
    spoil(practice.database, 20)
    found = checkup.check(opened)
    assert ("damaged_vault", "page 20") in [(one.code, one.where) for one in found]
    assert opened.head() == before


def test_a_signed_record_changed_outside_is_named(opened: Vault) -> None:
    note = opened.sign(opened.add(SessionNote(material="said")))

    def tamper(connection: object) -> None:
        for name in ("signed_stays", "id_stays", "no_moved_child", "child_stays", "child_keeps_client"):
            connection.execute(f"drop trigger {name}")  # type: ignore[attr-defined]
        connection.execute("update record set body = json_set(body, '$.material', 'never')")  # type: ignore[attr-defined]

    opened.write(tamper)
    found = [(one.code, one.where) for one in checkup.check(opened)]
    assert ("tampered", f"record {note.id}") in found
    assert ("tampered", "schema") in found


def test_a_lost_key_file_is_told_although_the_other_opens(opened: Vault) -> None:
    (opened.folder / keys.COPY).unlink()
    assert [one.where for one in checkup.check(opened)] == [keys.COPY]


@pytest.mark.parametrize("step", [snapshot.COPYING, "checking"])
def test_it_can_be_stopped_and_leaves_nothing(opened: Vault, step: str) -> None:
    def stop(now: str) -> None:
        if now == step:
            raise KeyboardInterrupt

    before = opened.head()
    with pytest.raises(KeyboardInterrupt):
        checkup.check(opened, at=stop)
    assert not (opened.folder / places.WORK).exists()
    assert opened.head() == before


def test_what_keeps_it_from_being_made_is_told_in_words(opened: Vault, no_room: Callable[[str], None]) -> None:
    with pytest.raises(DiskFull):
        checkup.check(opened, at=no_room)
    opened.read_only = True
    with pytest.raises(ReadOnly):
        checkup.check(opened)
    opened.read_only = False
    assert rows.now() >= opened.ask(checkup.last).at


@pytest.fixture
def no_room() -> Callable[[str], None]:
    def full(_step: str) -> None:
        raise OSError(28, "No space left on device")

    return full
