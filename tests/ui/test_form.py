# SPDX-License-Identifier: Apache-2.0
"""A form shows every field of a record by its name and in its section, whole, and changes none by showing it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.client import Client, LettersBy
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record, fields
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Appearance, Settings
from dit_desktop.ui import style
from dit_desktop.ui.form import Form
from dit_desktop.ui.parts import PartsEditor
from dit_desktop.ui.scroll import Scroll
from tests.strategies import records
from tests.ui.forms import SIGNED, Heard, at_the_front, opened, widget
from tests.ui.names import by_name, nameless, one

EVERY_KIND = pytest.mark.parametrize("kind", [*KINDS.values(), Settings], ids=lambda kind: kind.__name__)


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
