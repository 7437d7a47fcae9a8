# SPDX-License-Identifier: Apache-2.0
"""The example practice: complete, believable in its dates, and nobody's real life."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from dit_desktop.paths import resource
from dit_desktop.records import searched
from dit_desktop.records.body import values
from dit_desktop.records.course import Appointment, AppointmentState, Break, Course, Weekday
from dit_desktop.records.example import Entry, load
from dit_desktop.records.fields import Choice, Part, Record, fields, part_type
from dit_desktop.records.formulation import REMINDER_WORDS, Agreed, Formulation, Sharing
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.letter import Letter, LetterState, Reading, paragraphs, word_count
from dit_desktop.records.partdate import PartDate
from dit_desktop.records.practice import Practice
from dit_desktop.records.safety import Safety
from dit_desktop.records.schedule import Schedule, schedule
from dit_desktop.records.session import Addendum, Recognised, SessionNote

TODAY = date(2026, 11, 19)
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(resource("demo").glob("*.toml"))}
ENTRIES = load(TEXTS, TODAY)

# Begin of a number, at least nine digits in all; the ranges kept free for drama, and lines anyone may ring.
NUMBER = re.compile(r"(?<!\d)\+?\d[\d ()-]{7,}\d(?!\d)")
RESERVED = re.compile(r"01632 960\d{3}|07700 900\d{3}")
SEASONED = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec"
    r"|(?i:spring|summer|autumn|winter|midsummer|midwinter|christmas|xmas|boxing day|new year|easter|whitsun|pentecost"
    r"|lent|advent|good friday|halloween|hallowe'en|bonfire night|mothering sunday|valentine|diwali|eid|ramadan"
    r"|hanukkah|passover|yom kippur|purim|holi|vaisakhi|hogmanay|bank holiday|st david's day))\b"
)

# The letter's nine paragraphs, by their digests.
LETTER = [
    "3cf93c9b588e1759",
    "4e65e92fa90e2391",
    "6eff63288dc57a4e",
    "d07a661d925d9fde",
    "3e6c9f056a5bcd51",
    "20c76ec7cf342e10",
    "6364e5cd85eda4bd",
    "b8fb744aa7428218",
    "defeab2980c7083e",
]


# Answers that no case of the example gives; each would tell another story than these.
NOT_MET = {
    *("Agreed.NO", "CameUp.OTHER", "CameUp.TOLD", "FocusFits.NO", "GivenBy.FILE", "GivenBy.POST"),
    *("ReadBy.IN_SILENCE", "ReadBy.TAKEN_HOME", "Recognised.DISAGREED", "SuitabilityDecision.REFER_ON"),
    *("ReviewDecision.END_EARLY", "ReviewDecision.REFER_ON", "Worry.WORRIED"),
    *("CameBy.IN_PERSON", "CameBy.MESSAGE", "CameBy.PHONE", "EnquiryOutcome.NOT_TAKEN_UP", "EnquiryOutcome.NO_REPLY"),
    *("EnquiryOutcome.REFERRED", "EnquiryOutcome.WAITING", "CourseState.PAUSED", "CourseState.WAITING"),
    *("EndKind.BY_ME", "EndKind.DIED", "EndKind.EARLIER", "EndKind.OTHER", "EndKind.REFERRED"),
    *("Counts.NO", "Counts.YES", "MissedRule.DOES_NOT_COUNT", "Rhythm.NONE", "Rhythm.START_MIDDLE_END"),
    *("Setting.PHONE", "WhoseBreak.HOLIDAY", "WhoseBreak.ILLNESS", "WhoseBreak.OTHER", "WhoseBreak.THEIRS"),
    *("FeeKind.EMPLOYER", "FeeKind.OTHER", "InvoiceShows.INSURER", "InvoiceShows.THERAPY", "LettersBy.ASK"),
    *("FileKind.DOCX", "FileKind.FLAC", "FileKind.JPEG", "FileKind.M4A", "FileKind.MP3", "FileKind.OGG"),
    *("FileKind.PDF", "FileKind.WAV", "MayCall.NOT_ASKED"),
}


def _names(path: str) -> list[str]:
    return [part for part in path.split(".") if not part.isdigit()]


def every_path(kind: type[Record | Part], within: str) -> set[str]:
    """Every field of a kind and of its parts."""
    found = set()
    for item in fields(kind):
        inside = part_type(item)
        found |= {f"{within}.{item.name}"} | (every_path(inside, f"{within}.{item.name}") if inside else set())
    return found


def filled(record: Record | Part, within: str) -> Iterator[str]:
    """The fields of a record and its parts that hold something."""
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if value or value == 0:
            yield f"{within}.{item.name}"
        if part_type(item):
            for part in value:
                yield from filled(part, f"{within}.{item.name}")


def asked() -> set[type[Choice]]:
    """Every kind of answer that a record about a client can hold; how a practice calls and shows things is its own."""
    found: set[type[Choice]] = set()

    def gather(kind: type[Record | Part]) -> None:
        for item in fields(kind):
            inside = part_type(item)
            if inside:
                gather(inside)
            elif isinstance(item.type, type) and issubclass(item.type, Choice) and item.type is not Weekday:
                found.add(item.type)

    for kind in KINDS.values():
        if kind is not Practice:
            gather(kind)
    return found


def answers(record: Record | Part) -> Iterator[Choice]:
    """Every answer a record and its parts hold."""
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if isinstance(value, Choice):
            yield value
        elif part_type(item):
            for part in value:
                yield from answers(part)


def of(kind: type[Any], file: str = "") -> list[Entry]:
    return [entry for entry in ENTRIES if type(entry.record) is kind and entry.ref.startswith(file)]


def named(ref: str) -> Entry:
    return next(entry for entry in ENTRIES if entry.ref == ref)


def shifted(value: Any, by: timedelta) -> Any:
    """A value as it stands in an example opened that much later."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, PartDate):
        # A day moves with the example; how a month or a year moves, its day alone would tell.
        return PartDate((value.first_day + by).isoformat()) if len(value) == len("2019-03-12") else None
    if isinstance(value, tuple):
        return tuple(shifted(item, by) for item in value)
    if isinstance(value, Record | Part):
        kept = {item.name: shifted(getattr(value, item.name), by) for item in fields(type(value))}
        return replace(value, **kept)
    return value


