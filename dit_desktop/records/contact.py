# SPDX-License-Identifier: Apache-2.0
"""Who else is concerned with a client, and what was said with whom between the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record
from dit_desktop.records.session import YesNo


class Role(Choice):
    """What somebody is to the client or to their care."""

    GP = "gp", _("GP")
    EMERGENCY = "emergency", _("Emergency contact")
    PSYCHIATRIST = "psychiatrist", _("Psychiatrist")
    CARE_TEAM = "care_team", _("Care team")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    REFERRER = "referrer", _("Referrer")
    SOLICITOR = "solicitor", _("Solicitor")
    OTHER = "other", _("Other")


class MayContact(Choice):
    """Whether I may get in touch with somebody."""

    YES = "yes", _("Yes")
    ASK = "ask", _("Ask each time")
    EMERGENCY = "emergency", _("Only in an emergency")
    NO = "no", _("No")


class Way(Choice):
    """How something was said or sent."""

    PHONE = "phone", _("Phone")
    TEXT = "text", _("Text")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """Somebody concerned with a client: their GP, whom to ring in an emergency."""

    title: ClassVar[str] = _("Contact")
    clinical: ClassVar[bool] = False

    role: Annotated[Role | None, Field(_("Role"), section=_("Contact"), listed=True)] = None
    name: Annotated[str, Field(_("Name"), listed=True)] = ""
    organisation: Annotated[str, Field(_("Practice or service"))] = ""
    phone: Annotated[str, Field(_("Phone"), listed=True)] = ""
    out_of_hours: Annotated[str, Field(_("Out of hours"))] = ""
    email: Annotated[str, Field(_("E-mail"))] = ""
    address: Annotated[str, Field(_("Address"), rows=3)] = ""
    may_contact: Annotated[MayContact | None, Field(_("May I contact them"), listed=True)] = None
    note: Annotated[str, Field(_("Note"), rows=2)] = ""


@dataclass(frozen=True, kw_only=True)
class Communication(Record):
    """A call, a message or a letter between the sessions, in or out."""

    title: ClassVar[str] = _("Contact between sessions")

    at: Annotated[datetime | None, Field(_("When"), section=_("Contact"), listed=True)] = None
    with_whom: Annotated[int | None, Field(_("With whom"), link="Client Contact Person", listed=True)] = None
    with_other: Annotated[str, Field(_("or"), beside=True)] = ""
    how: Annotated[Way | None, Field(_("How"), listed=True)] = None
    about: Annotated[str, Field(_("What it was about"), rows=3, listed=True)] = ""
    did_what: Annotated[str, Field(_("What you did"), rows=2)] = ""
    from_another: Annotated[
        YesNo | None,
        Field(_("Told by someone else"), hint=_("Marks it as information from a third person, for access requests.")),
    ] = None
