# SPDX-License-Identifier: Apache-2.0
"""What a letter is held against in a last look: the questionnaires there are, the people told of, the process notes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from dit_desktop.paths import resource
from dit_desktop.records.last_look import Known
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.relationships import Person

if TYPE_CHECKING:
    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk


@functools.cache
def _measures() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in resource("instruments").glob("*.toml")))


def known_of(desk: Desk, case: Case) -> Known:
    """What is known of a client that seldom belongs into a letter to them."""
    if case.course is None:
        return Known(_measures())
    people = {each.name.strip() for each in desk.find(Person, parent=case.course.id)}
    notes = desk.find(ProcessNote, parent=case.course.id)
    texts = (text for note in notes for text in (note.felt, note.thought, note.unsaid, note.question))
    return Known(_measures(), tuple(sorted(people - {"", case.client.called})), tuple(text for text in texts if text))
