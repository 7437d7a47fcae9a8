# SPDX-License-Identifier: Apache-2.0
"""The command for a damaged practice: salvage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.commands.terminal import DONE
from dit_desktop.commands.vaults import places_of, plain, told
from dit_desktop.i18n import _
from dit_desktop.store import salvage as salvaging
from dit_desktop.store.vault import Secret

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from dit_desktop.commands.terminal import Terminal


def salvage(options: Namespace, terminal: Terminal) -> int:
    """Make a new vault from what can be read of a damaged one."""
    path, (folder, _state) = Path(options.path), places_of(options)
    salvaging.refuse(path, folder)
    made = salvaging.salvage(path, Secret(terminal.secret(_("Passphrase"))), folder)
    found = replace(made.report, findings=made.findings)
    lines = [*_counted("recovered", made.recovered), *_counted("lost", made.lost), *plain(found)]
    terminal.say(_("The passphrase and the recovery code are the same as before. The damaged one is as it was."))
    terminal.answer("\n".join(lines), **told(found), recovered=made.recovered, lost=made.lost)
    return DONE


def _counted(word: str, numbers: Mapping[str, int]) -> list[str]:
    return [f"{word} {kind} {number}" for kind, number in sorted(numbers.items()) if number]
