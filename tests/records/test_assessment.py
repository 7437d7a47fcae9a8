# SPDX-License-Identifier: Apache-2.0
"""Each section of an assessment knows when it was last touched, and is done when the therapist says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dit_desktop.records.assessment import Assessment, heading, sections, touched, with_done

DAY = date(2026, 9, 10)


def test_every_field_is_in_one_section_and_a_section_is_called_by_its_first_field() -> None:
    found = sections()
    assert list(found)[:3] == ["still_to_ask", "complaint", "symptoms"]
    assert found["complaint"] == ("complaint", "since", "why_now")
    assert heading("complaint") == "Why now"
    names = [name for names in found.values() for name in names]
    assert len(names) == len(set(names)) == 41


def test_a_section_that_changed_is_marked_with_the_session_and_the_others_are_not() -> None:
    before = Assessment(complaint="slow")
    marked = touched(before, replace(before, since="the move", family="Edna"), 2, DAY)
    assert [mark.section for mark in marked.marks] == ["complaint", "family"]
    assert {(mark.touched_in, mark.touched_on) for mark in marked.marks} == {(2, DAY)}
    again = touched(marked, replace(marked, family="Edna, Peter"), None, date(2026, 9, 11))
    assert again.mark_of("complaint") == marked.mark_of("complaint")
    assert (again.mark_of("family").touched_in, again.mark_of("family").touched_on) == (None, date(2026, 9, 11))
    assert touched(again, again, 3, DAY) == again


def test_done_is_said_by_the_therapist_and_can_be_taken_back() -> None:
    done = with_done(Assessment(), "health", DAY)
    assert done.mark_of("health").done_on == DAY
    assert touched(done, replace(done, health="Well."), 3, DAY).mark_of("health").done_on == DAY
    assert with_done(done, "health", None).mark_of("health").done_on is None
    assert done.mark_of("work").done_on is None
