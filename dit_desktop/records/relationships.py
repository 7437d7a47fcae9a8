# SPDX-License-Identifier: Apache-2.0
"""The people in a client’s life, moments told with them, and ways of being with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record
from dit_desktop.records.partdate import PartDate


class LifeTime(Choice):
    """To which part of life somebody belongs."""

    THEN = "then", _("Then")
    NOW = "now", _("Now")
    THEN_AND_NOW = "then_and_now", _("Then and now")


class Alive(Choice):
    """Whether somebody is living."""

    YES = "yes", _("Yes")
    DIED = "died", _("Died")
    NOT_KNOWN = "not_known", _("Not known")


class Closeness(Choice):
    """How close somebody is; on the map it is the distance."""

    VERY_CLOSE = "very_close", _("Very close")
    CLOSE = "close", _("Close")
    SOME_WAY_OFF = "some_way_off", _("Some way off")
    FAR = "far", _("Far")
    OUT_OF_TOUCH = "out_of_touch", _("Out of touch")


class Tie(Choice):
    """What kind of tie there is; on the map it is the line."""

    EASY = "easy", _("Easy")
    STRONG = "strong", _("Strong")
    ON_AND_OFF = "on_and_off", _("On and off")
    STRAINED = "strained", _("Strained")
    CUT_OFF = "cut_off", _("Cut off")


class BearsOn(Choice):
    """What a moment has to do with the focus."""

    SHOWS = "shows", _("Shows it")
    OTHER_WAY = "other_way", _("Shows the other way round")
    EXCEPTION = "exception", _("An exception")
    NOT_SURE = "not_sure", _("Not sure")


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody on the relationship map; belongs to a course."""

    title: ClassVar[str] = _("Person")

    name: Annotated[str, Field(_("Name or initials"), section=_("Person"), listed=True)] = ""
    role: Annotated[str, Field(_("Who they are"), hint=_("Mother, partner, boss, friend …"), listed=True)] = ""
    time: Annotated[LifeTime | None, Field(_("Part of life"))] = None
    alive: Annotated[Alive | None, Field(_("Living"))] = None
    died_in: Annotated[PartDate | None, Field(_("year"), beside=True)] = None
    closeness: Annotated[
        Closeness | None,
        Field(_("How close"), hint=_("Sets the distance on the map. Arrow keys move it."), listed=True),
    ] = None
    tie: Annotated[
        Tie | None,
        Field(_("Kind of tie"), hint=_("Sets the line: plain, double, dashed, zigzag, broken."), listed=True),
    ] = None
    feel: Annotated[str, Field(_("How it feels to be with them"))] = ""
    recurring: Annotated[str, Field(_("What keeps happening"), rows=2)] = ""
    i_am: Annotated[str, Field(_("With them, I am …"), section=_("The pattern here"), folded=True)] = ""
    they_are: Annotated[str, Field(_("They are …"))] = ""
    i_feel: Annotated[str, Field(_("And I feel …"))] = ""
    same_as: Annotated[
        tuple[int, ...], Field(_("Reminds you of"), hint=_("Others on the map with the same part."), link="Person")
    ] = ()
    first_heard: Annotated[int | None, Field(_("First heard in session"))] = None
    # In degrees from straight above the client, clockwise; nobody types it, so it stands in no form.
    on_map: Annotated[tuple[int, ...], Field(_("Direction on the map"), shown=True)] = ()


@dataclass(frozen=True, kw_only=True)
class Narrative(Record):
    """One moment with one person, as it was told; belongs to a course."""

    title: ClassVar[str] = _("Moment")

    with_whom: Annotated[int | None, Field(_("With"), section=_("Moment"), link="Person", listed=True)] = None
    with_other: Annotated[str, Field(_("or"), hint=_("You, or somebody not on the map."), beside=True)] = ""
    heading: Annotated[str, Field(_("A few words to find it by"), listed=True)] = ""
    told_in: Annotated[int | None, Field(_("Told in session"), listed=True)] = None
    when: Annotated[PartDate | None, Field(_("When it happened"))] = None
    happened: Annotated[str, Field(_("What happened"), rows=4, hint=_("Who said and did what."))] = ""
    wanted: Annotated[str, Field(_("What they wanted"), hint=_("From the other person, at that moment."))] = ""
    self_view: Annotated[str, Field(_("How they saw themselves"))] = ""
    other_view: Annotated[str, Field(_("How they saw the other"))] = ""
    affect: Annotated[str, Field(_("What they felt"), hint=_("Also what you could hear and they could not say."))] = ""
    done_with_it: Annotated[str, Field(_("What they did with the feeling"))] = ""
    outcome: Annotated[str, Field(_("How it ended"), rows=2, hint=_("And the mood afterwards."))] = ""
    bears_on: Annotated[BearsOn | None, Field(_("Bears on the focus"), listed=True)] = None


@dataclass(frozen=True, kw_only=True)
class RelationshipQuestionnaire(Record):
    """Four ways people can be with others: a starting point for talking, without a sum or a type."""

    title: ClassVar[str] = _("Relationship questionnaire")

    secure: Annotated[
        int | None,
        Field(
            _("A"),
            section=_("How much is this like me? 1 not at all, 7 very much"),
            hint=_("Being near people mostly feels safe to me. I can ask, I can give, and I can be alone for a while."),
            low=1,
            high=7,
        ),
    ] = None
    preoccupied: Annotated[
        int | None,
        Field(
            _("B"),
            hint=_(
                "I often wonder where I stand. I long for more than I get and cannot settle when someone is out "
                "of reach."
            ),
            low=1,
            high=7,
        ),
    ] = None
    dismissing: Annotated[
        int | None,
        Field(
            _("C"),
            hint=_("I do best by myself. When people come very near or want a lot from me, I step back."),
            low=1,
            high=7,
        ),
    ] = None
    fearful: Annotated[
        int | None,
        Field(
            _("D"),
            hint=_(
                "I would like somebody near and I am frightened of it. When it begins to matter, I wait for it "
                "to go wrong."
            ),
            low=1,
            high=7,
        ),
    ] = None
    differs: Annotated[str, Field(_("With whom is it different?"), section=_("Talking about it"), rows=2)] = ""
    talked: Annotated[str, Field(_("What came of it"), rows=3)] = ""
