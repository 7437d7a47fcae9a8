# SPDX-License-Identifier: Apache-2.0
"""What tests look for all over a window: words, names, records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.fields import Record
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter, word_count
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.pages.page import Preview, Target
from dit_desktop.ui.prose import Prose
from dit_desktop.ui.workspace import Workspace

INSIDE = (
    *("overview", "details", "assessment", "safety", "people", "formulation", "sessions", "goals", "letter"),
    *("review", "closing"),
)


def settle() -> None:
    """Let what was put off happen: layouts, deletions, answers of the writer."""
    for _round in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def clients(desk: Desk) -> list[int]:
    """Everybody, and somebody without a course."""
    return [client.id for client in desk.find(Client)]


def notes(desk: Desk, client: int) -> list[SessionNote]:
    """The notes of a client."""
    return desk.find(SessionNote, client=client)


def targets(desk: Desk, client: int) -> Iterator[Target]:
    """Every page that can be opened for a client, each note and version too."""
    for page in INSIDE:
        yield Target(page, client)
    for kind, page in ((SessionNote, "note"), (Formulation, "formulation"), (Letter, "letter"), (MissedNote, "missed")):
        for record in desk.find(kind, client=client):
            yield Target(page, client, record.id)


def signed(desk: Desk, kind: type[Any]) -> Any:
    """The first signed record of a kind."""
    return next(record for record in desk.find(kind) if record.signed_at)


def written_letter(desk: Desk) -> Letter:
    """A signed letter that has words; one that was not written is a record too."""
    return next(letter for letter in desk.find(Letter) if letter.signed_at and word_count(letter))


def draft(desk: Desk, kind: type[Any]) -> Any:
    """The first unsigned record of a kind."""
    return next(record for record in desk.find(kind) if not record.signed_at)


def go_to(workspace: Workspace, page: str, record: Record, field: str = "", cursor: int = 0) -> None:
    """Open the page of a record."""
    workspace.go(Target(page, record.client or record.id, record.id, field, cursor))


def show_paper(workspace: Workspace, paper: str, record: Record) -> None:
    """Ask for a preview, as the page of the record does."""
    workspace.page("letter").preview_requested.emit(Preview(paper, record.client, record.id))


def field(workspace: Workspace, name: str) -> Any:
    """The control of a field on the page that is shown."""
    page = workspace.current
    assert page is not None
    found = [widget for widget in page.findChildren(QWidget, name) if widget.isVisible()]
    assert len(found) == 1, name
    return found[0]


def button(root: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words."""
    found = [item for item in root.findChildren(QAbstractButton) if item.text() == words and item.isVisible()]
    assert len(found) == 1, words
    return found[0]


def words(widget: QWidget) -> Iterator[str]:
    """Everything one widget says, to the eye or to a screen reader."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
    match widget:
        case QLabel() | QLineEdit() | QAbstractButton():
            yield widget.text()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QListView():
            yield from _listed(widget)
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
        case QPlainTextEdit() | QTextEdit():
            yield widget.toPlainText()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QLineEdit) and not widget.isReadOnly() and widget.isUndoAvailable():
        yield "(can be undone)"


def _listed(view: QListView) -> Iterator[str]:
    """What the rows of a list say."""
    model: QAbstractItemModel | None = view.model()
    if model is not None:
        yield from (str(model.index(row, 0).data() or "") for row in range(model.rowCount()))


def all_words(root: QWidget, *, shown: bool = False) -> Iterator[tuple[QWidget, str]]:
    """Every text in a window, or those that can be seen; the first knows what is kept behind them too."""
    for widget in (root, *root.findChildren(QWidget)):
        if not shown or widget.isVisible():
            yield from ((widget, text) for text in words(widget))
    if not shown:
        for prose in root.findChildren(Prose):
            for document in prose.findChildren(QTextDocument):
                yield prose, document.toPlainText()


def holding(root: QWidget, needle: str) -> list[str]:
    """The widgets in which a text stands."""
    return [f"{type(widget).__name__} {widget.objectName()}" for widget, text in all_words(root) if needle in text]


def beside_the_day(root: QWidget, needle: str) -> list[str]:
    """The widgets in which a text stands, but for those of Today, which names whoever comes."""
    day = [page for page in root.findChildren(QWidget) if type(page).__name__ == "TodayPage"]
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget, text in all_words(root)
        if needle in text and not any(page.isAncestorOf(widget) for page in day)
    ]


def can_be_undone(root: QWidget) -> list[str]:
    """The texts in which something can be taken back, or brought back."""
    return [
        prose.objectName()
        for prose in root.findChildren(Prose)
        for document in prose.findChildren(QTextDocument)
        if document.isUndoAvailable() or document.isRedoAvailable()
    ]


def takes_focus(widget: QWidget) -> bool:
    """Whether a person can come to a widget by key or click."""
    return widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not widget.focusProxy()


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(root: QWidget) -> list[str]:
    """The controls that take the focus and have no name."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in (root, *root.findChildren(QWidget))
        if takes_focus(widget) and not spoken_name(widget)
    ]
