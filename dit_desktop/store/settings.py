# SPDX-License-Identifier: Apache-2.0
"""This computer's settings beside a vault; read before the vault's own modules, which an unlock page need not wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dit_desktop.paths import write_atomically
from dit_desktop.records import body
from dit_desktop.records.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "settings.json"


def read_settings(folder: Path) -> Settings:
    """The settings beside a vault; what is missing or unreadable is as it was at first."""
    try:
        return body.parse(Settings, (folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return Settings()


def write_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings for the next start."""
    write_atomically(folder / FILE, (body.text(settings) + "\n").encode())
