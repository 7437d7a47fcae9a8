# SPDX-License-Identifier: Apache-2.0
"""What is saved in the window and not yet on the disk."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dit_desktop.records.fields import Record
    from dit_desktop.store.errors import Refused


@dataclass(eq=False)
class Save:
    """A record on its way to the disk."""

    record: Record
    visit: bool
    origin: object
    future: Future[Record] = field(default_factory=Future)
    taken: bool = False


@dataclass(eq=False)
class Unmade:
    """A new record that could not be made yet, and why."""

    record: Record
    origin: object
    error: Refused
