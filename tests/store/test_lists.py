# SPDX-License-Identifier: Apache-2.0
"""What lists read: a few fields of everybody, out of an index, however odd they are."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlcipher3.dbapi2 import Connection

from dit_desktop.records.client import Client
from dit_desktop.records.course import Appointment, Course, CourseState
from dit_desktop.store import schema
from dit_desktop.store.vault import Vault
from tests.practices import HARD_WORDS
from tests.store.practices import Practice, take_back

NAMES = ("code", "alias", "name")


@pytest.mark.parametrize("words", [*HARD_WORDS, "", "a" * 100_000])
def test_a_list_shows_what_was_kept(opened: Vault, words: str) -> None:
    made = opened.add(Client(code=words, alias=words[::-1], name=words))
    assert opened.glance(Client, NAMES) == [(made.id, 0, (words, words[::-1], words))]


def test_a_list_has_everybody_in_the_order_they_were_made_but_the_bin(opened: Vault) -> None:
    clients = [opened.add(Client(code=code)) for code in ("C-3", "C-1", "C-2")]
    opened.put_in_bin(clients[1].id)
    assert [item.texts[0] for item in opened.glance(Client, NAMES)] == ["C-3", "C-2"]
    course = opened.add(Course(client=clients[0].id, parent=clients[0].id, state=CourseState.PAUSED))
    silent = opened.add(Course(client=clients[2].id, parent=clients[2].id))
    assert opened.glance(Course, ("state",)) == [
        (course.id, clients[0].id, ("paused",)),
        (silent.id, clients[2].id, ("",)),
    ]


def test_only_courses_with_an_appointment_ahead_are_named(opened: Vault) -> None:
    client = opened.add(Client())
    past, today, later, binned = (opened.add(Course(client=client.id, parent=client.id)) for _course in range(4))
    day = date(2026, 9, 3)
    for course, number in ((past, 2), (today, 3), (later, 9), (binned, 9)):
        when = datetime(2026, 9, number, 0, 0)  # noqa: DTZ001 - a wall clock
        made = opened.add(Appointment(client=client.id, parent=course.id, starts_at=when))
        if course is binned:
            opened.put_in_bin(made.id)
    opened.add(Appointment(client=client.id, parent=past.id))
    assert opened.courses_ahead(day) == {today.id, later.id}


def test_a_practice_of_the_first_schema_is_brought_up_to_date_with_everything_in_it(practice: Practice) -> None:
    made = practice.open()
    client = made.add(Client(code="C-007", alias="Wren"))
    made.write(lambda connection: take_back(connection, 1))
    made.close()
    again = practice.open()
    assert again.glance(Client, NAMES) == [(client.id, 0, ("C-007", "Wren", ""))]
    with again.reading() as connection:
        assert connection.execute("pragma user_version").fetchone() == (schema.current(),)
        assert len(_added(connection)) >= 8
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    again.close()


def _added(connection: Connection) -> list[str]:
    """The indexes that came after the first schema."""
    names = connection.execute("select name from sqlite_master where type = 'index' and sql is not null").fetchall()
    return [name for (name,) in names if f"index {name} " not in schema.migrations()[0]]
