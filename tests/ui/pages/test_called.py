# SPDX-License-Identifier: Apache-2.0
"""What the practice chose to call the people who come, and by which names, is what the whole window says."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.fields import Part, Record
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.practice import ListName, Person
from dit_desktop.ui import pictures
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.window import MainWindow
from tests.looking.beside import executors, licences, messages, steps
from tests.looking.pages import pages
from tests.looking.views import practice
from tests.ui.pages.walk import settle, words

_PAPER = 300  # characters; what is longer is a paper, or what somebody wrote
_MARK = re.compile(r"[:;·,.]| – ")  # between the parts of a line
_THEIRS = {"code", "alias", "name", "called"}  # where names are written down
_CHOSEN = {"person", "list_name", *_THEIRS}  # where the choice itself is made, and what it is about
_SAYS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Help, QAccessible.Text.Value)


def _texts(value: object) -> Iterator[str]:
    """Every text in a record."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Record | Part):
        own = _THEIRS if isinstance(value, Client) else set()
        for item in dataclasses.fields(value):
            if item.name not in own:
                yield from _texts(getattr(value, item.name))


def written(desk: Desk) -> list[str]:
    """What people wrote, in whatever words; the program only shows it, and letters begin with the name they use."""
    greeted = [f"Dear {client.called}" for client in desk.find(Client) if client.called]
    return greeted + [text for kind in KINDS.values() for record in desk.find(kind) for text in _texts(record)]


def _spoken(node: QAccessibleInterface | None, left_out: set[str]) -> Iterator[str]:
    """What a screen reader says of all there is, and tables cell by cell."""
    if node is None or not node.isValid():
        return
    owner: Any = node.object()
    if owner is not None and owner.objectName() in left_out:
        return
    yield from (node.text(kind) for kind in _SAYS)
    for number in range(node.childCount()):
        yield from _spoken(node.child(number), left_out)


def _seen(root: QWidget, left_out: set[str]) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        inside: Any = widget
        while inside is not None and inside.objectName() not in left_out:
            inside = None if inside is root else inside.parentWidget()
        if inside is None:
            yield from words(widget)


def said(window: QWidget, left_out: set[str]) -> set[str]:
    """Everything a window says, in its title, menus and palette too."""
    found = {window.windowTitle(), *_seen(window, left_out)}
    found.update(_spoken(QAccessible.queryAccessibleInterface(window), left_out))
    if isinstance(window, MainWindow):
        assert window.workspace is not None
        for action in window.actions_by_name.values():
            found.update((action.text(), action.toolTip(), action.iconText()))
        found.add(window.status())
    return {" ".join(text.split()) for text in found if text}


def in_palette(window: MainWindow, left_out: set[str]) -> set[str]:
    """What the palette offers here, before anything was typed."""
    assert window.workspace is not None
    window.workspace.go(Target("clients"))
    window.workspace.open_palette()
    settle()
    found = said(window, left_out)
    window.workspace.open_palette()
    settle()
    return found


def strange(texts: Iterable[str], pattern: re.Pattern[str], records: list[str]) -> list[str]:
    """The texts in which something stands that nobody wrote into a record; papers are no list and no title."""
    return sorted(
        text
        for text in texts
        if len(text) < _PAPER and any(_is_own(text, hit, records) for hit in pattern.finditer(text))
    )


def _is_own(text: str, hit: re.Match[str], records: list[str]) -> bool:
    """Whether the program says it: a list puts what was written together with marks between."""
    before, after = text[: hit.start()], text[hit.end() :]
    part = (_MARK.split(before)[-1] + hit.group() + _MARK.split(after)[0]).strip(" “”…")
    if text in records:
        return False
    return part not in records if part == hit.group() else not any(part in record for record in records)


