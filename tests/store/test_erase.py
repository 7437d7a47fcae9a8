# SPDX-License-Identifier: Apache-2.0
"""Erasing a client, and the file written anew after it: also where that was interrupted or had no room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlcipher3.dbapi2 import Connection

from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.store import destruction, erase, verify
from dit_desktop.store.errors import InUse, Missing
from dit_desktop.store.vault import Secret, Vault
from tests.pages import decrypted, leave_behind
from tests.store.practices import PASSPHRASE, Practice

NEEDLE = "quillfeather"


def two_people(opened: Vault) -> tuple[int, int]:
    """Two clients with signed notes, revisions, an addendum and words in the index; the first one's are needles."""
    made = []
    for word in (NEEDLE, "heron"):
        client = opened.add(Client(code=word))
        course = opened.add(Course(client=client.id, parent=client.id))
        for number in range(20):
            mine = SessionNote(client=client.id, parent=course.id, material=f"{word} {number} " * 30)
            note = opened.add(mine)
            opened.save(replace(note, material=f"{word} said " * number), visit=True)
            sql = "insert into words(rowid, text, scope) values(?, ?, '')"
            opened.write(lambda connection, sql=sql, row=(note.id, word): connection.execute(sql, row))  # type: ignore[misc]
        signed = opened.sign(opened.get(note.id))
        opened.sign(opened.add(Addendum(client=client.id, parent=signed.id, written=word)))
        made.append(client.id)
    return made[0], made[1]


def left_behind(practice: Practice, opened: Vault) -> Vault:
    """The same practice after a page was divided and kept a copy of a part of it."""
    opened.close()
    leave_behind(practice.database, practice.key(), NEEDLE.encode())
    return practice.open()


def holds_needle(practice: Practice) -> int:
    return decrypted(practice.database, practice.key()).lower().count(NEEDLE.encode())


def test_of_an_erased_client_no_page_keeps_a_word_even_in_what_no_row_uses(practice: Practice, opened: Vault) -> None:
    client, other = two_people(opened)
    opened = left_behind(practice, opened)
    assert holds_needle(practice) > 100
    gone = opened.write(
        lambda connection: destruction.destroy(
            connection, destruction.Destruction("2026-01-01T00:00:00Z", "asked", client, None), "2026-01-01T00:00:00Z"
        )
    )
    assert gone > 20
    assert holds_needle(practice) > 0, "a page that was divided keeps a copy of a part of it"
    opened.sweep()
    assert holds_needle(practice) == 0
    assert opened.get(other).id == other
    assert any("heron" in note.material for note in opened.find(SessionNote))
    opened.add(SessionNote(material="saved after the file was written anew"))
    opened.close()
    assert verify.report(practice.folder, Secret(PASSPHRASE)).findings == ()


def test_an_erasure_says_what_would_go_and_takes_just_that(practice: Practice, opened: Vault) -> None:
    client, other = two_people(opened)
    with opened.reading() as connection:
        going = erase.going(connection, client)
        before = erase.going(connection, other)
    assert {kind: going.kinds[kind] for kind in ("Client", "Course", "Addendum")} == {
        "Client": 1,
        "Course": 1,
        "Addendum": 1,
    }
    assert going.kinds["SessionNote"] == 20
    assert going.signed == 2
    steps: list[str] = []
    done = erase.erase(opened, client, "asked for it", at=steps.append)
    assert (done.rows, done.left) == (sum(going.kinds.values()), None)
    assert steps == ["destroyed", "swept"]
    with opened.reading() as connection:
        assert erase.going(connection, client) == erase.Going({}, 0)
        assert erase.going(connection, other) == before
        events = connection.execute("select event, count(*) from chain group by event").fetchall()
    assert dict(events) == {"created": 1, "signed": 4, "destroyed": 2, "erased": 1}
    assert holds_needle(practice) == 0
    with pytest.raises(Missing):
        erase.erase(opened, client, "again")
    opened.close()


def test_where_the_file_cannot_be_written_anew_the_next_opening_does_it(practice: Practice, opened: Vault) -> None:
    client, _other = two_people(opened)
    opened = left_behind(practice, opened)
    readers: list[Connection] = []

    def look_inside(step: str) -> None:
        if step == "destroyed":  # from now on another program reads, and nothing can be put in the place of the file
            readers.append(practice.connect())
            readers[0].execute("begin")
            readers[0].execute("select count(*) from record").fetchone()

    done = erase.erase(opened, client, "asked for it", at=look_inside)
    assert isinstance(done.left, InUse)
    opened.close()
    opened = practice.open()  # it opens although it still cannot be done
    assert holds_needle(practice) > 0
    assert opened.ask(destruction.is_owed)
    opened.close()
    readers[0].close()
    opened = practice.open()
    assert holds_needle(practice) == 0
    assert not opened.ask(destruction.is_owed)
    opened.close()


@pytest.mark.parametrize("act", [lambda opened: opened.sweep(), lambda opened: opened.add(Client())])
def test_with_nothing_owed_the_file_is_not_written_anew(
    practice: Practice, opened: Vault, act: Callable[[Vault], object]
) -> None:
    opened.add(SessionNote(material="x" * 200_000))
    opened.put_in_bin(1)
    opened.write(lambda connection: connection.execute("delete from record where id = 1"))
    size = practice.database.stat().st_size
    act(opened)
    assert practice.database.stat().st_size == size
