# SPDX-License-Identifier: Apache-2.0
"""While a backup is put into place it can be stopped, and afterwards it is said what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton

from dit_desktop.i18n import _, ngettext
from dit_desktop.store import bundle, places
from dit_desktop.store.errors import Refused
from dit_desktop.store.questions import CHECKING
from dit_desktop.ui.reading import show_moment
from dit_desktop.ui.vault.column import Column

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from dit_desktop.models.jobs import Job
    from dit_desktop.store.bundle import Manifest
    from dit_desktop.store.restore import Restored

# From which step on which words are true.
_PHASES: Final = {bundle.READING: 0, CHECKING: 1, "checked": 2}
_WORDS: Final = (
    _("Reading the backup …"),
    _("Checking every page and every record of it …"),
    _("Putting it into place …"),
)
LAST: Final = "made"  # the step after which it is moved to its place, and nothing stops it any more


def steps(job: Job) -> Callable[[str], None]:
    """Says how far a restore is, and hears when it is to stop, for as long as it can."""
    phase, moving = 0, False

    def at(step: str) -> None:
        nonlocal phase, moving
        if moving:
            return
        phase = max(phase, _PHASES.get(step, phase))
        job.step(phase, len(_WORDS))
        moving = step == LAST

    return at


def stopped() -> Refused:
    """What is said where somebody stopped it."""
    what = _("The restore was stopped.")
    safe = _("Nothing was changed: whatever was at this place is as it was, and so is the backup.")
    return Refused(what, safe=safe, next_step=_("It can be begun again at any time."))


class UnderWayPage(Column):
    """What is being done, and a way to stop it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_words(_("Restore a backup"), "title")
        self.said = self.add_words(_WORDS[0])
        self.bar = QProgressBar(maximum=0, textVisible=False)
        self.bar.setAccessibleName(_("Restoring"))
        self.rows.addWidget(self.bar)
        self.add_words(_("Until the last step whatever is at this place stays as it is."), "", "muted")
        self.button = QPushButton(_("Stop"))
        self.button.clicked.connect(self._stop)
        self.add_buttons(self.button)

    def show_phase(self, phase: int) -> None:
        """It has come so far."""
        if self.button.isEnabled():
            self.said.setText(_WORDS[phase])

    def _stop(self) -> None:
        self.button.setEnabled(False)
        self.said.setText(_("Stopping …"))
        self.stopped.emit()


class RestoredPage(Column):
    """What came back, where the former practice lies, and what was erased again or could not be asked."""

    opened = Signal()

    def __init__(self, found: Manifest, made: Restored, folder: Path, parent: QWidget | None = None) -> None:
        """Tell of a backup that was put into a folder."""
        super().__init__(parent)
        self.add_words(_("Your practice is back"), "title")
        self.add_words(came_back(found), "label")
        for line in done(made, folder):
            label = self.add_words(line)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_message_room()
        self.button = QPushButton(_("Open the practice"))
        self.button.clicked.connect(self.opened)
        self.add_buttons(self.button)


def came_back(found: Manifest) -> str:
    """As of when it is, and how much."""
    records = sum(found.counts.values())
    words = ngettext("{n} record", "{n} records", records).format(n=QLocale().toString(records))
    moment = show_moment(found.made_at.astimezone().replace(second=0, microsecond=0))
    return _("As it was on {moment}: {records}, each of them checked.").format(moment=moment, records=words)


def done(made: Restored, folder: Path) -> list[str]:
    """Everything that was done besides, and what could not be."""
    lines = [_("It lies in {folder}.").format(folder=folder)]
    if made.aside is not None:
        lines.append(
            _("The practice that was there before lies whole in {folder}. Nothing deletes it but you.").format(
                folder=made.aside
            )
        )
        if (made.aside / places.BACKUPS).is_dir():
            lines.append(_("The backups that were beside it moved with it."))
    if made.destroyed:
        words = ngettext(
            "{n} record that had been erased since this backup was made was erased again.",
            "{n} records that had been erased since this backup was made were erased again.",
            made.destroyed,
        )
        lines.append(words.format(n=QLocale().toString(made.destroyed)))
    if made.unasked:
        lines.append(
            _(
                "The practice that was there could not be read, so nobody could ask it what had been erased since this "
                "backup was made. If you erased somebody since then, they are back: erase them again."
            )
        )
    return lines
