# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""A hint is kept: what a form says it does when it is answered, it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtTest import QTest

from dit_desktop.models.case import open_course
from dit_desktop.models.safety import next_safety
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Break, Course
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.review import FocusFits, MidReview
from dit_desktop.records.safety import Safety
from dit_desktop.records.session import FocusMoment, SessionNote, Shown
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.parts import PartsEditor
from dit_desktop.ui.workspace import Workspace
from tests.opened import TODAY, client_with_course, note
from tests.ui.pages.walk import all_words, button, field, go_to, settle


def said(workspace: Workspace) -> str:
    settle()
    assert workspace.current is not None
    return "\n".join(text for _widget, text in all_words(workspace.current, shown=True))


def shown_moment(workspace: Workspace, moment: FocusMoment) -> SessionNote:
    made = note(workspace.desk, client_with_course(workspace.desk), day=date(2026, 11, 12))
    kept = workspace.desk.save(replace(made, focus=(moment,)))
    go_to(workspace, "note", kept, "material")
    settle()
    return kept


def test_not_that_i_saw_closes_the_rest_but_hides_no_word(nobody: Workspace) -> None:
    shown_moment(nobody, FocusMoment(key="a", affect="shame"))
    page: Any = nobody.current
    (editor,) = [each for each in page.findChildren(PartsEditor) if each.isVisible()]
    rows = editor._cards[0].sheet._rows
    assert all(row.isVisible() for row in rows.values())
    button(editor, Shown.NOT_SEEN.label).click()
    assert {name for name, row in rows.items() if row.isVisible()} == {"shown", "affect"}
    button(editor, Shown.NOT_SEEN.label).click()  # taken back
    assert all(row.isVisible() for row in rows.values())
    nobody.flush()


def test_the_prompts_inside_a_moment_follow_the_phase_of_the_session(workspace: Workspace) -> None:
    found: dict[str, str] = {}
    (client,) = [each.id for each in workspace.desk.find(Client) if each.code == "C-009"]
    for session in workspace.desk.find(SessionNote, client=client):
        if session.focus:
            go_to(workspace, "note", session)
            page: Any = workspace.current
            cards = page._editor.form.sheet.controls["focus"].widget._cards
            found[page._editor.form.sheet._phase] = cards[0].sheet._rows["different"]._hint.text()
    assert found["middle"].endswith("However small.")
    assert found["ending"].endswith("What makes it last, what would undo it?")


def test_what_stands_beside_another_field_has_its_hint_too(nobody: Workspace) -> None:
    shown_moment(nobody, FocusMoment(key="a"))
    assert "You, themselves, or somebody not on the map." in said(nobody)


