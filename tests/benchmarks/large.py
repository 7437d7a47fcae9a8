# SPDX-License-Identifier: Apache-2.0
"""The large practice: thirty years of full-time work, the same for the same seed and month, kept for the next run.

With fewer clients it is fewer years of the same work, not the same years of less of it: a day, a week and the list of
those who come now are as full as ever, so that the two show what grows with the years.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import platformdirs

from dit_desktop.records import body
from dit_desktop.records.client import CameBy, Client, Enquiry, EnquiryOutcome
from dit_desktop.records.course import Appointment, AppointmentState, Course, CourseState, Place, Weekday
from dit_desktop.records.fields import Record
from dit_desktop.records.formulation import Agreed, Formulation, Sharing
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.practice import Practice
from dit_desktop.records.session import SessionNote
from dit_desktop.store import indexing, rows, seal, vault
from tests.benchmarks.vocabulary import Vocabulary
from tests.practices import CHEAP, PASSPHRASE

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.building import Filling

R = TypeVar("R", bound=Record)

CLIENTS: Final = 2500
PER_CLIENT: Final = 16  # notes
_APART: Final = timedelta(days=30 * 365) / CLIENTS  # one after the other
_SEED: Final = 16
_WEEK: Final = timedelta(days=7)
_MADE_FROM: Final = (
    "dit_desktop/records",
    "dit_desktop/store",
    "tests/benchmarks/large.py",
    "tests/benchmarks/vocabulary.py",
)
_ROOT: Final = Path(__file__).parents[2]


def cached(clients: int = CLIENTS) -> Path:
    """The folder of the practice; built if it is not there yet, or not from what now makes it."""
    upto = _this_month()
    home = Path(platformdirs.user_cache_dir("dit-desktop-benchmarks", appauthor=False))
    folder = home / f"{clients}-{upto:%Y-%m}-{_digest()}" / "practice"
    if not (folder / "keys.json").is_file():
        for old in home.glob(f"{clients}-*"):
            shutil.rmtree(old)
        build(folder, clients, upto)
    return folder


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy to be written into, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dit-bench-") as name:
        copy = Path(shutil.copytree(folder, Path(name, "practice")))
        if hasattr(os, "sync"):
            os.sync()  # else the first save would wait for all of it to reach the disk
        yield copy


def build(folder: Path, clients: int, upto: date) -> None:
    """Make the practice as it stands on a day."""
    fill = _Filler(clients, upto).fill
    made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP, fill=fill)
    made.close()


def _this_month() -> date:
    return date.today().replace(day=1)  # noqa: DTZ011 - the day on the wall of whoever measures


def _digest() -> str:
    """What the practice is made from: its own code and everything that says how records are kept."""
    made = hashlib.sha256()
    for name in _MADE_FROM:
        place = _ROOT / name
        files = sorted([*place.rglob("*.py"), *place.rglob("*.sql")]) if place.is_dir() else [place]
        for path in files:
            made.update(path.read_bytes())
    return made.hexdigest()[:16]


@dataclass
class _Therapy:
    """One client's course while it is being written."""

    number: int
    begins: datetime  # the first session
    sessions: int  # in all, held and to come
    client: int = 0
    course: int = 0


