# SPDX-License-Identifier: Apache-2.0
"""What a form is lent by the practice it stands in: records to choose from, and the sign of its money."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

Offer = tuple[int, str]  # the id of a record, and the words for it


class Offers(QObject):
    """Kept by a form and shared with the small forms inside it; nothing is lent until somebody does."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Lend nothing yet."""
        super().__init__(parent)
        self._records: dict[str, tuple[Offer, ...]] = {}
        self.sign = ""

    def lend(self, link: str, records: Sequence[Offer]) -> None:
        """Let these be chosen in the fields with this link."""
        if self._records.get(link) != tuple(records):
            self._records[link] = tuple(records)
            self.changed.emit()

    def lend_sign(self, sign: str) -> None:
        """Let amounts be of this money."""
        if self.sign != sign:
            self.sign = sign
            self.changed.emit()

    def take_back(self) -> None:
        """Lend no records any more: they are somebody's."""
        self._records.clear()
        self.changed.emit()

    def records(self, link: str) -> tuple[Offer, ...]:
        """What can be chosen in a field with this link."""
        return self._records.get(link, ())
