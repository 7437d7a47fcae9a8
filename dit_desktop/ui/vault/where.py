# SPDX-License-Identifier: Apache-2.0
"""Which practice a window is for, and what must be known of it before it is opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.paths import state_file

if TYPE_CHECKING:
    from pathlib import Path

    from dit_desktop.store.keys import Cost

# Known to everybody: the people of the example are invented, and whoever looks around needs no secret.
EXAMPLE_PASSPHRASE: Final = "sixteen invented sessions by the window"  # noqa: S105 - told to everybody

_SCHEME: Final = re.compile(r'"appearance":\s*"(light|dark)"')
_SIZE: Final = re.compile(r'"text_size":\s*(\d{1,3})\b')
_SIGNS: Final = ("keys.json", "keys.json.copy", "records.db")


class Where(NamedTuple):
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
        """Whether something lies there that a passphrase may open, or waits to be put there by the next opening."""
        place = self.folder.absolute()
        waiting = place.parent / f".{place.name}.restored"  # see store.places
        return any((folder / name).exists() for folder in (place, waiting) for name in _SIGNS)

    def look(self) -> tuple[str, int]:
        """The palette's name and the text size in per cent, read without the modules that know all settings."""
        try:
            text = (self.folder / "settings.json").read_text(encoding="utf-8")
        except (OSError, ValueError):
            return "system", 100
        scheme, size = _SCHEME.search(text), _SIZE.search(text)
        return scheme[1] if scheme else "system", min(200, max(90, int(size[1]))) if size else 100

    def arguments(self) -> list[str]:
        """The options that lead a new process to the same practice."""
        return [*(["--data", str(self.folder)] if self.told else []), *(["--example"] if self.example else [])]