def test_reword_leads_from_the_review_to_a_new_version(nobody: Workspace) -> None:
    desk, course = nobody.desk, client_with_course(nobody.desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    desk.sign(desk.add(Formulation(**mine, working="First.")))
    review = desk.add(MidReview(**mine))
    nobody.go(Target("review", course.client))
    assert "Reword the focus" not in said(nobody).split("\n")
    desk.save(replace(review, focus_fits=FocusFits.REWORD))
    nobody.go(Target("review", course.client))
    settle()
    button(nobody, "Reword the focus").click()
    settle()
    assert nobody.place().page == "formulation"
    (_first, second) = desk.find(Formulation, parent=course.id)
    assert (nobody.place().record, second.working, second.signed_at) == (second.id, "First.", None)


def test_that_there_is_no_letter_is_kept_with_a_word_why(nobody: Workspace) -> None:
    desk, course = nobody.desk, client_with_course(nobody.desk)
    nobody.go(Target("letter", course.client))
    settle()
    button(nobody, "There is no letter").click()
    assert "A word why" in nobody.messages.text()
    assert field(nobody, "not_written_why").hasFocus()
    QTest.keyClicks(field(nobody, "not_written_why"), "He asked for none.")
    button(nobody, "There is no letter").click()
    settle()
    (letter,) = desk.find(Letter, parent=course.id)
    assert (letter.state, letter.not_written_why) == (LetterState.NOT_WRITTEN, "He asked for none.")
    assert letter.signed_at is not None
    nobody.go(Target("overview", course.client))
    assert "Goodbye letter: not written." in said(nobody)


def test_a_letter_that_has_words_is_not_called_none(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk)
    nobody.go(Target("letter", course.client))
    settle()
    field(nobody, "opening").setFocus()
    QTest.keyClicks(field(nobody, "opening"), "You came")
    nobody.flush()
    assert "There is no letter" not in said(nobody).split("\n")
    assert "400 to 700 words are usual" in said(nobody)


def test_beside_the_letter_stands_what_it_draws_on(nobody: Workspace) -> None:
    desk, course = nobody.desk, client_with_course(nobody.desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    desk.add(Assessment(**mine, endings="School ended without a word."))
    desk.add(MidReview(**mine, pattern_moved="With Kath, once."))
    desk.add(Formulation(**mine, client_wording="You hide that you mind."))
    nobody.go(Target("letter", course.client))
    lines = said(nobody)
    for words in (
        "The focus, provisional",
        "You hide that you mind.",
        "School ended without a word.",
        "With Kath, once.",
    ):
        assert words in lines


def test_a_break_is_told_where_it_is_said_to_be_untold(nobody: Workspace) -> None:
    desk, course = nobody.desk, client_with_course(nobody.desk)
    soon = TODAY + timedelta(days=10)
    away = desk.add(Break(client=course.client, parent=course.id, from_on=soon, to_on=soon + timedelta(days=7)))
    nobody.go(Target("overview", course.client))
    assert "Not told yet" in said(nobody)
    button(nobody, "Told now").click()
    assert "Not told yet" not in said(nobody)
    assert desk.get(Break, away.id).announced_in is not None


def test_what_was_said_at_the_enquiry_is_carried_over_and_nothing_is_written_over(nobody: Workspace) -> None:
    desk = nobody.desk
    client = desk.add(Client(code="C-1", called="Jo"))
    told = {"called": "Joanna", "reach_safely": "Texts only.", "fee_told": Decimal(70)}
    desk.add(Enquiry(client=client.id, parent=client.id, **told))  # type: ignore[arg-type]
    open_course(desk, client.id, datetime.combine(TODAY, datetime.min.time()))
    kept = desk.get(Client, client.id)
    assert (kept.called, kept.reach_safely, kept.fee) == ("Jo", "Texts only.", Decimal(70))
    desk.undo.undo()
    assert desk.get(Client, client.id).reach_safely == ""
    assert desk.find(Course, client=client.id) == []


def test_where_they_are_now_is_asked_again_and_a_copy_has_a_day(nobody: Workspace) -> None:
    desk, course = nobody.desk, client_with_course(nobody.desk)
    of: dict[str, Any] = {"client": course.client, "parent": course.client}
    last = desk.add(Safety(**of, where_they_are="At her sister's.", ask="Kath", given_on=TODAY))
    made = next_safety(desk, last, datetime.combine(TODAY, datetime.min.time()))
    assert (made.where_they_are, made.given_on, made.ask) == ("", None, "Kath")


def test_no_text_of_the_example_is_a_day_that_was_not_worked_out(workspace: Workspace) -> None:
    sql = "select kind, cast(body as text) from record where cast(body as text) glob '*\"[-+][0-9]*[wd]\"*'"
    assert workspace.desk.ask(lambda it: it.execute("select '\"-2w\"' glob '*\"[-+][0-9]*[wd]\"*'").fetchone()) == (1,)
    assert workspace.desk.ask(lambda it: it.execute(sql).fetchall()) == []


def test_the_expected_ending_stands_with_the_frame_of_the_course_and_follows_it(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk)
    nobody.go(Target("details", course.client, course.id, "starts_on"))
    before = next(line for line in said(nobody).split("\n") if line.startswith("Ending expected on "))
    nobody.desk.save(replace(course, planned=course.planned + 4))
    nobody.go(Target("details", course.client, course.id, "starts_on"))
    assert before not in said(nobody)
    assert "Ending expected on " in said(nobody)
