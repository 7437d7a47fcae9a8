# SPDX-License-Identifier: Apache-2.0
"""What a client was told and agreed to, and to what they consented: two lists that are not the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class Told(Choice):
    """What a client has to be told and agrees to before the work begins; none of it is a consent."""

    WORKING_AGREEMENT = "working_agreement", _("Working agreement")
    PRIVACY = "privacy", _("Privacy notice")
    CONFIDENTIALITY = "confidentiality", _("Limits of confidentiality")
    SUPERVISION = "supervision", _("Supervision")
    NOTES = "notes", _("How notes are kept, process notes included")
    EXECUTORS = "executors", _("Who steps in if I cannot work")


class AgreedHow(Choice):
    """How something was agreed."""

    SIGNED = "signed", _("Signed on paper")
    SPOKEN = "spoken", _("Spoken and noted")
    EMAIL = "email", _("By e-mail")


class ConsentFor(Choice):
    """What a consent is asked for."""

    QUESTIONNAIRES = "questionnaires", _("Questionnaires")
    RECORDING = "recording", _("Audio recording")
    RECORDING_HEARD = "recording_heard", _("Recording heard by a supervisor or assessor")
    CASE_STUDY = "case_study", _("Disguised use in a case study")
    GP_CONTACT = "gp_contact", _("Contact with the GP")
    GP_LETTER = "gp_letter", _("Letter to the GP at the end")
    EMERGENCY_CONTACT = "emergency_contact", _("Speaking to the emergency contact")
    EMAIL_TEXT = "email_text", _("E-mail and text")
    VIDEO = "video", _("Video")


class ConsentState(Choice):
    """What was answered when a consent was asked for."""

    NOT_ASKED = "not_asked", _("Not asked")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@dataclass(frozen=True, kw_only=True)
class Wording(Record):
    """The wording of a notice or an agreement as it was at one time; belongs to the whole practice."""

    title: ClassVar[str] = _("Wording")
    clinical: ClassVar[bool] = False

    name: Annotated[
        str, Field(_("Name"), section=_("Wording"), hint=_("What it is, and which version."), listed=True)
    ] = ""
    from_on: Annotated[date | None, Field(_("In use from"), listed=True)] = None
    text: Annotated[str, Field(_("Text"), rows=8, hint=_("As it is given to people to read."))] = ""


@dataclass(frozen=True, kw_only=True)
class Agreement(Record):
    """Something a client was told and agreed to."""

    title: ClassVar[str] = _("Told and agreed")
    clinical: ClassVar[bool] = False

    item: Annotated[
        Told | None,
        Field(
            _("What"),
            section=_("Told and agreed"),
            hint=_("Working agreement: time, number, fee, missed sessions, breaks."),
            listed=True,
        ),
    ] = None
    on: Annotated[date | None, Field(_("Date"), listed=True)] = None
    how: Annotated[AgreedHow | None, Field(_("How"), listed=True)] = None
    version: Annotated[int | None, Field(_("Wording used"), link="Wording")] = None
    note: Annotated[str, Field(_("Questions they had"), rows=2)] = ""


@dataclass(frozen=True, kw_only=True)
class Consent(Record):
    """One consent: free, separate, and one that can be withdrawn."""

    title: ClassVar[str] = _("Consent")
    clinical: ClassVar[bool] = False

    kind: Annotated[ConsentFor | None, Field(_("For what"), section=_("Consent"), listed=True)] = None
    state: Annotated[ConsentState | None, Field(_("Answer"), listed=True)] = None
    on: Annotated[date | None, Field(_("Date"), listed=True)] = None
    covers: Annotated[
        str, Field(_("What it covers"), rows=2, hint=_("What, to whom, for how long; what they did not want included."))
    ] = ""
    ask_again_on: Annotated[
        date | None, Field(_("Ask again on"), hint=_("The GP letter is always asked again when it is written."))
    ] = None
    version: Annotated[int | None, Field(_("Wording used"), link="Wording")] = None
