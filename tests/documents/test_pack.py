# SPDX-License-Identifier: Apache-2.0
"""What executors are left: everybody who must be told, and no word of what anybody came for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from dit_desktop.documents.errors import DoesNotOpen, PassphraseMissing
from dit_desktop.documents.pack import executors_pack
from dit_desktop.documents.packed import packed
from dit_desktop.documents.protect import new_passphrase
from dit_desktop.paths import resource
from dit_desktop.records.client import Client, Enquiry, EnquiryOutcome, MayCall
from dit_desktop.records.course import Appointment, AppointmentState, Course, CourseState, Weekday
from dit_desktop.records.example import Entry, load
from dit_desktop.records.executors import Executors, asks_again, open_clients
from dit_desktop.records.fields import Part, Record, fields, part_type
from dit_desktop.records.shown import day_words
from tests.documents.papers import PRACTICE, loose_fonts, qpdf, text, words
from tests.documents.shelf import NOW, TODAY, Shelf

WILL = Executors(
    first="Nell Ashworth",
    first_reach="01632 960166",
    second="Gideon Prew",
    supervisor="M. Oyelaran, 01632 960188",
    insurer="Wayfarers, policy 0000-00",
    instructions="Ring whoever is first.\n\nThe key is with the surgery.",
)


def somebody(number: int, **about: Any) -> Client:
    return Client(id=number, code=f"C-00{number}", **about)


def course(client: int, **about: Any) -> Course:
    usual: dict[str, Any] = {
        "state": CourseState.ACTIVE,
        "slot_day": Weekday.THURSDAY,
        "slot_time": time(10),
        "starts_on": TODAY,
    }
    return Course(**({"id": 10 * client, "client": client, "parent": client} | usual | about))


def held(of: Course, *weeks_ago: int) -> list[Appointment]:
    times = (datetime.combine(TODAY - timedelta(weeks=weeks), time(10)) for weeks in weeks_ago)
    usual: dict[str, Any] = {"client": of.client, "parent": of.id, "state": AppointmentState.HELD}
    return [Appointment(starts_at=at, **usual) for at in times]


def said(*records: Record) -> str:
    return " ".join(text(executors_pack(Shelf(WILL, PRACTICE, *records), NOW).data).split())


# --- who is in it ---


def test_everybody_who_comes_or_waits_is_in_it_and_nobody_else() -> None:
    shelf = Shelf(
        *(somebody(number, name=f"Name{number}") for number in range(1, 8)),
        course(1),
        course(2, state=CourseState.PAUSED),
        course(3, state=CourseState.WAITING, slot_day=None, slot_time=None),
        course(4, state=CourseState.ENDED),
        Enquiry(client=5, parent=5, outcome=EnquiryOutcome.WAITING),
        Enquiry(client=6, parent=6, outcome=EnquiryOutcome.NOT_TAKEN_UP),
        Enquiry(client=4, parent=4),
    )
    assert {one.name for one in open_clients(shelf, TODAY)} == {"Name1", "Name2", "Name3", "Name5", "Name7"}
    found = text(executors_pack(shelf, NOW).data)
    assert {number for number in range(1, 8) if f"Name{number}" in found} == {1, 2, 3, 5, 7}


def test_whoever_comes_next_stands_first_with_the_hour_and_how_many_there_were() -> None:
    early, late = course(1), course(2, slot_day=Weekday.FRIDAY)
    found = said(somebody(2, name="Later"), late, somebody(1, name="Sooner"), early, *held(early, 3, 2, 1))
    assert found.index("Sooner") < found.index("Later")
    assert "Thursday 3 September 2026, 10:00" in found
    assert "Friday 4 September 2026, 10:00, not booked yet" in found
    assert "3 of 16 sessions so far" in found
    assert "No session yet" in found


def test_somebody_who_only_asked_has_the_hour_that_was_offered_unless_it_is_over() -> None:
    for days, told in ((2, "5 September 2026, 16:00"), (-2, "no next appointment")):
        offered = datetime.combine(TODAY + timedelta(days=days), time(16))
        found = said(
            somebody(1), Enquiry(client=1, parent=1, called="Dele", offered_at=offered, reach_safely="By e-mail")
        )
        assert told in found
        assert "Dele" in found
        assert "By e-mail" in found


def test_of_whoever_would_rather_not_be_contacted_no_way_is_told() -> None:
    reach = {"name": "Marian Holt", "phone": "07700 900111", "email": "m@example.org", "reach_safely": "Texts only"}
    ways = [*reach.values()][1:]
    for answer, told in (
        (MayCall.AGREED, "Agreed that you may contact them (asked on 1 June 2026)."),
        (MayCall.NOT_ASKED, "Was not asked yet"),
        (None, "Was not asked yet"),
        (MayCall.RATHER_NOT, "Would rather not be contacted by you (asked on 1 June 2026)"),
    ):
        found = said(somebody(1, executors_may_call=answer, executors_told_on=date(2026, 6, 1), **reach), course(1))
        assert told in found
        assert "Marian Holt" in found
        assert [way for way in ways if way in found] == ([] if answer is MayCall.RATHER_NOT else ways)


def test_a_name_that_cannot_be_drawn_is_known_by_its_code() -> None:
    paper = executors_pack(Shelf(somebody(1, name="안나 Holt"), course(1)), NOW)
    assert "Holt (C-001)" in " ".join(words(paper.data))
    assert paper.missing
    assert "Anna Holt (" not in said(somebody(1, name="Anna Holt"), course(1))
    assert "C-001" in said(somebody(1), course(1))


def test_what_to_do_and_whom_to_ask_stands_in_it() -> None:
    found = said()
    for part in (
        *("Nell Ashworth, 01632 960166", "Gideon Prew", "M. Oyelaran, 01632 960188", "Wayfarers, policy 0000-00"),
        *("Ring whoever is first.", "The key is with the surgery.", "Isobel Crane", "3 September 2026, 18:04"),
        *("Nobody comes or waits at the moment.", "Exampleton"),
    ):
        assert part in found


def test_without_a_word_of_the_practice_it_is_still_a_paper() -> None:
    paper = executors_pack(Shelf(somebody(1), course(1)), NOW)
    assert "C-001" in words(paper.data)
    assert "No way to reach them is known." in " ".join(words(paper.data))
    assert loose_fonts(paper.data) == []


def test_once_a_year_it_is_asked_whether_it_is_still_right() -> None:
    assert asks_again(Executors(), TODAY) is None
    assert asks_again(WILL, TODAY) == TODAY
    assert asks_again(replace(WILL, agreed_on=date(2026, 5, 1)), TODAY) == date(2027, 5, 1)
    assert asks_again(replace(WILL, agreed_on=TODAY, checked_on=date(2028, 2, 29)), TODAY) == date(2029, 3, 1)
    assert asks_again(Executors(instructions="Ring them."), TODAY) == TODAY


# --- what is not in it ---

LISTED = {
    "Client": {"name", "called", "code", "alias", "phone", "email", "reach_safely"},
    "Enquiry": {"called", "reach_safely"},
    "Practice": {"name", "address", "phone"},
    "Executors": {item.name for item in fields(Executors)},
}


@pytest.fixture(scope="module")
def example() -> list[Entry]:
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").glob("*.toml")}
    return load(texts, TODAY)


def shelved(entries: Iterable[Entry]) -> Shelf:
    """The example with ids, as far as the pack looks."""
    ids = {entry.ref: number for number, entry in enumerate(entries, 1)} | {"": 0}
    return Shelf(
        *(
            replace(entry.record, id=ids[entry.ref], client=ids[entry.client_ref], parent=ids[entry.parent_ref])
            for entry in entries
        )
    )


def typed_in(record: Record | Part, without: set[str]) -> Iterator[str]:
    """Every text of a record but for some fields."""
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if item.name in without:
            continue
        if part_type(item):
            for part in value:
                yield from typed_in(part, set())
        elif isinstance(value, str):
            yield value


def plain(found: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", found.casefold()))


def foreign(data: bytes, shelf: Shelf) -> set[str]:
    """The words of a pack that are neither its own nor stand in one of the fields that are listed."""
    own = said(somebody(1, executors_may_call=MayCall.AGREED, executors_told_on=TODAY), course(1))
    own += said(somebody(1, executors_may_call=MayCall.RATHER_NOT), course(1), *held(course(1), 1)) + said()
    own += said(somebody(1), Enquiry(client=1, parent=1))
    days = " ".join(day_words(date(2026, month, 1)) for month in range(1, 13))
    days += " not booked yet " + " ".join(day.label for day in Weekday)
    listed = [
        str(getattr(record, name))
        for record in shelf.records
        for name in LISTED.get(type(record).__name__, set())
        if isinstance(getattr(record, name), str)
    ]
    return plain(text(data)) - plain(own) - plain(days) - plain(" ".join(listed))


def test_no_word_of_any_record_beyond_the_listed_fields_is_in_it(example: list[Entry]) -> None:
    shelf = shelved(example)
    data = executors_pack(shelf, NOW).data
    names = [client.name or client.called for client in shelf(Client)]
    assert sum(name in text(data) for name in names) >= 3, "a pack without anybody would pass by having nothing in it"
    note = next(
        one for one in shelf.records if type(one).__name__ == "SessionNote" and one.client == shelf(Client)[1].id
    )
    planted = next(word for word in sorted(plain(" ".join(typed_in(note, set())))) if len(word) > 9)
    spoilt = Shelf(
        *(
            replace(one, instructions=f"{one.instructions} {planted}") if isinstance(one, Executors) else one
            for one in shelf.records
        )
    )
    assert foreign(executors_pack(spoilt, NOW).data, shelf) == {planted}
    assert foreign(data, shelf) == set()
    clinical = [line for one in shelf.records for line in typed_in(one, LISTED.get(type(one).__name__, set()))]
    sentences = {" ".join(line.split()) for each in clinical for line in re.split(r"(?<=[.?!])\s", each)}
    long = {line for line in sentences if len(line) > 25}
    assert len(long) > 500
    found = " ".join(text(data).split())
    assert [line for line in long if line in found] == []


# --- how it is shut ---


def test_any_reader_opens_it_with_its_code_and_none_without() -> None:
    shelf, code = Shelf(WILL, PRACTICE, somebody(1, name="Marian Holt"), course(1)), new_passphrase()
    data = packed(shelf, code, NOW)
    assert "R = 6" in qpdf(data, "--show-encryption", f"--password={code}").stdout
    assert qpdf(data, "--check", f"--password={code}").returncode == 0
    assert "Marian Holt" in text(data, "-upw", code)
    with pikepdf.open(BytesIO(data), password=code) as pdf:
        assert len(pdf.pages) == 1
    for wrong in ("", code.lower(), code.replace("-", ""), new_passphrase()):
        assert qpdf(data, "--check", f"--password={wrong}").returncode == 2
        with pytest.raises(subprocess.CalledProcessError):
            text(data, "-upw", wrong)
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(data), password=wrong)
    for secret in (b"Marian", b"executors", b"Isobel"):
        assert secret not in data
    with pytest.raises(PassphraseMissing):
        packed(shelf, "", NOW)


def test_a_pack_that_does_not_open_as_it_should_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dit_desktop.documents.protect.reopen", lambda _data, _code: 0)
    with pytest.raises(DoesNotOpen):
        packed(Shelf(WILL), "six words that nobody could guess", NOW)
