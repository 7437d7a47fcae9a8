# SPDX-License-Identifier: Apache-2.0
"""Reads what somebody declared in a TOML file, and names every mistake by the place it stands at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dit_desktop.i18n import _

Number = int | Decimal

THE_FILE = _("the file")  # the place of what is wrong with all of it
_LONGEST = 2000  # characters of a text
_LARGEST = 10_000


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a file, and at which place: `bands[2].from` is the second band's."""

    where: str
    what: str


class Unsound(ValueError):  # noqa: N818 - named by the state
    """A file does not declare what it should; says everything that is wrong with it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Carry the mistakes in the order in which they were found."""
        super().__init__("; ".join(f"{each.where}: {each.what}" for each in mistakes))
        self.mistakes = mistakes


class Table:
    """A table of the file that is taken apart key by key; what is left at the end should not be there."""

    def __init__(self, found: Mapping[str, Any], mistakes: list[Mistake], where: str = "") -> None:
        """Read a table; `where` goes before the names of its keys."""
        self._left = dict(found)
        self._mistakes = mistakes
        self._where = where

    @classmethod
    def of(cls, text: str, mistakes: list[Mistake]) -> Table:
        """The outermost table of a file; raises Unsound if the text is no TOML."""
        try:
            return cls(tomllib.loads(text, parse_float=Decimal), mistakes)
        except (ArithmeticError, RecursionError, ValueError) as error:
            what = _("This is not TOML: {what}.").format(what=str(error) or type(error).__name__)
            raise Unsound((Mistake(THE_FILE, what),)) from error

    def wrong(self, name: str, what: str) -> None:
        """Note that a key is not as it should be."""
        self._mistakes.append(Mistake(self._where + name, what))

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text in one line."""
        found = self._take(name, needed=needed)
        if found is None or self._is_text(name, found):
            return found or ""
        return ""

    def texts(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts, each in one line."""
        found = self._list(name, needed=needed)
        sound = [self._is_text(f"{name}[{number}]", each) for number, each in enumerate(found, start=1)]
        return tuple(found) if all(sound) else ()

    def number(self, name: str, *, needed: bool = False) -> Number | None:
        """A number, whole or with decimals."""
        found = self._take(name, needed=needed)
        return found if found is not None and self._is_number(name, found) else None

    def whole(self, name: str, *, needed: bool = False) -> int | None:
        """A whole number."""
        found = self._take(name, needed=needed)
        return found if found is not None and self._is_whole(name, found) else None

    def numbers(self, name: str) -> tuple[Number, ...]:
        """A list of numbers."""
        found = self._list(name)
        sound = [self._is_number(f"{name}[{number}]", each) for number, each in enumerate(found, start=1)]
        return tuple(found) if all(sound) else ()

    def wholes(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        found = self._list(name)
        sound = [self._is_whole(f"{name}[{number}]", each) for number, each in enumerate(found, start=1)]
        return tuple(found) if all(sound) else ()

    def table(self, name: str, *, needed: bool = False) -> Table | None:
        """A table inside this one."""
        found = self._take(name, needed=needed)
        if found is None:
            return None
        if not isinstance(found, dict):
            self.wrong(name, _("This should be a table."))
            return None
        return Table(found, self._mistakes, f"{self._where}{name}.")

    def tables(self, name: str, *, needed: bool = False) -> list[Table]:
        """The tables of a list."""
        made = []
        for number, each in enumerate(self._list(name, needed=needed), start=1):
            if isinstance(each, dict):
                made.append(Table(each, self._mistakes, f"{self._where}{name}[{number}]."))
            else:
                self.wrong(f"{name}[{number}]", _("This should be a table."))
        return made

    def end(self) -> None:
        """Name every key that nothing asked for."""
        for name in self._left:
            self.wrong(name, _("Nothing of this name belongs here."))

    def _take(self, name: str, *, needed: bool) -> Any:
        if needed and name not in self._left:
            self.wrong(name, _("This is missing."))
        return self._left.pop(name, None)

    def _list(self, name: str, *, needed: bool = False) -> list[Any]:
        found = self._take(name, needed=needed)
        if found is None:
            return []
        if not isinstance(found, list) or not found:
            self.wrong(name, _("This should be a list with something in it."))
            return []
        return found

    def _is_text(self, where: str, found: Any) -> bool:
        if not isinstance(found, str):
            self.wrong(where, _("This should be a text, in quotation marks."))
        elif not found.strip():
            self.wrong(where, _("This is empty."))
        elif len(found) > _LONGEST or re.search(r"[\x00-\x1f\x7f\u2028\u2029]", found):
            self.wrong(where, _("This should be one line of at most {n} characters.").format(n=_LONGEST))
        else:
            return True
        return False

    def _is_number(self, where: str, found: Any) -> bool:
        if type(found) not in (int, Decimal):
            self.wrong(where, _("This should be a number."))
        elif not Decimal(found).is_finite() or not -_LARGEST <= found <= _LARGEST:
            self.wrong(
                where, _("This should be a number between {low} and {high}.").format(low=-_LARGEST, high=_LARGEST)
            )
        else:
            return True
        return False

    def _is_whole(self, where: str, found: Any) -> bool:
        if type(found) is int:
            return self._is_number(where, found)
        self.wrong(where, _("This should be a whole number."))
        return False
