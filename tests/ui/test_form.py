# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.client import Client, LettersBy
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record, fields
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.session import FocusMoment, SafetyToday, SessionNote, Shown
from dit_desktop.records.settings import Appearance, Settings
from dit_desktop.ui import style
from dit_desktop.ui.choice import ChoiceRow
from dit_desktop.ui.form import LONGEST_WAIT, PAUSE, Form
from dit_desktop.ui.parts import PartsEditor
from dit_desktop.ui.prose import Prose
from dit_desktop.ui.scroll import Scroll
from tests.strategies import records
from tests.ui.names import by_name, nameless, one

EVERY_KIND = pytest.mark.parametrize("kind", [*KINDS.values(), Settings], ids=lambda kind: kind.__name__)
SIGNED = datetime(2026, 5, 3, 18, tzinfo=UTC)


class Heard:
    """What a form has announced."""

    def __init__(self, form: Form) -> None:
        self.records: list[Any] = []
        self.typing = 0
        form.changed.connect(self.records.append)
        form.typing.connect(self._typing)

    def _typing(self) -> None:
        self.typing += 1


def opened(qtbot: QtBot, record: Record) -> tuple[Form, Heard]:
    form = Form(type(record))
    qtbot.addWidget(form)
    heard = Heard(form)
    form.show_record(record)
    form.resize(800, 600)
    at_the_front(qtbot, form)
    return form, heard


def at_the_front(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def widget(form: Form, name: str) -> Any:
    return form.sheet.controls[name].widget


@EVERY_KIND
def test_to_show_a_record_is_not_to_change_it(qtbot: QtBot, kind: type[Record]) -> None:
    form = Form(kind)
    qtbot.addWidget(form)
    form.show()  # unseen it is made of nothing, and could not change anything
    for section in form.sheet.sections().values():
        section.set_open(True)
    assert form.sheet.controls
    heard = Heard(form)

    @settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(records(kind, id=st.integers(0, 3)))
    def shown(record: Record) -> None:
        form.show_record(record)
        form.flush()
        assert form.record() == record

    shown()
    assert heard.records == []
    assert heard.typing == 0


@EVERY_KIND
def test_every_field_but_a_key_has_its_control(qtbot: QtBot, kind: type[Record]) -> None:
    form = Form(kind)
    qtbot.addWidget(form)
    declared = [item.name for item in fields(kind) if not (item.key or item.apart)]
    assert list(form.sheet.names()) == declared
    form.sheet.keep_open(form.sheet.sections())
    assert sorted(form.sheet.controls) == sorted(declared)


def test_a_folded_section_is_made_when_it_is_opened_as_the_record_and_the_form_then_are(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, material="Rain"))
    assert "settling_in" not in form.sheet.controls
    form.set_phase("middle")
    form.focus_field("settling_in")
    assert form.sheet.controls["settling_in"].widget.isVisible()
    QTest.keyClicks(widget(form, "settling_in"), "Late, and out of breath")
    form.flush()
    assert heard.records == [SessionNote(id=1, material="Rain", settling_in="Late, and out of breath")]
    form.show_record(SessionNote(id=2, signed_at=SIGNED))
    form.focus_field("mood_link")
    assert form.sheet.controls["mood_link"].widget.property("readOnly")


def _above(inside: QWidget) -> list[QWidget]:
    """All that a widget stands in."""
    parent = inside.parentWidget()
    return [parent, *_above(parent)] if parent is not None else []


def test_tab_goes_through_a_section_opened_late_where_it_stands(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1))
    for heading, fold in reversed(form.sheet.sections().items()):
        if fold.folds:
            form.sheet.keep_open({*form.open_sections, heading})
    qtbot.waitUntil(widget(form, "next_time").isVisible)
    form.focus_field(form.sheet.names()[0])
    seen: list[str] = []
    for _key in range(200):
        at = QApplication.focusWidget()
        assert at is not None
        name = next(
            (one for one, made in form.sheet.controls.items() if made.widget is at or made.widget.isAncestorOf(at)), ""
        )
        if name and name not in seen:
            seen.append(name)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert seen == [name for name in form.sheet.names() if name in seen]
    assert len(seen) > 15


