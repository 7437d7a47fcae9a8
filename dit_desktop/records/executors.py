# SPDX-License-Identifier: Apache-2.0
"""What happens if the therapist cannot work: who steps in, what they are to do, and which clients they must reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar, Protocol, TypeVar

from dit_desktop.i18n import _
from dit_desktop.records.client import Client, Enquiry, EnquiryOutcome, MayCall
from dit_desktop.records.course import Appointment, Break, Course, CourseState
from dit_desktop.records.fields import Field, Record
from dit_desktop.records.schedule import Schedule, schedule

R = TypeVar("R", bound=Record)

_UNDECIDED = frozenset({None, EnquiryOutcome.BOOKED, EnquiryOutcome.WAITING})


@dataclass(frozen=True, kw_only=True)
class Executors(Record):
    """The clinical will; one in each vault."""

    title: ClassVar[str] = _("If I cannot work")
    clinical: ClassVar[bool] = False

    first: Annotated[
        str,
        Field(
            _("First executor"),
            section=_("Who steps in"),
            hint=_("A colleague who will tell your {client}s, look after the diary, and close what is open."),
        ),
    ] = ""
    first_reach: Annotated[str, Field(_("First executor, reached at"))] = ""
    second: Annotated[str, Field(_("Second executor"), hint=_("If the first cannot."))] = ""
    second_reach: Annotated[str, Field(_("Second executor, reached at"))] = ""
    agreed_on: Annotated[date | None, Field(_("They agreed on"))] = None

    supervisor: Annotated[
        str, Field(_("Supervisor"), section=_("Whom they may need"), hint=_("Name, and how to reach them."))
    ] = ""
    insurer: Annotated[
        str, Field(_("Insurer"), hint=_("Name, policy number, telephone; some also have a helpline for executors."))
    ] = ""
    instructions: Annotated[
        str,
        Field(
            _("What they are to do"),
            section=_("Instructions"),
            rows=8,
            hint=_(
                "Where the keys are, how to cancel a room, who is told first and in what words. No clinical detail."
            ),
        ),
    ] = ""

    sheet_printed_on: Annotated[date | None, Field(_("Sheet with their code printed"), section=_("Dates"))] = None
    checked_on: Annotated[date | None, Field(_("Looked through"), hint=_("You are asked once a year."))] = None


def asks_again(executors: Executors, today: date) -> date | None:
    """The day from which to ask whether all of it is still right; None if nobody was ever named."""
    if not executors.first.strip() and not executors.instructions.strip():
        return None
    last = executors.checked_on or executors.agreed_on
    if last is None:
        return today
    return date(last.year + 1, 3, 1) if (last.month, last.day) == (2, 29) else last.replace(year=last.year + 1)


class Find(Protocol):
    """Finds records of a kind, of one parent if it is named."""

    def __call__(self, kind: type[R], *, parent: int | None = None) -> list[R]:
        """The records, by day."""


@dataclass(frozen=True)
class OpenClient:
    """Somebody whom executors must be able to tell: the fields of their pack, and nothing more."""

    name: str
    code: str  # only for a name that no face can draw
    reach: str
    numbers: tuple[str, ...]
    may_call: MayCall | None
    told_on: date | None
    next_at: datetime | None = None
    expected: bool = False  # nobody has booked it yet
    session: str = ""  # "9 of 16"; empty before a first session


def open_clients(find: Find, today: date) -> list[OpenClient]:
    """Everybody in a course, or of whom it is not yet said what came of their asking; by the next appointment."""
    all_courses, enquiries = find(Course), {enquiry.client: enquiry for enquiry in find(Enquiry)}
    courses = {course.client: course for course in all_courses if course.state is not CourseState.ENDED}
    over = {course.client for course in all_courses} - courses.keys()
    over |= {client for client, enquiry in enquiries.items() if enquiry.outcome not in _UNDECIDED}
    away = find(Break, parent=0)
    found = []
    for client in find(Client):
        enquiry = enquiries.get(client.id)
        if course := courses.get(client.id):
            diary = find(Appointment, parent=course.id)
            stands = schedule(course, diary, [*find(Break, parent=course.id), *away], today)
            found.append(_entry(client, enquiry, stands, today))
        elif client.id not in over:
            found.append(_entry(client, enquiry, None, today))
    return sorted(found, key=lambda entry: (entry.next_at or datetime.max, entry.name.casefold()))  # noqa: DTZ901


def _entry(client: Client, enquiry: Enquiry | None, stands: Schedule | None, today: date) -> OpenClient:
    ahead = stands.next if stands else None
    offered = enquiry.offered_at if enquiry and not stands else None
    if offered and offered.date() < today:
        offered = None
    used = stands.used if stands else 0
    return OpenClient(
        name=next(_names(client, enquiry), ""),
        code=client.code,
        reach=client.reach_safely or (enquiry.reach_safely if enquiry else ""),
        numbers=tuple(text for text in (client.phone, client.email) if text.strip()),
        may_call=client.executors_may_call,
        told_on=client.executors_told_on,
        next_at=ahead.starts_at if ahead else offered,
        expected=bool(ahead and ahead.expected),
        session=stands.number_words(used) if stands and used else "",
    )


def _names(client: Client, enquiry: Enquiry | None) -> Iterator[str]:
    """The name of a client, from the fullest on."""
    texts = (client.name, client.called, enquiry.called if enquiry else "", client.alias, client.code)
    return (text.strip() for text in texts if text.strip())