def everywhere(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """All pages with their tabs, and what lies over them."""
    for walk in (pages, executors, messages, pictures.lying_over, steps, licences):
        for view in walk(window):
            settle()
            yield view.name, view.window


def choose(window: MainWindow, **chosen: object) -> None:
    """Change the practice's words as its form does."""
    desk = window.desk
    assert desk is not None
    desk.save(dataclasses.replace(desk.practice(), **chosen))  # type: ignore[arg-type]
    settle()


def found_everywhere(window: MainWindow, patterns: Iterable[re.Pattern[str]]) -> dict[str, list[str]]:
    assert window.desk is not None
    records, found = written(window.desk), {}
    for name, part in everywhere(window):
        texts = said(part, _CHOSEN)
        found[name] = [text for pattern in patterns for text in strange(texts, pattern, records)]
    texts = in_palette(window, _CHOSEN)
    found["palette"] = [text for pattern in patterns for text in strange(texts, pattern, records)]
    return {name: texts for name, texts in found.items() if texts}


def assert_planted_is_found(window: MainWindow, text: str, pattern: re.Pattern[str]) -> None:
    """Say something the other way, and find it and nothing else."""
    assert window.desk is not None
    planted = QLabel(text, window)
    assert strange(said(window, _CHOSEN), pattern, written(window.desk)) == [text]
    planted.deleteLater()
    settle()


def given_names(desk: Desk, *kinds: str) -> list[str]:
    """The names of everybody, of these kinds, as they were written down."""
    found = {getattr(client, kind).strip() for client in desk.find(Client) for kind in kinds}
    return sorted(found - {""})


def _any(names: Iterable[str]) -> re.Pattern[str]:
    parts = {part for name in names for part in (name, *name.split())}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(parts, key=len, reverse=True)))})\b")


def by_the_other_word(window: MainWindow, chosen: Person, other: Person) -> re.Pattern[str]:
    """What would speak of the people who come by a word that is not chosen; it is said until it is chosen."""
    pattern = re.compile(rf"\b{other.value}s?\b", re.IGNORECASE)
    assert window.workspace is not None
    choose(window, person=other)
    window.workspace.go(Target("clients"))
    settle()
    assert strange(said(window, _CHOSEN), pattern, []) != []
    choose(window, person=chosen)
    assert f"{chosen.value.capitalize()}s" in said(window, _CHOSEN)  # the page that is open follows too
    assert_planted_is_found(window, f"Another {other.value}", pattern)
    return pattern


def by_hidden_names(window: MainWindow, chosen: ListName, hidden: tuple[str, ...]) -> re.Pattern[str]:
    """What would name somebody otherwise than was chosen; chosen, those names are said."""
    assert window.workspace is not None
    assert window.desk is not None
    names = given_names(window.desk, *hidden)
    assert len(names) >= 6
    pattern = _any(names)
    choose(window, list_name=ListName.NAME)
    for page in ("today", "clients", "diary", "search", "overview", "letter"):  # they keep what they said
        window.workspace.go(Target(page, pictures.client_of(window.desk, "C-009").id))
        settle()
    assert strange(said(window, _CHOSEN), pattern, []) != []
    choose(window, list_name=chosen)
    assert_planted_is_found(window, f"Write to {names[0]}", pattern)
    return pattern


@pytest.mark.parametrize(
    "chosen, other, shown, hidden",
    [
        (Person.PATIENT, Person.CLIENT, ListName.CODE, ("alias", "name", "called")),
        (Person.CLIENT, Person.PATIENT, ListName.ALIAS, ("name", "called")),
    ],
)
def test_nothing_is_said_by_the_other_word_nor_by_a_name_that_was_not_chosen(
    qapp: QApplication, chosen: Person, other: Person, shown: ListName, hidden: tuple[str, ...]
) -> None:
    with practice(qapp) as window:
        patterns = [by_the_other_word(window, chosen, other), by_hidden_names(window, shown, hidden)]
        assert found_everywhere(window, patterns) == {}
        assert window.actions_by_name["new_client"].text() == f"New {chosen.value}"


@pytest.mark.parametrize("chosen, shown", [(ListName.CODE, "C-009"), (ListName.NAME, "Marian Ellwood")])
def test_the_name_that_was_chosen_stands_in_every_list_and_title(
    qapp: QApplication, chosen: ListName, shown: str
) -> None:
    with practice(qapp) as window:
        assert window.workspace is not None
        assert window.desk is not None
        choose(window, list_name=chosen)
        client = pictures.client_of(window.desk, "C-009").id
        window.workspace.go(Target("clients"))
        settle()
        assert shown in said(window, set())
        assert shown in in_palette(window, set())
        window.workspace.go(Target("overview", client))
        settle()
        assert window.windowTitle().startswith(f"{shown} – ")
        assert window.workspace.current is not None
        assert shown in said(window.workspace.current, set())
