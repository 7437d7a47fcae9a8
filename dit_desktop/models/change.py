# SPDX-License-Identifier: Apache-2.0
"""One step of undo: a record as it was before a visit and as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from dit_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.records.fields import Record


class Deed(QUndoCommand):
    """A step of undo, and the records that it began or put away."""

    began: frozenset[int] = frozenset()


class Change(Deed):
    """Puts a record back to what it was when its form was opened."""

    def __init__(self, put: Callable[[Record], None], before: Record, after: Record) -> None:
        """Remember a change that has just been made."""
        super().__init__(_("Change to {title}").format(title=type(before).title))
        self._put = put
        self._before = before
        self._after = after
        self._made = True  # Qt redoes a command as it is pushed, and this one is done already

    def extend(self, after: Record) -> bool:
        """Take in a further change to the same record in the same visit."""
        if after.id != self._after.id:
            return False
        self._after = after
        return True

    def undo(self) -> None:
        """Put back what was before."""
        self._put(self._before)

    def redo(self) -> None:
        """Put back what was put away."""
        if not self._made:
            self._put(self._after)
        self._made = False


class Shelved(Deed):
    """A record that was begun, or put into the bin: undone, the one that was begun is put away, the other is back."""

    def __init__(self, title: str, record: int, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Remember what has just been done; `title` names it."""
        super().__init__(title)
        self.record = record
        self.began = frozenset({record})
        self._undo, self._redo = undo, redo
        self._made = True  # as above

    def undo(self) -> None:
        """Do the opposite."""
        self._undo()

    def redo(self) -> None:
        """Do it again."""
        if not self._made:
            self._redo()
        self._made = False
