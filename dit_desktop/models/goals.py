# SPDX-License-Identifier: Apache-2.0
"""The aims of a course and how near they were, round by round."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.records.goal import Aim, AimState, GoalReview, Rating

if TYPE_CHECKING:
    from datetime import date

    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk


def next_round(desk: Desk, case: Case, today: date) -> GoalReview:
    """A blank round with a place for every aim that is still open; it is kept with its first number."""
    course = case.course
    if course is None:
        raise ValueError("aims belong to a course")
    aims = [aim for aim in desk.find(Aim, parent=course.id) if aim.state in (None, AimState.OPEN)]
    current = case.schedule.current if case.schedule else None
    return GoalReview(
        client=course.client,
        parent=course.id,
        session=current.number if current else None,
        rated_on=today,
        ratings=tuple(Rating(key=secrets.token_hex(4), aim=aim.id) for aim in aims),
    )


def near(desk: Desk, course: int) -> list[tuple[str, str]]:
    """Every aim, with its ratings in the order of the rounds: "2 in session 4 · 7 in session 16"."""
    rounds = sorted(desk.find(GoalReview, parent=course), key=lambda each: (each.session or 0, each.id))
    found = []
    for aim in desk.find(Aim, parent=course):
        said = [
            _("{near} in session {number}").format(near=rating.near, number=each.session)
            if each.session
            else str(rating.near)
            for each in rounds
            for rating in each.ratings
            if rating.aim == aim.id and rating.near is not None
        ]
        state = f" ({aim.state.label.lower()})" if aim.state and aim.state is not AimState.OPEN else ""
        found.append((f"{aim.aim}{state}", " · ".join(said) or _("not rated yet")))
    return found
