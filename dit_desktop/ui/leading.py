# SPDX-License-Identifier: Apache-2.0
"""Where each kind of record is read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dit_desktop.records.fields import Record
from dit_desktop.store.errors import Missing
from dit_desktop.ui.pages.page import Target

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.searched import Sought
    from dit_desktop.store.search import Hit

# By kind the page; one that is not named here stands beside the record it belongs to, or among the details.
_PAGES: Final = {
    "Aim": "goals",
    "Appointment": "diary",
    "Assessment": "assessment",
    "Break": "diary",
    "ClosingSummary": "closing",
    "Executors": "executors",
    "Formulation": "formulation",
    "GoalReview": "goals",
    "Hope": "goals",
    "Letter": "letter",
    "MidReview": "review",
    "MissedNote": "missed",
    "Narrative": "people",
    "Person": "people",
    "Practice": "settings",
    "ProcessNote": "note",
    "RelationshipQuestionnaire": "assessment",
    "Safety": "safety",
    "SessionNote": "note",
    "Suitability": "assessment",
    "Wording": "wordings",
}
_DETAILS: Final = "details"
_BESIDE: Final = {"Reading": "letter", "Sharing": "formulation"}  # the version they say something of
_ADDED: Final = frozenset({"Addendum", "Statement"})


def target_of(desk: Desk, hit: Hit, asked: Sought) -> Target:
    """The page of what was found, with the cursor where the first word stands."""
    place = hit.place(asked)
    client = hit.id if hit.kind == "Client" else hit.client or 0
    if hit.kind in _ADDED:
        return _beside(desk, client, hit.parent or 0)
    if hit.kind in _BESIDE:
        record: Any = desk.get(Record, hit.id)
        return Target(_BESIDE[hit.kind], client, getattr(record, _BESIDE[hit.kind]))
    if hit.kind in {"Appointment", "Break"}:
        record = desk.get(Record, hit.id)
        at = getattr(record, "starts_at", None) or getattr(record, "from_on", None)
        return Target("diary", field=at.isoformat() if at else "")
    return Target(_PAGES.get(hit.kind, _DETAILS), client, hit.id, place.field, place.cursor)


def _beside(desk: Desk, client: int, record: int) -> Target:
    """The page of the signed record to which something was added."""
    try:
        kind = type(desk.get(Record, record)).__name__
    except Missing:
        return Target("overview", client)
    return Target(_PAGES.get(kind, _DETAILS), client, record)
