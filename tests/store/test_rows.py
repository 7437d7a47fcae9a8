# SPDX-License-Identifier: Apache-2.0
"""Records kept as rows: what comes back is what was kept, and what was before stays where it was promised."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.session import FocusMoment, SessionNote, Shown
from dit_desktop.store import rows
from dit_desktop.store.errors import DamagedVault, Missing, Signed
from dit_desktop.store.vault import Vault
from tests.store.practices import Practice

HARD = [
    "'; drop table record; --",
    "nul \0 inside",
    "\u202eright to left",
    "../../etc/passwd",
    "half \ud83e a character",
    "\U0001f98a fox",
    "e\u0301 and \u00e9",
    '{"json": [1]}',
    "%s %(name)s {name} ?1 :a",
    "line\r\nline\u2028line",
    "",
]


@pytest.mark.parametrize("text", HARD)
def test_any_text_comes_back_character_for_character(opened: Vault, text: str) -> None:
    note = opened.add(SessionNote(material=text))
    assert opened.get(note.id) == note
    found = opened.get(note.id)
    assert isinstance(found, SessionNote)
    assert found.material == text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_every_save_comes_back(shared: Vault, texts: list[str]) -> None:
    note = shared.add(SessionNote(focus=(FocusMoment(key="a", shown=Shown.FAINTLY),)))
    for text in texts:
        note = shared.save(replace(note, material=text))
        assert shared.get(note.id) == note


@pytest.fixture(scope="module")
def shared(empty_practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    vault = empty_practice.copy(tmp_path_factory.mktemp("shared")).open()
    yield vault
    vault.close()


def test_what_a_newer_program_wrote_is_carried_through_a_save(opened: Vault) -> None:
    note = opened.add(SessionNote(material="old", carried={"colour": {"deep": [1, None, "x"]}}))
    opened.save(replace(note, material="new"))
    with opened.reading() as connection:
        body = json.loads(connection.execute("select body from record where id = ?", (note.id,)).fetchone()[0])
    assert body["colour"] == {"deep": [1, None, "x"]}
    assert body["material"] == "new"


def test_records_are_found_by_kind_parent_and_client_in_the_order_of_their_days(opened: Vault) -> None:
    client = opened.add(Client(code="K1"))
    other = opened.add(Client(code="K2"))
    course = opened.add(Course(client=client.id, parent=client.id))
    keys: dict[str, Any] = {"client": client.id, "parent": course.id}
    late = opened.add(SessionNote(day=date(2024, 3, 1), **keys))
    early = opened.add(SessionNote(day=date(2024, 1, 1), **keys))
    undated = opened.add(SessionNote(**keys))
    strange = opened.add(SessionNote(client=other.id, day=date(2024, 2, 1)))
    assert opened.find(SessionNote) == [undated, early, strange, late]
    assert opened.find(SessionNote, parent=course.id) == [undated, early, late]
    assert opened.find(SessionNote, client=other.id) == [strange]
    assert opened.find(SessionNote, parent=0) == [strange]
    assert opened.find(Client, client=0) == [client, other]
    opened.put_in_bin(early.id)
    assert opened.find(SessionNote, parent=course.id) == [undated, late]
    assert [note.id for note in opened.find(SessionNote, binned=True)] == [early.id]
    with opened.reading() as connection:
        counts = rows.counts(connection)
        assert rows.last_change(connection) == strange.changed_at
    assert (counts["SessionNote"], counts["Client"], counts["Letter"]) == (3, 2, 0)
    opened.take_from_bin(early.id)
    assert opened.find(SessionNote, parent=course.id) == [undated, early, late]


def test_the_records_of_many_parents_are_found_at_once_as_they_are_for_each(
    opened: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST", 2)  # so that one question is not enough
    courses = [opened.add(Course()) for _number in range(5)]
    for day in (3, 1, 2):
        for course in courses[1:]:
            opened.add(SessionNote(parent=course.id, day=date(2024, 1, day)))
    opened.put_in_bin(opened.find(SessionNote, parent=courses[2].id)[1].id)
    wanted = [course.id for course in courses[:4]]
    found = opened.find_under(SessionNote, wanted)
    assert len(found) == 8
    for parent in wanted:
        assert [note for note in found if note.parent == parent] == opened.find(SessionNote, parent=parent)


def test_what_is_not_there_is_missing(opened: Vault) -> None:
    for work in (
        lambda: opened.get(99),
        lambda: opened.save(SessionNote(id=99)),
        lambda: opened.put_in_bin(99),
        lambda: opened.take_from_bin(99),
        lambda: opened.sign(SessionNote(id=99)),
    ):
        with pytest.raises(Missing):
            work()


# --- what was before ---


def before(vault: Vault, note: SessionNote) -> list[str]:
    return [old.material for old in vault.revisions(note)]


def test_at_the_start_of_a_visit_what_was_before_is_kept_with_its_time(opened: Vault) -> None:
    note = opened.add(SessionNote(material="first"))
    opened.save(replace(note, material="second"), visit=True)
    opened.save(replace(note, material="third"))
    opened.save(replace(note, material="fourth"))
    (old,) = opened.revisions(note)
    assert old == note
    opened.save(replace(note, material="fifth"), visit=True)
    assert before(opened, note) == ["first", "fourth"]


def test_a_visit_that_changes_nothing_keeps_nothing(opened: Vault) -> None:
    note = opened.add(SessionNote(material="first"))
    again = opened.save(replace(note), visit=True)
    assert again == note
    assert opened.revisions(note) == []


TEXT = "".join(chr(97 + number * 7 % 26) for number in range(900))


@pytest.mark.parametrize(
    "new,kept",
    [
        (TEXT[:701], False),
        (TEXT[:700], True),
        (TEXT[:300] + TEXT[499:], False),
        (TEXT[:300] + TEXT[500:], True),
        (TEXT + TEXT, False),
        (TEXT[:300] + "#" * 199 + TEXT[499:], False),
        (TEXT[:300] + "#" * 200 + TEXT[500:], True),  # overwritten is gone too
        ("#" * 2000, True),
        ("", True),
    ],
)
def test_two_hundred_characters_do_not_vanish_without_being_kept(opened: Vault, new: str, *, kept: bool) -> None:
    note = opened.add(SessionNote(material=TEXT))
    opened.save(replace(note, material=new, offered="elsewhere, more was written " * 40))
    assert before(opened, note) == ([TEXT] if kept else [])


def test_a_removed_part_counts_as_vanished(opened: Vault) -> None:
    note = opened.add(SessionNote(focus=(FocusMoment(key="a", different="long " * 60), FocusMoment(key="b"))))
    opened.save(replace(note, focus=note.focus[1:]))
    assert opened.revisions(note) == [note]


def test_revisions_follow_their_order_when_the_clock_goes_back(opened: Vault) -> None:
    note = opened.add(SessionNote(material="0"), at=datetime(2030, 1, 1, tzinfo=UTC))
    opened.save(replace(note, material="1"), visit=True)
    opened.save(replace(note, material="2"), visit=True)
    found = opened.revisions(note)
    assert [old.material for old in found] == ["0", "1"]
    assert found[0].changed_at is not None
    assert found[1].changed_at is not None
    assert found[0].changed_at > found[1].changed_at


def test_a_note_of_ten_megabytes_is_saved_within_a_second(opened: Vault) -> None:
    note = opened.add(SessionNote(material="x" * 10_000_000))
    began = time.perf_counter()
    opened.save(replace(note, material="y" + "x" * 9_999_999 + "z"))
    # the promise is one second; a busy machine under a coverage run gets three
    assert time.perf_counter() - began < 3
    found = opened.get(note.id)
    assert isinstance(found, SessionNote)
    assert len(found.material) == 10_000_001


def test_a_signed_record_is_refused_before_anything_is_written(opened: Vault) -> None:
    note = opened.sign(opened.add(SessionNote(material="said")))
    assert note.signed_at is not None
    for work in (
        lambda: opened.save(replace(note, material="other"), visit=True),
        lambda: opened.put_in_bin(note.id),
        lambda: opened.sign(note),
        lambda: opened.add(SessionNote(parent=note.id)),
    ):
        with pytest.raises(Signed):
            work()
    assert opened.get(note.id) == note
    assert opened.revisions(note) == []


@pytest.mark.parametrize(
    "column,value",
    [
        ("body", "[]"),
        ("body", "7"),
        ("body", '{"day": "yesterday"}'),
        ("body", '{"day": 5}'),
        ("body", '{"focus": 5}'),
        ("body", '{"focus": ["x"]}'),
        ("body", '{"attended": "maybe"}'),
        ("body", '{"attended_minutes": "many"}'),
        ("changed_at", "soon"),
        ("kind", "Unheard"),
    ],
)
def test_a_row_that_is_no_record_is_damage_and_names_itself(opened: Vault, column: str, value: str) -> None:
    note = opened.add(SessionNote())
    opened.write(lambda connection: connection.execute("drop trigger id_stays"))
    opened.write(
        lambda connection: connection.execute(f"update record set {column} = ? where id = ?", (value, note.id))
    )
    with pytest.raises(DamagedVault, match=str(note.id)):
        opened.get(note.id)


def test_times_are_kept_to_the_microsecond_in_utc(opened: Vault) -> None:
    at = datetime(2024, 3, 31, 2, 30, 0, 123456, tzinfo=UTC)
    note = opened.add(SessionNote(), at=at)
    assert opened.get(note.id).changed_at == at
    assert rows.now() - datetime.now(UTC) < timedelta(seconds=1)