@EVERY_KIND
def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, kind: type[Record]) -> None:
    form = Form(kind)
    qtbot.addWidget(form)
    form.show_record(kind())
    form.sheet.keep_open(form.sheet.sections())
    for made in form.sheet.controls.values():
        if isinstance(made.widget, PartsEditor):
            QTest.mouseClick(one(QPushButton, made.widget), Qt.MouseButton.LeftButton)
    form.show()
    assert nameless(form) == []
    planted = QLineEdit(form)
    planted.show()
    assert nameless(form) == [planted]


def test_a_name_stays_when_a_choice_is_answered(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, Client(id=1, letters_by=LettersBy.POST))
    assert widget(form, "letters_by").accessibleName() == "How letters reach them"
    assert widget(form, "code").accessibleDescription().startswith("Used in lists")


def test_what_is_typed_is_announced_exactly(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    QTest.keyClicks(widget(form, "material"), "  Two words ")
    QTest.keyClicks(widget(form, "place_note"), " at home ")
    assert heard.records == []
    form.flush()
    assert heard.records == [SessionNote(id=1, material="  Two words ", place_note=" at home ")]
    form.flush()
    assert len(heard.records) == 1


def test_only_what_was_edited_is_read(qtbot: QtBot) -> None:
    odd = SessionNote(id=1, material="one\r\ntwo\ud800", attended_minutes=99999, day=date(1, 1, 1))
    form, heard = opened(qtbot, odd)
    QTest.keyClicks(widget(form, "next_time"), "x")
    form.flush()
    assert heard.records == [dataclasses.replace(odd, next_time="x")]


def test_typing_and_taking_it_back_announces_nothing(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, next_time="as it was"))
    text = widget(form, "next_time")
    QTest.keyClicks(text, "x")
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    form.flush()
    assert heard.typing == 1
    assert heard.records == []


def test_a_change_is_announced_after_a_pause(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    clock = QElapsedTimer()
    clock.start()
    with qtbot.waitSignal(form.changed, timeout=3000):
        QTest.keyClicks(widget(form, "material"), "one")
    assert PAUSE - 50 <= clock.elapsed() <= LONGEST_WAIT + 400
    assert heard.typing == 1


def test_a_change_is_announced_while_somebody_types_on(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    clock = QElapsedTimer()
    clock.start()
    while not heard.records and clock.elapsed() < 3000:
        QTest.keyClicks(widget(form, "material"), "a")
        QTest.qWait(100)
    assert LONGEST_WAIT - 50 <= clock.elapsed() <= LONGEST_WAIT + 600


def test_a_change_is_announced_when_the_field_is_left(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    form.focus_field("material")
    QTest.keyClicks(widget(form, "material"), "one")
    form.focus_field("next_time")
    assert heard.records == [SessionNote(id=1, material="one")]


def test_another_record_is_shown_only_after_this_one_is_announced(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    QTest.keyClicks(widget(form, "material"), "of the first")
    form.show_record(SessionNote(id=2, material="of the second"))
    assert heard.records == [SessionNote(id=1, material="of the first")]
    assert form.record() == SessionNote(id=2, material="of the second")


def test_what_comes_back_saved_leaves_cursor_and_undo_alone(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, material="before"))
    form.focus_field("material", 6)
    QTest.keyClicks(widget(form, "material"), " after")
    form.flush()
    form.show_record(dataclasses.replace(heard.records[0], changed_at=SIGNED))
    assert widget(form, "material").textCursor().position() == 12
    assert form.record().changed_at == SIGNED
    widget(form, "material").undo()
    form.flush()
    assert heard.records[-1].material == "before"


def test_a_new_record_goes_on_under_the_number_it_gets(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(parent=4))
    QTest.keyClicks(widget(form, "material"), "one")
    form.flush()
    QTest.keyClicks(widget(form, "material"), " two")
    form.show_record(dataclasses.replace(heard.records[0], id=9))
    form.flush()
    assert heard.records[-1] == SessionNote(id=9, parent=4, material="one two")
    form.show_record(SessionNote(id=10, parent=4))
    form.show_record(SessionNote(id=9, parent=4, material="one two"))
    assert widget(form, "material").document().isUndoAvailable()


def test_a_newer_state_never_overwrites_what_is_being_typed(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, next_time="old"))
    QTest.keyClicks(widget(form, "material"), "mine")
    form.show_record(SessionNote(id=1, material="theirs", next_time="new"))
    assert widget(form, "material").value() == "mine"
    assert widget(form, "next_time").value() == "new"
    form.flush()
    assert heard.records == [SessionNote(id=1, material="mine", next_time="new")]


def test_a_text_of_one_client_cannot_be_undone_into_another(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1, client=1))
    QTest.keyClicks(widget(form, "material"), "secret")
    QTest.keyClicks(widget(form, "place_note"), "secret")
    form.show_record(SessionNote(id=2, client=2))
    for name in ("material", "place_note"):
        widget(form, name).undo()
        assert widget(form, name).value() == ""


def test_what_cannot_be_read_is_told_and_not_saved(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, day=date(2026, 5, 3)))
    line = widget(form, "day").line
    line.selectAll()
    QTest.keyClicks(line, "32 May")
    QTest.keyClicks(widget(form, "next_time"), "x")
    form.flush()
    assert heard.records == [SessionNote(id=1, day=date(2026, 5, 3), next_time="x")]
    told = [label for label in form.findChildren(QLabel) if "A date such as" in label.text()]
    assert [label.isVisible() for label in told] == [True]
    line.selectAll()
    QTest.keyClicks(line, "4 May 2026")
    form.flush()
    assert heard.records[-1].day == date(2026, 5, 4)
    assert not told[0].isVisible()


