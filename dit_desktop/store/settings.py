# SPDX-License-Identifier: Apache-2.0
"""This computer's settings beside a vault, in a module of their own: the unlock page need not wait for the vault's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dit_desktop.paths import write_atomically
from dit_desktop.records import body
from dit_desktop.records.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "settings.json"
# What reading a small file can meet when somebody else wrote it, or the disk lost half of it.
UNREADABLE: Final = (OSError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def read_settings(folder: Path) -> Settings:
    """The settings beside a vault; what is missing or unreadable is as it was at first."""
    try:
        return body.parse(Settings, (folder / FILE).read_text(encoding="utf-8"))
    except UNREADABLE:
        return Settings()


def write_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings for the next start."""
    write_atomically(folder / FILE, (body.text(settings) + "\n").encode())
