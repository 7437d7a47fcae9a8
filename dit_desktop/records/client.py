# SPDX-License-Identifier: Apache-2.0
"""The person who comes: how they first asked, and everything about them that is not clinical."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record
from dit_desktop.records.months import months_later


class CameBy(Choice):
    """How an enquiry reached the practice."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    MESSAGE = "message", _("Message")
    IN_PERSON = "in_person", _("In person")
    THROUGH = "through", _("Through someone else")


class EnquiryOutcome(Choice):
    """What came of an enquiry."""

    BOOKED = "booked", _("First meeting booked")
    WAITING = "waiting", _("Waiting list")
    REFERRED = "referred", _("Referred on")
    NOT_TAKEN_UP = "not_taken_up", _("Not taken up")
    NO_REPLY = "no_reply", _("No reply")


class LettersBy(Choice):
    """How letters may reach a person."""

    BY_HAND = "by_hand", _("By hand")
    POST = "post", _("Post")
    EMAIL = "email", _("Protected e-mail")
    ASK = "ask", _("Ask each time")


class FeeKind(Choice):
    """By what agreement a session is paid."""

    USUAL = "usual", _("Usual")
    LOWER = "lower", _("Agreed lower")
    INSURER = "insurer", _("Insurer")
    EMPLOYER = "employer", _("Employer")
    OTHER = "other", _("Other payer")


class InvoiceShows(Choice):
    """What a payer gets to read."""

    DATES = "dates", _("Dates and fees only")
    THERAPY = "therapy", _("Also “psychotherapy”")
    INSURER = "insurer", _("Also what the insurer asks")


class MayCall(Choice):
    """Whether the executors may get in touch."""

    AGREED = "agreed", _("Agreed")
    RATHER_NOT = "rather_not", _("Would rather not")
    NOT_ASKED = "not_asked", _("Not asked yet")


@dataclass(frozen=True, kw_only=True)
class Client(Record):
    """A person who comes, or who asked to come, and how to reach them."""

    title: ClassVar[str] = _("Details")
    clinical: ClassVar[bool] = False

    code: Annotated[
        str,
        Field(
            _("Code"),
            section=_("Who"),
            hint=_("Used in lists, titles, file names and print jobs. Not initials, not a birth date."),
        ),
    ] = ""
    alias: Annotated[
        str, Field(_("Made-up name"), hint=_("Optional; easier to remember than a code. Not their own name."))
    ] = ""
    name: Annotated[
        str,
        Field(
            _("Full name"),
            hint=_("For letters and invoices only, unless you choose to show names."),
            private=True,
        ),
    ] = ""
    called: Annotated[str, Field(_("Name they use"), hint=_("How letters begin."), private=True)] = ""
    pronouns: Annotated[str, Field(_("Pronouns"))] = ""
    born_on: Annotated[
        date | None,
        Field(
            _("Date of birth"),
            hint=_("Needed for the GP letter and for the retention date of minors."),
            private=True,
        ),
    ] = None

    address: Annotated[str, Field(_("Address"), section=_("Reaching them"), rows=3, private=True)] = ""
    phone: Annotated[str, Field(_("Phone"), private=True)] = ""
    email: Annotated[str, Field(_("E-mail"), private=True)] = ""
    reach_safely: Annotated[
        str,
        Field(
            _("Safe ways to be in touch"),
            rows=2,
            hint=_("Who else may see post, hear voicemail or read the phone; times to avoid."),
        ),
    ] = ""
    letters_by: Annotated[LettersBy | None, Field(_("How letters reach them"))] = None
    usual_place: Annotated[
        str, Field(_("Where they are for video"), hint=_("Address and a number to ring if the line drops."))
    ] = ""

    language: Annotated[
        str, Field(_("Language"), section=_("What helps"), hint=_("Spoken best; interpreter, if any."))
    ] = ""
    access_needs: Annotated[
        str,
        Field(
            _("What helps them here"),
            rows=2,
            hint=_("Hearing, sight, moving about, reading, memory, pace, breaks."),
        ),
    ] = ""

    fee_kind: Annotated[FeeKind | None, Field(_("Fee"), section=_("Paying"))] = None
    fee: Annotated[Decimal | None, Field(_("Per session"))] = None
    payer: Annotated[
        str, Field(_("Who pays"), rows=2, hint=_("Name and address for the invoice, if not the {client}."))
    ] = ""
    payer_ref: Annotated[str, Field(_("Policy and authorisation number"))] = ""
    authorised: Annotated[
        int | None,
        Field(_("Sessions authorised"), hint=_("A quiet reminder appears two sessions before they run out.")),
    ] = None
    invoice_shows: Annotated[
        InvoiceShows | None,
        Field(_("The invoice shows"), hint=_("Payers need dates and fees; they rarely need more.")),
    ] = None

    executors_may_call: Annotated[
        MayCall | None,
        Field(
            _("My executors may contact them"),
            section=_("If I cannot work"),
            hint=_("Told and agreed, on what date."),
        ),
    ] = None
    executors_told_on: Annotated[date | None, Field(_("on"), beside=True)] = None


@dataclass(frozen=True, kw_only=True)
class Enquiry(Record):
    """A first request, before there is a course; kept short because most go no further."""

    title: ClassVar[str] = _("Enquiry")
    clinical: ClassVar[bool] = False

    received_on: Annotated[date | None, Field(_("Date"), section=_("Enquiry"))] = None
    came_by: Annotated[CameBy | None, Field(_("Came by"))] = None
    heard_through: Annotated[
        str, Field(_("Heard of you through"), hint=_("Directory, GP, colleague, insurer, earlier {client}."))
    ] = ""
    called: Annotated[str, Field(_("Name they gave"), hint=_("First name is enough for now."), private=True)] = ""
    reach_safely: Annotated[
        str,
        Field(
            _("Safe ways to reply"),
            hint=_("What they said is all right: voicemail, text, e-mail, at what times."),
        ),
    ] = ""
    asked_for: Annotated[
        str,
        Field(
            _("What they asked for"),
            rows=3,
            hint=_("Two lines, in their words. Nothing you would not need if it stops here."),
        ),
    ] = ""
    cannot_wait: Annotated[
        str,
        Field(
            _("Anything that cannot wait"),
            rows=2,
            hint=_("What you heard, what you said, where you pointed them."),
        ),
    ] = ""

    fits_when: Annotated[
        str,
        Field(_("Times and place that suit"), section=_("Reply"), hint=_("Days, hours, room or video.")),
    ] = ""
    fee_told: Annotated[Decimal | None, Field(_("Fee told"))] = None
    offered_at: Annotated[datetime | None, Field(_("First meeting offered"))] = None

    outcome: Annotated[EnquiryOutcome | None, Field(_("What came of it"), section=_("Outcome"))] = None
    outcome_note: Annotated[str, Field(_("Why, and where to instead"), rows=2)] = ""


def delete_after(enquiry: Enquiry, last_contact: date | None = None) -> date | None:
    """The day after which an enquiry is deleted that came to nothing: twelve months after the last contact.

    Nothing is known before the enquiry has a date.
    """
    last = max((day for day in (enquiry.received_on, last_contact) if day), default=None)
    return months_later(last, 12) if last else None
