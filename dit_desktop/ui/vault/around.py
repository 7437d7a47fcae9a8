# SPDX-License-Identifier: Apache-2.0
"""What the door does for whatever stands at it: showing a page, waiting for work, telling a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from dit_desktop.store.keys import Cost
    from dit_desktop.store.vault import Vault
    from dit_desktop.ui.vault.where import Where


class Around(NamedTuple):
    """The door's own ways, lent to the pages that lead on from it."""

    show: Callable[[QWidget, QWidget], None]
    guard: Callable[[QWidget, QWidget], None]  # show what may not be left alone: a code, or a way in without a secret
    wait: Callable[[str], None]
    run: Callable[[Callable[[], object], Callable[..., object], Callable[[BaseException], object]], None]


def cost_of(where: Where) -> Cost:
    """What a guess at a new passphrase costs there."""
    from dit_desktop.store.keys import STRONG  # noqa: PLC0415 - the store comes after the first paint

    return where.cost or STRONG


def tell(page: QWidget, error: BaseException) -> None:
    """Say in a page's own words what was refused; a mistake of the program stays one."""
    from dit_desktop.store.errors import Refused  # noqa: PLC0415 - see cost_of
    from dit_desktop.ui.vault.column import Column  # noqa: PLC0415

    if not isinstance(error, Refused) or not isinstance(page, Column):
        raise error
    page.refuse(error)


def note(vault: Vault, events: Sequence[str]) -> None:
    """Tell the chain of an open vault what happened before it was open, where it can be told anything."""
    for event in () if vault.read_only else events:
        vault.note(event)
