# SPDX-License-Identifier: Apache-2.0
"""Every kind of record there is; a new kind is one line here."""

from __future__ import annotations

from dit_desktop.records.agreement import Agreement, Consent, Wording
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.attached import Attachment
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.contact import Communication, Contact
from dit_desktop.records.course import Announcement, Appointment, Break, Course
from dit_desktop.records.executors import Executors
from dit_desktop.records.exported import Exported
from dit_desktop.records.fields import Part, Record, fields, part_type
from dit_desktop.records.formulation import Formulation, Sharing
from dit_desktop.records.goal import Aim, GoalReview, Hope
from dit_desktop.records.later import Later
from dit_desktop.records.letter import Letter, Reading
from dit_desktop.records.medication import Medication
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.practice import Practice
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.relationships import Narrative, Person, RelationshipQuestionnaire
from dit_desktop.records.review import ClosingSummary, MidReview
from dit_desktop.records.safety import Safety
from dit_desktop.records.sealed import EnteredInError, Statement
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.records.suitability import Suitability
from dit_desktop.records.unfolded import Unfolded

KINDS: dict[str, type[Record]] = {
    kind.__name__: kind
    for kind in (
        Addendum,
        Agreement,
        Aim,
        Announcement,
        Appointment,
        Assessment,
        Attachment,
        Break,
        Client,
        ClosingSummary,
        Communication,
        Consent,
        Contact,
        Course,
        Enquiry,
        EnteredInError,
        Executors,
        Exported,
        Formulation,
        GoalReview,
        Hope,
        Later,
        Letter,
        Medication,
        MidReview,
        MissedNote,
        Narrative,
        Person,
        Practice,
        ProcessNote,
        Reading,
        RelationshipQuestionnaire,
        Safety,
        SessionNote,
        Sharing,
        Statement,
        Suitability,
        Unfolded,
        Wording,
    )
}


def field_names() -> tuple[str, ...]:
    """Every (kind, field) as "Kind.field", those of parts as "Kind.field.part_field", sorted."""

    def names(prefix: str, cls: type[Record | Part]) -> list[str]:
        found = []
        for item in fields(cls):
            found.append(f"{prefix}.{item.name}")
            if part := part_type(item):
                found += names(f"{prefix}.{item.name}", part)
        return found

    return tuple(sorted(name for kind, cls in KINDS.items() for name in names(kind, cls)))
