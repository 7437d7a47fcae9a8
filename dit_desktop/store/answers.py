# SPDX-License-Identifier: Apache-2.0
"""What an open vault can be asked; nothing here changes anything."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from dit_desktop.store import rows, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.fields import Record

R = TypeVar("R", bound="Record")
T = TypeVar("T")


class Answers(ABC):
    """Records, found by what they are and to whom they belong."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]:
        """The connection, for as long as one question takes."""

    def get(self, record: int) -> Record:
        """The record with this id."""
        with self.reading() as connection:
            return rows.get(connection, record)

    def find(
        self, kind: type[R], *, parent: int | None = None, client: int | None = None, binned: bool = False
    ) -> list[R]:
        """Records of a kind, of a parent or a client if one is named, by day."""
        with self.reading() as connection:
            return rows.find(connection, kind, parent=parent, client=client, binned=binned)

    def find_under(self, kind: type[R], parents: Iterable[int]) -> list[R]:
        """Records of a kind of several parents, by day."""
        with self.reading() as connection:
            return rows.find_under(connection, kind, parents)

    def glance(self, kind: type[Record], names: Sequence[str]) -> list[rows.Glance]:
        """A few fields of every record of a kind, for a list."""
        with self.reading() as connection:
            return rows.glance(connection, kind, names)

    def courses_ahead(self, day: date) -> set[int]:
        """The courses that have an appointment on a day or later."""
        with self.reading() as connection:
            return rows.courses_ahead(connection, day)

    def ask(self, question: Callable[[Connection], T]) -> T:
        """What the records answer to one of the questions of `asking`."""
        with self.reading() as connection:
            return question(connection)

    def revisions(self, record: R) -> list[R]:
        """What a record was before, oldest first."""
        return self.ask(lambda connection: rows.revisions(connection, record))

    def head(self) -> seal.Head:
        """How far the chain of events has come."""
        with self.reading() as connection:
            return seal.head(connection)
