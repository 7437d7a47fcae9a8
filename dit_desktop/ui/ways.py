# SPDX-License-Identifier: Apache-2.0
"""Where the palette leads: the pages and actions possible now, everybody, and the sessions of the open client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.models.clients import Person, shown_day, shown_name
from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.fields import worded
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.actions import ACTIONS, GO
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.palette import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dit_desktop.ui.actions import Action
    from dit_desktop.ui.workspace import Workspace

OWN = "palette"


def ways(workspace: Workspace, pages: Iterable[Action]) -> list[Way]:
    """Everything, the pages first."""
    return [*_acts(workspace, (*pages, *ACTIONS)), *_sessions(workspace), *_people(workspace)]


def _acts(workspace: Workspace, actions: Iterable[Action]) -> Iterator[Way]:
    person = workspace.desk.person()
    for action in actions:
        possible = action.anywhere is not None or workspace.enabled(action.name)
        if possible and action.name != OWN:
            kind = _("page") if action.menu == GO else _("action")
            words = worded(action.words, person)
            yield Way(words, kind, action.icon or "chevron-right", lambda name=action.name: workspace.act(name))  # type: ignore[misc]


def _sessions(workspace: Workspace) -> Iterator[Way]:
    """The notes of whoever is open, by their days."""
    if not workspace.client:
        return
    for note in reversed(workspace.desk.find(SessionNote, client=workspace.client)):
        words = _("Session note of {day}").format(day=shown_day(note.day) or _("no day yet"))
        target = Target("note", note.client, note.id)
        yield Way(words, _("session"), "notebook-pen", lambda target=target: workspace.go(target))  # type: ignore[misc]


def _people(workspace: Workspace) -> Iterator[Way]:
    """Everybody as lists call them."""
    desk = workspace.desk
    practice, person = desk.practice(), desk.person()
    with_course = {item.client for item in desk.glance(Course, ())}
    for item in desk.glance(Client, ("code", "alias", "name")):
        target = Target("overview" if item.id in with_course else "details", item.id)
        words = shown_name(Person(item.id, *item.texts), practice)
        yield Way(words, person, "user", lambda target=target: workspace.go(target))  # type: ignore[misc]