def event(entry: Entry) -> datetime:
    """The earliest moment at which a record can have been signed."""
    record: Any = entry.record
    if isinstance(entry.record, SessionNote):
        meeting: Any = named(entry.links["appointment"]).record
        return datetime.combine(meeting.starts_at.date(), meeting.starts_at.time()) + timedelta(minutes=50)
    if isinstance(entry.record, Addendum):
        return event(named(entry.parent_ref))
    if isinstance(entry.record, Safety):
        return entry.record.at or datetime.max  # noqa: DTZ901 - a wall clock
    course: Any = named(entry.parent_ref).record
    shared = isinstance(entry.record, Sharing | Reading)
    return datetime.combine(record.shared_on if shared else course.starts_on, time.min)


def course_of(file: str) -> Schedule:
    """A course of the example as it stands on the day it is opened."""
    course: Any = replace(named(f"{file}/course").record, id=1)
    breaks: list[Any] = [replace(entry.record, parent=int(entry.parent_ref != "")) for entry in of(Break)]
    whose = [entry.parent_ref in {"", f"{file}/course"} for entry in of(Break)]
    meetings: list[Any] = [entry.record for entry in of(Appointment, file)]
    return schedule(course, meetings, itertools.compress(breaks, whose), TODAY)


class TestTheFiles:
    def test_every_file_is_found_and_every_kind_of_record_appears(self) -> None:
        assert [name.removesuffix(".toml") for name in TEXTS] == [
            "C-009",
            "C-017",
            "C-021",
            "E-024",
            "F-002",
            "practice",
        ]
        assert {type(entry.record) for entry in ENTRIES} == set(KINDS.values())

    @pytest.mark.parametrize("kind", KINDS.values())
    def test_every_field_of_a_form_is_filled_somewhere(self, kind: type[Record]) -> None:
        found = [path for entry in of(kind) for path in filled(entry.record, kind.__name__)]
        links = {f"{kind.__name__}.{'.'.join(_names(path))}" for entry in of(kind) for path in entry.links}
        assert every_path(kind, kind.__name__) - links - set(found) == set()

    def test_every_state_is_met_but_those_that_would_make_another_case(self) -> None:
        met = {answer for entry in ENTRIES for answer in answers(entry.record)}
        everything = {member for kind in asked() for member in kind}
        assert len(everything) > 150
        assert {f"{type(member).__name__}.{member.name}" for member in everything - met} == NOT_MET

    def test_a_client_stands_over_every_record_of_their_file(self) -> None:
        assert {entry.client_ref for entry in of(SessionNote, "C-009")} == {"C-009/client"}
        assert named("C-009/course").parent_ref == "C-009/client"
        assert named("C-009/note-9").parent_ref == "C-009/course"
        assert named("practice/leave").parent_ref == named("practice/leave").client_ref == ""
        assert named("C-009/note-13-added").parent_ref == "C-009/note-13"

    def test_what_is_referred_to_comes_first(self) -> None:
        seen: set[str] = {""}
        for entry in ENTRIES:
            assert {entry.parent_ref, entry.client_ref, *entry.links.values()} <= seen
            seen.add(entry.ref)
        assert len(seen) == len(ENTRIES) + 1


