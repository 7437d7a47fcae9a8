# SPDX-License-Identifier: Apache-2.0
"""What about a client asks to be looked at, the most pressing first; in words, and never as an alarm."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_day
from dit_desktop.models.today import break_words
from dit_desktop.records.client import Client
from dit_desktop.records.letter import Letter
from dit_desktop.store import asking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dit_desktop.models.courses import Running
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.course import Break
    from dit_desktop.records.schedule import Schedule

_PATIENCE: Final = timedelta(days=3)  # for a note to be signed before the list of clients names it
_AUTHORISED: Final = 2  # sessions before they run out


class Asks(NamedTuple):
    """One thing: in a word or two for a list, in a line for the overview, and where it is done."""

    chip: str
    words: str
    page: str
    record: int = 0
    away: Break | None = None  # a break they can be told of


def asks(desk: Desk, client: Client, made: Schedule, *, patience: timedelta = _PATIENCE) -> Iterator[Asks]:
    """Everything about a course that asks to be looked at, in the order in which a list would name it."""
    yield from _safety(desk, client.id, made.today)
    yield from _unsigned(desk, client.id, made.today - patience)
    if made.end_differs:
        day, told = shown_day(made.end), shown_day(made.course.end_told_date)
        words = _("The ending date told was {told}; it is now expected on {day}. Do they know?")
        yield Asks(_("Ending date to tell"), words.format(told=told, day=day), "details", made.course.id)
    yield from _letter(desk, made)
    yield from _authorised(client, made)


def _safety(desk: Desk, client: int, today: date) -> Iterator[Asks]:
    from dit_desktop.models.safety import versions  # noqa: PLC0415 - not for the first page

    last = next(iter(versions(desk, client)), None)
    if last is not None and last.review_on and last.review_on <= today:
        past = _("Safety was to be looked at again on {day}.").format(day=shown_day(last.review_on))
        words = _("Safety is to be looked at again today.") if last.review_on == today else past
        yield Asks(_("Safety review"), words, "safety")


def _unsigned(desk: Desk, client: int, since: date) -> Iterator[Asks]:
    """The notes that were not signed within some days."""
    for note in desk.ask(lambda connection: asking.drafts(connection, client)):
        if note.day and date.fromisoformat(note.day) <= since:
            day = shown_day(date.fromisoformat(note.day))
            page = "missed" if note.kind == "MissedNote" else "note"
            words = _("The note of {day} is a draft.").format(day=day)
            yield Asks(_("Unsigned note"), words, page, note.id)


def _letter(desk: Desk, made: Schedule) -> Iterator[Asks]:
    """The letter is to be begun from the session before the one in which it is brought."""
    at, number = made.course.letter_session, made.current.number if made.current else made.used
    if (number or 0) >= at - 1 and not desk.find(Letter, parent=made.course.id):
        words = _("The goodbye letter is to be brought in session {number}.").format(number=at)
        yield Asks(_("Letter"), words, "letter")


def _authorised(client: Client, made: Schedule) -> Iterator[Asks]:
    """A quiet reminder two sessions before those that were authorised run out."""
    if client.authorised is None:
        return
    left = client.authorised - made.used
    if left <= _AUTHORISED and made.left:
        words = ngettext(
            "{count} of {all} sessions authorised is left.", "{count} of {all} sessions authorised are left.", left
        )
        told = words.format(count=max(0, left), all=client.authorised)
        yield Asks(_("Sessions authorised"), told, "details", client.id)


def to_do(desk: Desk, running: Running) -> list[Asks]:
    """Everything there is to do about a course, breaks still to be told included."""
    found = list(asks(desk, running.client, running.schedule, patience=timedelta(days=1)))
    for away in running.untold():
        words = _("Not told yet: {away}.").format(away=break_words(away))
        found.append(Asks(_("Break to tell"), words, "details", running.course.id, away))
    return found


def chip(desk: Desk, client: int, made: Schedule) -> str:
    """The first thing that asks to be looked at, in a word or two; nothing for most."""
    return next((item.chip for item in asks(desk, desk.get(Client, client), made)), "")