def test_a_signed_record_can_be_read_and_copied_and_not_changed(qtbot: QtBot) -> None:
    note = SessionNote(id=1, material="as signed", safety=SafetyToday.NOTHING_NEW, signed_at=SIGNED)
    form, heard = opened(qtbot, note)
    text = widget(form, "material")
    QTest.keyClicks(text, "x")
    QTest.keyClicks(widget(form, "place_note"), "x")
    form.flush()
    assert heard.records == []
    assert not [inside for inside in form.findChildren(QWidget) if not inside.isEnabled()]
    text.selectAll()
    assert text.textCursor().selectedText() == "as signed"
    form.show_record(SessionNote(id=2))
    QTest.keyClicks(text, "x")
    assert form.record().material == "x"


def test_a_choice_is_answered_and_taken_back(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1))
    row: ChoiceRow = widget(form, "safety")
    assert row.value() is None
    QTest.mouseClick(row.buttons()[1], Qt.MouseButton.LeftButton)
    form.flush()
    QTest.keyClick(row.buttons()[1], Qt.Key.Key_Delete)
    form.flush()
    assert [record.safety for record in heard.records] == [SafetyToday.NOTHING_NEW, None]


def test_a_section_with_something_in_it_starts_open(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1))
    folds = form.sheet.sections()
    assert [name for name, fold in folds.items() if not fold.is_open()] == ["Session plan", "Links and feelings"]
    form.show_record(SessionNote(id=2, feelings="Anger"))
    assert folds["Links and feelings"].is_open()


def test_an_opened_section_stays_open_for_the_next_record(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1))
    fold = form.sheet.sections()["Session plan"]
    with qtbot.waitSignal(form.section_opened) as told:
        QTest.mouseClick(by_name("Session plan, folded", form), Qt.MouseButton.LeftButton)
    assert told.args == ["Session plan", True]
    form.show_record(SessionNote(id=2))
    assert fold.is_open()
    assert form.open_sections == {"Session plan"}
    form.open_sections = frozenset()
    assert not fold.is_open()


def test_going_to_a_field_opens_its_section(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1))
    form.focus_field("agenda")
    assert widget(form, "agenda").hasFocus()


def test_the_place_of_the_cursor_can_be_kept_and_found_again(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, SessionNote(id=1, material="some words"))
    form.focus_field("material", 4)
    assert form.place() == ("material", 4)
    form.focus_field("material", 400)
    assert form.place() == ("material", 10)
    form.focus_field("safety")
    assert form.place() == ("safety", 0)


