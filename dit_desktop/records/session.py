# SPDX-License-Identifier: Apache-2.0
"""What is written down after a session, and what is added once it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.course import Place
from dit_desktop.records.fields import Choice, Field, Part, Record, fields


class Attended(Choice):
    """How much of the session the person was there."""

    IN_FULL = "in_full", _("In full")
    LATE = "late", _("Came late")
    LEFT = "left", _("Left early")


class Shown(Choice):
    """Whether the focus could be seen."""

    CLEARLY = "clearly", _("Clearly")
    FAINTLY = "faintly", _("Faintly")
    NOT_SEEN = "not_seen", _("Not that I saw")


class Where(Choice):
    """In which place and time the focus showed."""

    HERE = "here", _("Here with me")
    OUTSIDE = "outside", _("Outside, now")
    REMEMBERED = "remembered", _("Remembered")


class Unsure(Choice):
    """Yes, no, or not sure."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("Not sure")


class YesNo(Choice):
    """Yes or no, and unanswered until one is chosen."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Recognised(Choice):
    """Who saw the pattern first."""

    BEFORE = "before", _("Before I said it")
    WHEN_SAID = "when_said", _("When I said it")
    NOT_YET = "not_yet", _("Not yet")
    DISAGREED = "disagreed", _("Disagreed")


class SafetyToday(Choice):
    """What came up about safety in a session; words, never a level."""

    NOT_RAISED = "not_raised", _("Did not come up")
    NOTHING_NEW = "nothing_new", _("Asked, nothing new")
    SOMETHING_NEW = "something_new", _("Something new")


@dataclass(frozen=True, kw_only=True)
class FocusMoment(Part):
    """One place in a session where the focus could be seen."""

    shown: Annotated[
        Shown | None,
        Field(
            _("Did it show?"),
            hint=_("“Not that I saw” closes the rest."),
            closes="not_seen",
            initial=_("Not shared yet? Use it to try the pattern out."),
        ),
    ] = None
    with_person: Annotated[int | None, Field(_("With"), link="Person")] = None
    with_whom: Annotated[str, Field(_("or"), hint=_("You, themselves, or somebody not on the map."), beside=True)] = ""
    where: Annotated[Where | None, Field(_("Where"))] = None
    self_view: Annotated[str, Field(_("Self"), hint=_("As it was today."))] = ""
    other_view: Annotated[str, Field(_("Other"))] = ""
    affect: Annotated[str, Field(_("Feeling"))] = ""
    function: Annotated[str, Field(_("What it spared them"))] = ""
    reversed: Annotated[Unsure | None, Field(_("The other way round"), hint=_("They took the other’s part."))] = None
    recognised: Annotated[Recognised | None, Field(_("Recognised"))] = None
    different: Annotated[
        str,
        Field(
            _("Something different tried"),
            rows=2,
            hint=_("What they did, what came back, how it felt."),
            middle=_("However small."),
            ending=_("What makes it last, what would undo it?"),
        ),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class SessionNote(Record):
    """What happened in one session."""

    title: ClassVar[str] = _("Session note")

    appointment: Annotated[int, Field(_("Appointment"), link="Appointment")] = 0
    day: Annotated[date | None, Field(_("Date"), section=_("Session"))] = None
    attended: Annotated[Attended | None, Field(_("Attended"), hint=_("From the diary."))] = None
    attended_minutes: Annotated[int | None, Field(_("minutes"), beside=True, high=240)] = None
    place: Annotated[Place | None, Field(_("Where"), hint=_("For video or phone: where they are."))] = None
    place_note: Annotated[str, Field(_("where they are"), beside=True)] = ""

    settling_in: Annotated[str, Field(_("Settling in"), section=_("Session plan"), folded=True)] = ""
    agenda: Annotated[str, Field(_("Agenda"), rows=2, hint=_("What you both wanted to come to."), quiet=True)] = ""
    reviewed: Annotated[str, Field(_("From last session"), rows=2)] = ""
    new_material: Annotated[str, Field(_("New material"), rows=2, hint=_("Anything you explained or handed over."))] = (
        ""
    )
    summary: Annotated[str, Field(_("Summing up"), rows=2)] = ""
    home_practice: Annotated[
        str,
        Field(_("For in between"), rows=2, hint=_("Only if you two agreed something to try or to notice.")),
    ] = ""
    pace: Annotated[str, Field(_("Pace"))] = ""

    material: Annotated[
        str,
        Field(
            _("What we talked about"),
            section=_("The session"),
            rows=6,
            initial=_("What brings them, and one moment with someone told closely."),
            middle=_("Which moment with whom; where did feeling come up?"),
            ending=_("What was said about ending, and what was kept away from it?"),
        ),
    ] = ""
    words_to_keep: Annotated[
        str,
        Field(
            _("Words worth keeping"),
            rows=2,
            hint=_("Their phrases, in quotation marks. Offered when you write the letter."),
            ending=_("What they would say has changed, or has not."),
        ),
    ] = ""

    focus: Annotated[
        tuple[FocusMoment, ...],
        Field(_("Where it showed"), section=_("The focus today"), hint=_("None, one or several.")),
    ] = ()

    mood_link: Annotated[
        str,
        Field(
            _("Mood and people this week"),
            section=_("Links and feelings"),
            folded=True,
            rows=2,
            hint=_("What happened between people around each change of mood or score."),
            ending=_("Does a rise belong to the ending?"),
        ),
    ] = ""
    feelings: Annotated[
        str,
        Field(
            _("Feelings in the session"),
            rows=2,
            hint=_("Named, shown, or missing."),
            middle=_("Which was hardest to stay with?"),
            ending=_("Sadness, anger, relief, nothing?"),
        ),
    ] = ""
    mentalising: Annotated[
        str,
        Field(
            _("Thinking about minds"),
            rows=2,
            hint=_("Where it was lively, where it stopped, what brought it back."),
        ),
    ] = ""
    between_us: Annotated[
        str,
        Field(
            _("Between the two of us"),
            rows=2,
            hint=_("What could be seen and said. Your private reactions go into the process note."),
            initial=_("How do they meet you?"),
            middle=_("Was the focus alive here? Said or left?"),
            ending=_("Who is leaving whom?"),
        ),
    ] = ""

    offered: Annotated[
        str,
        Field(
            _("What I offered"),
            section=_("What I did"),
            rows=3,
            hint=_("The question, comment or silence that mattered, and what they did with it."),
            initial=_("A trial comment? Explaining DIT, the limit, the questionnaires?"),
            middle=_("Tied to the focus?"),
            ending=_("Letter, ending, looking ahead?"),
        ),
    ] = ""

    safety: Annotated[
        SafetyToday | None,
        Field(_("Safety today"), section=_("Safety"), hint=_("Starts unanswered. “Something new” opens Safety.")),
    ] = None

    next_time: Annotated[
        str,
        Field(
            _("For next time"),
            section=_("For next time"),
            rows=2,
            hint=_("What to keep in mind. You can carry a line forward yourself."),
            initial=_("Still to hear"),
            middle=_("The sessions left: said aloud?"),
            ending=_("What still wants saying?"),
        ),
    ] = ""
    to_supervision: Annotated[YesNo | None, Field(_("Take to supervision"))] = None
    supervision_note: Annotated[str, Field(_("what"), beside=True)] = ""

    reminder: Annotated[str, Field(_("Reminder in force that day"), shown=True)] = ""


class Added(Choice):
    """What an addendum does to the record above it."""

    MORE = "more", _("Adds something")
    CORRECTION = "correction", _("Corrects something")


@dataclass(frozen=True, kw_only=True)
class Addendum(Record):
    """A dated addition to a signed record; both stay visible."""

    title: ClassVar[str] = _("Addendum")

    added: Annotated[Added | None, Field(_("This addendum"))] = None
    written: Annotated[str, Field(_("Addendum"), rows=4, hint=_("The record above stays as it is."))] = ""


def is_untouched(note: SessionNote) -> bool:
    """Whether nothing was written in a note since it was begun."""
    begun = SessionNote()
    written = (item.name for item in fields(SessionNote) if item.name not in _BEGUN)
    return all(getattr(note, name) == getattr(begun, name) for name in written)


# What a note is begun with, before anybody writes in it.
_BEGUN = {"appointment", "day", "place", "reminder"}

# How a note is read beside the next one: first what was meant for this time, and nothing that the diary knows.
_DIARY = {"appointment", "day", "attended", "attended_minutes", "place", "place_note"}
LOOKED_BACK = ("next_time", *(item.name for item in fields(SessionNote) if item.name not in {"next_time", *_DIARY}))

# The fields of the session plan, which a course can leave out of its notes.
SESSION_PLAN = ("settling_in", "agenda", "reviewed", "new_material", "summary", "home_practice", "pace")

# What a session of a given number brings up, shown quietly above the first field and never as a task.
SESSION_PROMPTS: dict[int, str] = {
    1: _(
        "Why now, and who was involved · the time limit and the ending date · what you write down and who may "
        "see it · questionnaires"
    ),
    2: _("Two or three moments with people who matter · losses · the relationship questionnaire, if useful"),
    3: _("Then and now: the same part? · what is steered round · a trial comment"),
    4: _("Offer the focus, listen for what they change · small aims · is this the right help?"),
    8: _("Half-way review · does the focus still fit? · how many are left"),
}
LETTER_PROMPT = _("Read it together · leave time · a copy goes home")
LAST_PROMPT = _("Goodbye · first signs and where to turn · last questionnaires · the final letter")
GAP_PROMPT = _("What did the gap mean, and did the focus fill it?")