class TestNobodysRealLife:
    def test_a_telephone_number_is_in_a_range_kept_for_drama(self) -> None:
        assert [RESERVED.fullmatch(found) for found in NUMBER.findall("ring 020 7946 0018 today")] == [None]
        numbers = [found for text in TEXTS.values() for found in NUMBER.findall(re.sub(r"# ---+", "", text))]
        assert len(numbers) >= 3
        assert [found for found in numbers if not RESERVED.fullmatch(found)] == []

    def test_no_month_season_or_festival_is_named(self) -> None:
        planted = ("that winter", "before Christmas", "in May", "at New Year")
        assert all(SEASONED.search(text) for text in planted)
        assert not SEASONED.search("it may march on")
        assert [found[0] for text in TEXTS.values() for found in SEASONED.finditer(text)] == []

    def test_an_address_on_the_net_is_one_nobody_can_own(self) -> None:
        addresses = [found for text in TEXTS.values() for found in re.findall(r"[\w.]+@([\w.]+)", text)]
        assert len(addresses) >= 3
        assert set(addresses) <= {"example.com", "example.org"}


class TestDates:
    @pytest.mark.parametrize("days", [1, 7, 100, -1000])
    def test_another_day_shifts_everything_by_as_much(self, days: int) -> None:
        by = timedelta(days=days)
        weekday = str((TODAY + by).isoweekday())
        later = load(TEXTS, TODAY + by)
        assert [entry.ref for entry in later] == [entry.ref for entry in ENTRIES]
        for was, now in zip(ENTRIES, later, strict=True):
            record: Any = shifted(was.record, by)
            partly = {item.name for item in fields(type(record)) if item.type is PartDate}
            record = replace(
                record, **{name: getattr(now.record, name) for name in partly if getattr(record, name) is None}
            )
            if isinstance(record, Course):
                assert isinstance(now.record, Course)
                assert now.record.slot_day is not None
                assert now.record.slot_day.value == weekday
                record = replace(record, slot_day=now.record.slot_day)
            assert now.record == record
            assert now.written_at == was.written_at + by
            assert now.signed_at == (was.signed_at and was.signed_at + by)

    def test_nothing_is_signed_before_it_happened_or_after_today(self) -> None:
        signed = [(entry, entry.signed_at.replace(tzinfo=None)) for entry in ENTRIES if entry.signed_at]
        assert len(signed) > 40
        for entry, at in signed:
            assert event(entry) <= at, entry.ref
        assert all(entry.settled_at.date() < TODAY for entry in ENTRIES)

    def test_signatures_follow_each_other_in_time(self) -> None:
        signed = [entry.signed_at for entry in ENTRIES if entry.signed_at]
        assert all(earlier <= later for earlier, later in itertools.pairwise(signed))

    def test_every_course_lies_on_the_weekday_of_today(self) -> None:
        times = [(entry, entry.record.starts_at) for entry in of(Appointment)]  # type: ignore[attr-defined]
        moved = {entry.ref for entry, at in times if at.isoweekday() != TODAY.isoweekday()}
        assert len(times) > 40
        assert moved == {"C-009/s12"}

    def test_no_two_sessions_are_at_the_same_time(self) -> None:
        held = [entry.record.starts_at for entry in of(Appointment)]  # type: ignore[attr-defined]
        assert len(held) == len(set(held))


