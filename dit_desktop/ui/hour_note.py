# SPDX-License-Identifier: Apache-2.0
"""The note of the hour, begun by one key from wherever one is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.ui.message import Kind
from dit_desktop.ui.pages.overview import OverviewPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pages.today import TodayPage

if TYPE_CHECKING:
    from dit_desktop.ui.workspace import Workspace


def write_note(workspace: Workspace) -> None:
    """Begin the note of the hour; inside a client it is asked first if by the diary somebody else is there."""
    today, now = workspace.of(TodayPage), datetime.now()  # noqa: DTZ005 - the therapist's own clock on the wall
    if not workspace.client:
        hour = today.day.of_the_hour(now)
        if hour is None:
            words = _("No appointment of this hour waits for a note.")
            then = workspace.desk.worded(_("Open a {client} to write one."))
            workspace.messages.show_message(Kind.INFO, words, then=then)
        else:
            today.write(hour)
        return
    other = today.day.in_the_room(now)
    if other is None or other.running.client.id == workspace.client:
        _write_here(workspace)
        return
    workspace.messages.ask(
        _("By the diary {name} is in the room now.").format(name=other.running.name),
        _("For whom is the note?"),
        (other.running.name, lambda: today.write(other)),
        (workspace.contents.client, lambda: _write_here(workspace)),
    )


def _write_here(workspace: Workspace) -> None:
    workspace.go(Target(OverviewPage.name, workspace.client))
    workspace.of(OverviewPage).write_note()
