# SPDX-License-Identifier: Apache-2.0
"""Fields that lead to other records, and amounts of the practice's money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dit_desktop.records.client import Client
from dit_desktop.records.relationships import Narrative, Person
from dit_desktop.records.session import FocusMoment, SessionNote
from dit_desktop.ui.choice import Answer
from dit_desktop.ui.form import Form
from dit_desktop.ui.linked import LinkedOne, LinkedSome
from dit_desktop.ui.written import MoneyLine
from tests.ui.names import by_name, one

PEOPLE = [(11, "Edna"), (12, "Peter"), (13, "Ros")]


def of(qtbot: QtBot, record: Narrative | Person | SessionNote | Client) -> Form:
    form = Form(type(record))
    qtbot.addWidget(form)
    form.show_record(record)
    form.show()
    return form


def test_one_of_the_people_is_chosen_and_can_be_taken_back(qtbot: QtBot) -> None:
    form = of(qtbot, Narrative(id=1))
    box = one(LinkedOne, form)
    assert [box.itemText(at) for at in range(box.count())] == ["Not answered"]
    form.sheet.offers.lend("Person", PEOPLE)
    assert [box.itemText(at) for at in range(box.count())] == ["Not answered", "Edna", "Peter", "Ros"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert form.record().with_whom == 12
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert form.record().with_whom is None


def test_another_list_of_people_changes_no_answer_and_one_who_has_gone_is_kept(qtbot: QtBot) -> None:
    form = of(qtbot, Narrative(id=1, with_whom=12))
    box = one(LinkedOne, form)
    assert (box.currentText(), box.value()) == ("No longer listed", 12)
    form.sheet.offers.lend("Person", PEOPLE)
    assert (box.currentText(), box.value(), box.count()) == ("Peter", 12, 4)
    form.sheet.offers.lend("Person", [(12, "Peter, his brother")])
    assert (box.currentText(), box.value(), box.count()) == ("Peter, his brother", 12, 2)
    form.sheet.offers.lend("Person", PEOPLE[:1])
    assert (box.currentText(), box.value()) == ("No longer listed", 12)
    assert not form.is_waiting()


def test_several_are_chosen_by_key_and_stand_in_the_order_of_the_list(qtbot: QtBot) -> None:
    form = of(qtbot, Person(id=1))
    form.open_sections = frozenset(form.sheet.sections())
    form.sheet.offers.lend("Person", PEOPLE)
    some = one(LinkedSome, form)
    assert form.sheet.controls["same_as"].widget is some
    for name in ("Ros", "Edna"):
        button = by_name(f"Reminds you of: {name}", some)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert form.record().same_as == (11, 13)
    QTest.keyClick(by_name("Reminds you of: Ros", some), Qt.Key.Key_Delete)
    QTest.keyClick(by_name("Reminds you of: Peter", some), Qt.Key.Key_Delete)
    assert form.record().same_as == (11,)


def test_only_what_is_chosen_is_read_and_nothing_changes_it_there(qtbot: QtBot) -> None:
    form = of(qtbot, Person(id=1, same_as=(12, 99)))
    form.open_sections = frozenset(form.sheet.sections())
    form.sheet.offers.lend("Person", PEOPLE)
    form.set_read_only(True)
    some = one(LinkedSome, form)
    shown = [button.text() for button in some.findChildren(Answer) if not button.isHidden()]
    assert shown == ["Peter", "No longer listed"]
    QTest.mouseClick(by_name("Reminds you of: Peter", some), Qt.MouseButton.LeftButton)
    assert form.record().same_as == (12, 99)
    assert not form.is_waiting()


def test_a_small_form_inside_a_form_is_lent_the_same(qtbot: QtBot) -> None:
    form = of(qtbot, SessionNote(id=1, focus=(FocusMoment(key="a", with_person=13),)))
    form.sheet.offers.lend("Person", PEOPLE)
    assert one(LinkedOne, form).currentText() == "Ros"
    assert by_name("With: or", form) is not None


@pytest.mark.parametrize("sign", ["£", "CHF", ""])
def test_an_amount_stands_beside_the_sign_of_its_money(qtbot: QtBot, sign: str) -> None:
    form = of(qtbot, Client(id=1, fee=Decimal(60)))
    line = one(MoneyLine, form)
    bare = line.textMargins().left()
    form.sheet.offers.lend_sign(sign)
    assert line.textMargins().left() - bare == (line.fontMetrics().horizontalAdvance(sign) + bare if sign else 0)
    assert (line.text(), form.record().fee) == ("60.00", Decimal(60))