class TestRowan:
    def test_all_sixteen_sessions_were_held_and_the_course_has_ended(self) -> None:
        made = course_of("C-009")
        assert (made.held, made.used, made.left, made.end_differs) == (16, 16, 0, False)
        assert made.end == TODAY - timedelta(weeks=6)
        twelve = made.session(12)
        assert twelve is not None
        assert twelve.day == TODAY - timedelta(weeks=10) + timedelta(days=1)
        assert [item.state for item in made.meetings if item.number is None] == [AppointmentState.MOVED]

    def test_sixteen_notes_are_signed_and_each_is_of_its_session(self) -> None:
        notes = of(SessionNote, "C-009")
        assert [entry.links["appointment"] for entry in notes] == [f"C-009/s{n}" for n in range(1, 17)]
        for entry in notes:
            note: Any = entry.record
            assert entry.signed_at is not None
            assert note.day == entry.signed_at.date() == named(entry.links["appointment"]).record.starts_at.date()  # type: ignore[attr-defined]
            assert 17 <= entry.signed_at.hour <= 21

    def test_a_note_takes_two_minutes_to_read(self) -> None:
        for entry in (each for each in of(SessionNote) if each.signed_at):
            note: Any = entry.record
            assert 60 <= len(note.material.split()) <= 150, entry.ref
            assert '"' in note.words_to_keep
            assert note.offered
            assert note.next_time
            assert note.safety is not None
            assert note.focus

    def test_the_reminder_is_the_one_in_force_on_the_day(self) -> None:
        reminders = [entry.record.reminder for entry in of(SessionNote, "C-009")]  # type: ignore[attr-defined]
        assert reminders[:3] == ["", "", ""]
        assert reminders[3].startswith("Provisional")
        assert set(reminders[4:]) == {"Useful, or back in the cupboard."}

    def test_the_focus_was_seen_first_by_her_more_and_more(self) -> None:
        first = [entry.record.focus[0].recognised for entry in of(SessionNote, "C-009")]  # type: ignore[attr-defined]
        assert first[8] is Recognised.NOT_YET
        assert first[12:] == [Recognised.BEFORE] * 4

    def test_she_tried_something_different_five_times(self) -> None:
        notes: list[Any] = [entry.record for entry in of(SessionNote, "C-009")]
        tried = [number for number, note in enumerate(notes, start=1) if any(item.different for item in note.focus)]
        assert tried == [8, 11, 13, 14, 16]

    def test_each_version_of_the_focus_was_said_and_answered(self) -> None:
        versions = of(Formulation, "C-009")
        assert [entry.signed_at is not None for entry in versions] == [True] * 4
        answers = {entry.links["formulation"]: entry.record.agreed for entry in of(Sharing, "C-009")}  # type: ignore[attr-defined]
        assert answers == {
            "C-009/v1": Agreed.NOT_ASKED,
            "C-009/v2": Agreed.IN_PART,
            "C-009/v3": Agreed.YES,
            "C-009/v4": Agreed.YES,
        }
        for entry in of(Formulation):
            assert len(entry.record.reminder.split()) <= REMINDER_WORDS  # type: ignore[attr-defined]


