# SPDX-License-Identifier: Apache-2.0
"""A form for any record, made from its fields, that says what changed while somebody types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from dit_desktop.records.fields import Record, fields
from dit_desktop.ui.fold import follow
from dit_desktop.ui.offers import Offers
from dit_desktop.ui.ring import GAP
from dit_desktop.ui.sheet import WIDEST, Sheet
from dit_desktop.ui.strokes import RING
from dit_desktop.ui.style import em, space

PAUSE = 800  # milliseconds without a key after which a change is announced
RING = GAP + RING + 1  # pixels
LONGEST_WAIT = 1000  # and after the first unsaved key, however fast somebody types


class Form(QWidget):
    """Shows a record and announces it changed: `changed(record)`.

    `typing` is emitted at the first edit that is not announced yet. A form
    that nobody sees, on a tab behind another for instance, makes and fills its
    controls when it comes into sight.
    """

    changed = Signal(object)
    typing = Signal()
    rested = Signal()  # nothing is waiting to be announced any more
    section_opened = Signal(str, bool)

    def __init__(
        self, cls: type[Record], person: str = "client", phase: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cls, self._person, self._phase = cls, person, phase
        self._record: Any = None
        self._waiting = self._read_only = False
        self.offers = Offers(self)
        self._sheet: Sheet | None = None
        self._owed = False  # the controls do not show the record yet
        self._kept_open: frozenset[str] = frozenset()
        self._line = QHBoxLayout(self)
        self._line.addStretch(0)
        self._widen()
        self._pause, self._limit = QTimer(self), QTimer(self)
        for timer, interval in ((self._pause, PAUSE), (self._limit, LONGEST_WAIT)):
            timer.setSingleShot(True)
            timer.setInterval(interval)
            timer.timeout.connect(self.flush)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def sheet(self) -> Sheet:
        """The controls, as the record stands; made now if nobody has seen them yet."""
        return self._in_step()

    def _in_step(self) -> Sheet:
        if self._sheet is None:
            self._sheet = self._make()
        if self._owed:
            self._owed = False
            self._sheet.show_record(self._record)
        self._sheet.set_read_only(self._read_only or self._is_signed())
        return self._sheet

    def _make(self) -> Sheet:
        sheet = Sheet(self._cls, self._person, self._phase, offers=self.offers)
        sheet.keep_open(self._kept_open)
        sheet.edited.connect(self._edit)
        sheet.opened.connect(self.section_opened)
        self._line.insertWidget(0, sheet, 1)
        follow(self, sheet)
        self._sheet = sheet
        self._widen()
        sheet.setVisible(True)  # Qt shows what comes late into a layout later still
        return sheet

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Have the controls show what is to be shown, if anybody sees them."""
        if self.isVisible():
            self._in_step()

    def _is_signed(self) -> bool:
        return self._record is not None and self._record.signed_at is not None

    def show_record(self, record: Any) -> None:
        """Show a record: a newer state of the one shown, or another after announcing this one's changes."""
        newer = self._record is not None and _same(self._record, record)
        if newer and self._sheet is not None and not self._owed:
            self._sheet.renew(record)
        else:
            self.flush()
            self._owed = True
        self._record = record
        self._settle()

    def empty(self) -> None:
        """Show nothing of anybody, after announcing what waits; whether it can be written in, the next record says."""
        self.flush()
        self._record = self._cls()
        self._owed = self._sheet is None
        if self._sheet is not None:
            self._sheet.show_record(self._record)

    def forget(self) -> None:
        """Let go of the texts of records shown before."""
        if self._sheet is not None:
            self._sheet.forget()

    def flush(self) -> None:
        """Announce a change that is still waiting."""
        self._pause.stop()
        self._limit.stop()
        if not self._waiting:
            return
        self._waiting = False
        before, self._record = self._record, self.sheet.value()
        self.sheet.settle(self._record)
        if self._record != before:
            self.changed.emit(self._record)
        self.rested.emit()

    def record(self) -> Any:
        """The record as it stands on the screen, announced or not."""
        return self._record if self._owed else self.sheet.value()

    def is_waiting(self) -> bool:
        """Whether something is typed that is not announced yet."""
        return self._waiting

    def is_troubled(self) -> bool:
        """Whether something is typed that cannot be read as what the field asks for, and so is not announced."""
        return self._sheet is not None and not self._owed and self._sheet.is_troubled()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the record be read and copied only; a signed one always is."""
        self._read_only = read_only
        self._settle()

    def set_phase(self, phase: str) -> None:
        """Show the prompts of a phase of the course."""
        self._phase = phase
        if self._sheet is not None:
            self._sheet.set_phase(phase)

    @property
    def open_sections(self) -> frozenset[str]:
        """The folding sections that a person opened; set, they stay open for every record."""
        return frozenset(self._sheet.kept_open) if self._sheet is not None else self._kept_open

    @open_sections.setter
    def open_sections(self, headings: frozenset[str]) -> None:
        self._kept_open = headings
        if self._sheet is not None:
            self._sheet.keep_open(headings)

    def focus_field(self, name: str, cursor: int = 0) -> None:
        """Put the cursor into a field, so many characters from its beginning."""
        self.sheet.focus_field(name)
        widget = self.sheet.controls[name].widget
        if isinstance(widget, QPlainTextEdit):
            place = widget.textCursor()
            place.setPosition(min(cursor, widget.document().characterCount() - 1))
            widget.setTextCursor(place)
        elif isinstance(widget, QLineEdit):
            widget.setCursorPosition(cursor)

    def place(self) -> tuple[str, int]:
        """The field that has the focus, and how far in the cursor stands; an empty name without focus.

        It is the window's own focus that counts: a dialog, or another program, may have the keys.
        """
        focus: QWidget | None = self.window().focusWidget()
        for name, made in self._sheet.controls.items() if self._sheet is not None else ():
            if focus is None or not (made.widget is focus or made.widget.isAncestorOf(focus)):
                continue
            if isinstance(focus, QPlainTextEdit):
                return name, focus.textCursor().position()
            return name, focus.cursorPosition() if isinstance(focus, QLineEdit) else 0
        return "", 0

    def _edit(self, _name: str) -> None:
        self._pause.start()
        if self._waiting:
            return
        self._waiting = True
        self._limit.start()
        self.typing.emit()

    def _focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self._waiting and self.isAncestorOf(old):
            self.flush()

    def _widen(self) -> None:
        if self._sheet is not None:
            self._sheet.setMaximumWidth(em(self) * WIDEST)
        layout = self.layout()
        if layout is not None:  # the focus ring stands outside its control
            layout.setContentsMargins(RING, space(self), RING, space(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._widen()


def _same(shown: Record, new: Record) -> bool:
    """Whether a record is a later state of the one shown: it has its number, or is what it became when first saved."""
    if type(shown) is not type(new) or (shown.client, shown.parent) != (new.client, new.parent):
        return False
    if shown.id:
        return shown.id == new.id
    return all(getattr(shown, item.name) == getattr(new, item.name) for item in fields(type(shown)))
