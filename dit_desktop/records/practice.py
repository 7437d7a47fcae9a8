# SPDX-License-Identifier: Apache-2.0
"""The practice itself: who writes, and how the program speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class Person(Choice):
    """The word the practice uses for the people who come."""

    CLIENT = "client", _("client")
    PATIENT = "patient", _("patient")


class ListName(Choice):
    """What stands for a person in lists and titles."""

    ALIAS = "alias", _("Made-up name and code")
    CODE = "code", _("Code only")
    NAME = "name", _("Their name")


class Currency(Choice):
    """In what money fees are; shown by its sign."""

    GBP = "GBP", "£"
    EUR = "EUR", "€"
    USD = "USD", "$"
    CHF = "CHF", "CHF"


class Letterhead(Choice):
    """Whether letters carry the practice's head."""

    ON = "on", _("On every letter")
    OFF = "off", _("Off: I print on headed paper")


@dataclass(frozen=True, kw_only=True)
class Practice(Record):
    """The practitioner as letters name her, and the words of the program; one in each vault."""

    title: ClassVar[str] = _("Practice")
    clinical: ClassVar[bool] = False

    name: Annotated[str, Field(_("Your name"), section=_("Letterhead"))] = ""
    profession: Annotated[str, Field(_("Profession"), hint=_("As it stands under your name."))] = ""
    qualifications: Annotated[str, Field(_("Qualifications and registration"), rows=2)] = ""
    address: Annotated[str, Field(_("Practice address"), rows=3)] = ""
    phone: Annotated[str, Field(_("Phone"))] = ""
    email: Annotated[str, Field(_("E-mail"))] = ""
    letterhead: Annotated[Letterhead | None, Field(_("Letterhead"))] = None
    signs_with: Annotated[str, Field(_("Letters close with"), hint=_("The line above your name."))] = ""

    person: Annotated[Person | None, Field(_("You say"), section=_("Words"))] = None
    list_name: Annotated[
        ListName | None, Field(_("In lists and titles"), hint=_("Screens are seen over shoulders."))
    ] = None
    currency: Annotated[Currency | None, Field(_("Fees are in"))] = None
    record_years: Annotated[
        int,
        Field(
            _("Records are kept for years"),
            section=_("Keeping"),
            low=1,
            high=100,
            hint=_("After the last contact; for somebody under 18, after they come of age. Nothing goes by itself."),
        ),
    ] = 7
    process_months: Annotated[
        int,
        Field(
            _("Process notes are kept for months"),
            low=1,
            high=120,
            hint=_("After a course ends. They are your own reflections, and still personal data."),
        ),
    ] = 3