def test_prompts_of_a_phase_take_the_place_of_hints(qtbot: QtBot) -> None:
    form = Form(SessionNote, phase="ending")
    qtbot.addWidget(form)
    form.show()

    def words() -> set[str]:
        return {label.text() for label in form.findChildren(QLabel)}

    assert "What still wants saying?" in words()
    form.set_phase("initial")
    assert "Still to hear" in words()


def test_the_practices_word_for_a_person_is_used(qtbot: QtBot) -> None:
    form = Form(Course, person="patient")
    qtbot.addWidget(form)
    assert widget(form, "end_told_date").line.accessibleName() == "Ending date told to the patient"


def test_every_label_leads_to_its_control(qtbot: QtBot) -> None:
    form, _heard = opened(qtbot, Client(id=1))
    led = {label.text(): label.buddy() for label in form.findChildren(QLabel) if label.buddy() is not None}
    assert led["Full name"] is widget(form, "name")
    assert led["Date of birth"] is widget(form, "born_on").line


def test_parts_are_added_removed_and_put_back(qtbot: QtBot) -> None:
    first = FocusMoment(key="a", with_whom="Her sister", shown=Shown.CLEARLY)
    form, heard = opened(qtbot, SessionNote(id=1, focus=(first,)))
    parts: PartsEditor = widget(form, "focus")
    QTest.mouseClick(one(QPushButton, parts), Qt.MouseButton.LeftButton)
    form.flush()
    assert len(heard.records[-1].focus) == 2
    assert heard.records[-1].focus[0] == first
    assert heard.records[-1].focus[1].key
    QTest.mouseClick(by_name("Remove 1 from Where it showed", parts), Qt.MouseButton.LeftButton)
    form.flush()
    assert first not in heard.records[-1].focus
    form.show_record(heard.records[-1])  # as it comes back from the vault
    QTest.mouseClick(by_name("Put 1 back into Where it showed", parts), Qt.MouseButton.LeftButton)
    form.flush()
    assert heard.records[-1].focus[0] == first


def test_a_text_inside_a_part_is_announced(qtbot: QtBot) -> None:
    form, heard = opened(qtbot, SessionNote(id=1, focus=(FocusMoment(key="a"),)))
    inside = one(Prose, widget(form, "focus"))
    QTest.keyClicks(inside, "said no")
    form.flush()
    assert heard.records == [SessionNote(id=1, focus=(FocusMoment(key="a", different="said no"),))]


def labels(form: Form) -> list[QLabel]:
    return [label for label in form.findChildren(QLabel) if label.isVisible() and label.text()]


def cut(form: Form) -> list[str]:
    """The labels that are not as tall as their words."""
    return [x.text() for x in labels(form) if x.wordWrap() and x.height() < x.heightForWidth(x.width())]


def tall_enough(form: Form) -> bool:
    return form.sheet.height() >= form.sheet.heightForWidth(form.sheet.width())


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    style.apply(qapp, Appearance.LIGHT, percent)
    for kind in KINDS.values():
        form = Form(kind)
        page = QWidget()
        QVBoxLayout(page).addWidget(form)
        scroll = Scroll(page)
        qtbot.addWidget(scroll)
        form.open_sections = frozenset(form.sheet.sections())
        form.show_record(kind())
        scroll.resize(1000, 720)
        scroll.show()
        qtbot.waitUntil(lambda form=form: tall_enough(form) and cut(form) == [])  # type: ignore[misc]
        assert scroll.horizontalScrollBar().maximum() == 0, kind
        assert labels(form)


def test_a_field_below_the_edge_is_brought_into_sight(qtbot: QtBot) -> None:
    form = Form(SessionNote)
    scroll = Scroll(form)
    qtbot.addWidget(scroll)
    form.show_record(SessionNote(id=1))
    scroll.resize(700, 400)
    at_the_front(qtbot, scroll)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 300)
    assert widget(form, "next_time").visibleRegion().isEmpty()
    form.focus_field("next_time")
    assert not widget(form, "next_time").visibleRegion().isEmpty()