class TestTheOthers:
    def test_heron_is_in_his_tenth_session_today_and_his_ending_has_moved(self) -> None:
        made = course_of("C-017")
        assert made.current is not None
        assert (made.current.number, made.current.starts_at.time()) == (10, time(10))
        assert (made.used, made.left, made.held) == (9, 7, 8)
        assert made.end == TODAY + timedelta(weeks=7)
        assert made.course.end_told_date == TODAY + timedelta(weeks=6)
        assert made.end_differs

    def test_heron_has_one_note_unsigned_and_none_for_the_hour_he_missed(self) -> None:
        notes = {entry.ref: entry.signed_at for entry in of(SessionNote, "C-017")}
        assert len(notes) == 8
        assert [ref for ref, signed in notes.items() if not signed] == ["C-017/note-9"]

    def test_juniper_is_in_her_fourth_session_today_and_her_focus_is_not_shared(self) -> None:
        made = course_of("C-021")
        assert made.current is not None
        assert (made.current.number, made.current.starts_at.time(), made.used) == (4, time(9), 3)
        assert not made.end_differs
        assert [entry.signed_at for entry in of(Formulation, "C-021")] == [None]
        assert of(Sharing, "C-021") == []

    def test_every_state_of_an_appointment_is_met(self) -> None:
        states = {entry.record.state for entry in of(Appointment)}  # type: ignore[attr-defined]
        assert states == set(AppointmentState)

    def test_the_enquiry_waits_for_an_answer(self) -> None:
        enquiry: Any = named("E-024/enquiry").record
        assert enquiry.received_on == TODAY - timedelta(days=2)
        assert enquiry.offered_at.date() == TODAY + timedelta(weeks=1)
        assert enquiry.outcome is None
        assert of(Course, "E-024") == []


class TestTheLetter:
    FINAL: Letter = named("C-009/letter-final").record  # type: ignore[assignment]
    DRAFT: Letter = named("C-009/letter-draft").record  # type: ignore[assignment]

    def test_it_says_what_the_case_has_it_say(self) -> None:
        found = [hashlib.sha256(part.encode()).hexdigest()[:16] for part in paragraphs(self.FINAL)]
        assert found == LETTER
        assert "You drove home and cleaned the fridge." in self.FINAL.came
        assert self.FINAL.salutation == "Marian"

    def test_it_is_of_a_length_to_be_read_aloud(self) -> None:
        assert 400 <= word_count(self.FINAL) <= 700
        assert 400 <= word_count(self.DRAFT) <= 700

    def test_the_draft_differed_where_she_put_it_right(self) -> None:
        draft, final = (
            "\n".join(text.words for text in searched.texts(Letter, values(letter)))
            for letter in (self.DRAFT, self.FINAL)
        )
        for gone in ("kind but firm with him", "never asks how you are", "I am sure you will manage"):
            assert gone in draft
            assert gone not in final
        for added in ("not especially nice about it", "You were disappointed", "When your father left"):
            assert added in final
            assert added not in draft

    def test_the_draft_was_shared_and_the_final_one_given(self) -> None:
        assert (self.DRAFT.state, self.FINAL.state) == (LetterState.SHARED, LetterState.FINAL)
        readings: list[Any] = [entry.record for entry in of(Reading, "C-009")]
        assert [reading.shared_in for reading in readings] == [13, 16]
        assert "nicer than I was" in readings[0].response
        assert "I told Colin I was cross and he put the kettle on" in readings[1].own_letter
        assert all(entry.signed_at for kind in (Letter, Reading) for entry in of(kind, "C-009"))
