# SPDX-License-Identifier: Apache-2.0
"""Which practice a window is for, and what must be known of it before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dit_desktop.paths import state_file

if TYPE_CHECKING:
    from pathlib import Path

    from dit_desktop.store.keys import Cost

# Known to everybody: the people of the example are invented, and whoever looks around needs no secret.
EXAMPLE_PASSPHRASE: Final = "sixteen invented sessions by the window"  # noqa: S105 - told to everybody

_SIGNS: Final = ("keys.json", "keys.json.copy", "records.db")


@dataclass(frozen=True)
class Where:
    """The folder of a practice, and how it was named."""

    folder: Path
    told: bool = False  # on the command line or by choice, not this user's usual one
    example: bool = False
    cost: Cost | None = None  # of a new passphrase; None is the full cost

    @property
    def state(self) -> Path:
        """The file that remembers how far the records had come."""
        return state_file(self.folder, told=self.told)

    def is_vault(self) -> bool:
        """Whether something lies there that a passphrase may open."""
        return any((self.folder / name).exists() for name in _SIGNS)

    def arguments(self) -> list[str]:
        """The options that lead a new process to the same practice."""
        return [*(["--data", str(self.folder)] if self.told else []), *(["--example"] if self.example else [])]