class _Filler:
    """Writes everything in the order in which it happened."""

    def __init__(self, clients: int, upto: date) -> None:
        self._clients = clients
        self._now = datetime.combine(upto, time(18), UTC)
        self._random = random.Random(_SEED)
        self._words = Vocabulary(_SEED)
        self._connection: Connection
        self.fill: Filling = self._fill

    def _fill(self, _folder: Path, connection: Connection) -> None:
        self._connection = connection
        therapies = list(self._therapies())
        self._keep(Practice(name="Isobel Crane", profession="Psychotherapist"), therapies[0].begins - _WEEK)
        for _at, _order, step in sorted(self._steps(therapies), key=lambda found: found[:2]):
            step()
        while indexing.step(connection):
            pass

    def _therapies(self) -> Iterator[_Therapy]:
        """Beginnings spread evenly, the last of them this week; later sessions are still to come."""
        held = 0
        for number in range(self._clients):
            at = self._now - _APART * (self._clients - 1 - number)
            begins = at.replace(hour=9 + number % 9, minute=0, second=0, microsecond=0)
            ahead = PER_CLIENT - self._held(begins, PER_CLIENT)
            held += PER_CLIENT - ahead
            yield _Therapy(number, begins, PER_CLIENT)
        self._short = self._clients * PER_CLIENT - held

    def _held(self, begins: datetime, sessions: int) -> int:
        return sum(begins + _WEEK * number < self._now for number in range(sessions))

    def _steps(self, therapies: list[_Therapy]) -> Iterator[tuple[datetime, int, Callable[[], None]]]:
        """What happened, when, and in which order at the same moment."""
        for item in therapies:
            # What the running courses lack of their notes is made up by extra sessions of the first ones.
            if item.number < self._short:
                item.sessions += 1
            yield item.begins - 3 * _WEEK, item.number, lambda item=item: self._begin(item)  # type: ignore[misc]
            for number in range(item.sessions):
                at = item.begins + _WEEK * number
                yield at, item.number, lambda item=item, number=number: self._session(item, number)  # type: ignore[misc]

    def _begin(self, item: _Therapy) -> None:
        at = item.begins - 3 * _WEEK
        code = f"C-{item.number + 1:03}"
        alias = self._words.words[100 + self._random.randrange(12000)].capitalize()
        item.client = self._keep(
            Client(code=code, alias=alias, name=f"{alias} Person", address="14 Quince Lane\nMarlow", phone="0155 555"),
            at,
        )
        mine: dict[str, Any] = {"client": item.client, "parent": item.client}
        self._keep(
            Enquiry(
                **mine,
                received_on=at.date(),
                came_by=CameBy.PHONE,
                asked_for=self._words.text(30),
                outcome=EnquiryOutcome.BOOKED,
            ),
            at,
        )
        over = item.begins + _WEEK * (item.sessions - 1) < self._now
        item.course = self._keep(
            Course(
                **mine,
                state=CourseState.ENDED if over else CourseState.ACTIVE,
                starts_on=item.begins.date(),
                slot_day=Weekday(str(item.begins.isoweekday())),  # type: ignore[call-arg] # by its value
                slot_time=item.begins.time(),
                extension=item.sessions - PER_CLIENT,
            ),
            at,
        )

    def _session(self, item: _Therapy, number: int) -> None:
        mine: dict[str, Any] = {"client": item.client, "parent": item.course}
        starts = (item.begins + _WEEK * number).replace(tzinfo=None)
        at = item.begins + _WEEK * number
        held = at < self._now
        state = AppointmentState.HELD if held else AppointmentState.BOOKED
        booked = self._keep(Appointment(**mine, starts_at=starts, place=Place.ROOM, state=state), min(at, self._now))
        if not held:
            return
        note = self._keep(self._note(mine, booked, starts.date()), at)
        self._sign(note, at)
        if number == 3:
            self._focus(mine, at)
        if number == PER_CLIENT - 1:
            letter = Letter(
                **mine,
                salutation="Dear you",
                opening=self._words.text(120),
                work=self._words.text(300),
                state=LetterState.FINAL,
            )
            self._sign(self._keep(letter, at), at)

    def _note(self, mine: dict[str, Any], booked: int, day: date) -> SessionNote:
        """Four hundred words in the blocks a therapist fills in."""
        text = self._words.text
        return SessionNote(
            **mine,
            appointment=booked,
            day=day,
            place=Place.ROOM,
            material=text(180),
            mood_link=text(40),
            feelings=text(60),
            between_us=text(50),
            offered=text(50),
            next_time=text(20),
            reminder="“I must not be a burden” – and so nobody comes",
        )

    def _focus(self, mine: dict[str, Any], at: datetime) -> None:
        text = self._words.text
        version = self._keep(
            Formulation(
                **mine,
                self_view=text(12),
                other_view=text(12),
                affect_surface=text(5),
                affect_beneath=text(5),
                function=text(40),
                working=text(150),
                client_wording=text(100),
                reminder=text(9),
            ),
            at,
        )
        self._sign(version, at)
        self._keep(
            Sharing(
                **mine, formulation=version, shared_in=4, shared_on=at.date(), response=text(30), agreed=Agreed.YES
            ),
            at,
        )

    def _keep(self, record: Record, at: datetime) -> int:
        return rows.insert(self._connection, record, at).id

    def _sign(self, record: int, at: datetime) -> None:
        """What is older than a fortnight is signed."""
        if at < self._now - 2 * _WEEK:
            seal.sign(self._connection, record, body.instant(at))
