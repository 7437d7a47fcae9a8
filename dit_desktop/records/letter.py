# SPDX-License-Identifier: Apache-2.0
"""The goodbye letter: its sections, its versions, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class LetterState(Choice):
    """How far a version of the letter has come; no letter at all is simply no record."""

    DRAFT = "draft", _("Draft")
    SHARED = "shared", _("Shared")
    FINAL = "final", _("Final")
    NOT_WRITTEN = "not_written", _("Not written")


class ReadBy(Choice):
    """How the letter was read."""

    ALOUD_BY_ME = "aloud_by_me", _("Aloud by me")
    ALOUD_BY_THEM = "aloud_by_them", _("Aloud by them")
    IN_SILENCE = "in_silence", _("In silence")
    TAKEN_HOME = "taken_home", _("Taken home")


class GivenBy(Choice):
    """How the final letter reached the person."""

    BY_HAND = "by_hand", _("By hand")
    POST = "post", _("Post")
    FILE = "file", _("Protected file")


@dataclass(frozen=True, kw_only=True)
class Letter(Record):
    """One version of the goodbye letter; its sections run together on paper without headings."""

    title: ClassVar[str] = _("Goodbye letter")

    salutation: Annotated[str, Field(_("Dear …"), section=_("Letter"), hint=_("The name they use."))] = ""
    opening: Annotated[
        str,
        Field(_("Why I am writing"), rows=2, hint=_("That you said you would, and that it is theirs to correct.")),
    ] = ""
    came: Annotated[str, Field(_("What brought you"), rows=4, hint=_("How things were, in their words."))] = ""
    pattern: Annotated[
        str,
        Field(
            _("The pattern we found"),
            rows=5,
            hint=_("The wording you agreed; the good reason it had; what it cost."),
        ),
    ] = ""
    work: Annotated[
        str,
        Field(
            _("What we worked on"),
            rows=6,
            hint=_("Two or three moments you both remember, one of them between you."),
        ),
    ] = ""
    changed: Annotated[
        str,
        Field(_("What is different"), rows=4, hint=_("What they did, not what you did. Small things.")),
    ] = ""
    unchanged: Annotated[
        str,
        Field(
            _("What is not"),
            rows=4,
            hint=_("What stayed hard, what disappointed them, what there was no time for."),
        ),
    ] = ""
    ending: Annotated[
        str,
        Field(
            _("Saying goodbye"),
            rows=4,
            hint=_("What this ending may stir, as you have already talked about it."),
        ),
    ] = ""
    ahead: Annotated[
        str,
        Field(_("Looking ahead"), rows=3, hint=_("The first signs, and whom to turn to. A sentence, not a list.")),
    ] = ""
    close: Annotated[str, Field(_("Goodbye"), rows=2, hint=_("Plain and warm. No promise you cannot keep."))] = ""

    state: Annotated[LetterState | None, Field(_("State"), section=_("Its way"), shown=True)] = None
    not_written_why: Annotated[
        str, Field(_("Why there is none"), hint=_("Their wish, an early ending, your judgement."))
    ] = ""


@dataclass(frozen=True, kw_only=True)
class Reading(Record):
    """What happened when a version of the letter was read; kept apart because the version stays as given."""

    title: ClassVar[str] = _("Reading of the letter")

    letter: Annotated[int, Field(_("Version"), link="Letter")] = 0
    shared_in: Annotated[
        int | None, Field(_("Shared in session"), section=_("Reading it"), hint=_("The page as given is kept."))
    ] = None
    shared_on: Annotated[date | None, Field(_("on"), beside=True)] = None
    read_by: Annotated[ReadBy | None, Field(_("Read"))] = None
    response: Annotated[str, Field(_("What they said"), rows=4)] = ""
    asked_changes: Annotated[
        str, Field(_("What they asked you to change"), rows=3, hint=_("And what you decided."))
    ] = ""
    given_on: Annotated[date | None, Field(_("Final letter given"))] = None
    given_by: Annotated[GivenBy | None, Field(_("how"), beside=True)] = None
    own_letter: Annotated[
        str, Field(_("Their own letter"), rows=6, hint=_("Typed, or the scan kept with the attached files."))
    ] = ""
    own_scan: Annotated[int | None, Field(_("The scan of it"), link="Attachment")] = None


# The sections that stand on paper, in their order; the salutation is set apart.
PARAGRAPHS = ("opening", "came", "pattern", "work", "changed", "unchanged", "ending", "ahead", "close")


def greeting(letter: Letter) -> str:
    """The first line of the letter; empty while nobody is named."""
    name = letter.salutation.strip()
    if not name:
        return ""
    dear = _("Dear {name}")
    begun = name.casefold().startswith(dear.format(name="").casefold())
    words = name if begun else dear.format(name=name)
    return words if words.endswith((",", ".", "!", ":")) else f"{words},"


def paragraphs(letter: Letter) -> list[str]:
    """The letter's running text, a blank line or a new section starting a paragraph."""
    text = "\n\n".join(getattr(letter, name).strip() for name in PARAGRAPHS)
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def word_count(letter: Letter) -> int:
    """Words of the running letter, without salutation and signature."""
    return sum(len(part.split()) for part in paragraphs(letter))
