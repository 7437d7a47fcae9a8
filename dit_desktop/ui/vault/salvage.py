# SPDX-License-Identifier: Apache-2.0
"""What can still be read of a damaged practice goes into a new one: what that means, how far it is, what came back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QProgressBar, QPushButton, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import rows, schema
from dit_desktop.store import salvage as salvaging
from dit_desktop.store.errors import Refused
from dit_desktop.store.moving import free
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.ui.style import em
from dit_desktop.ui.vault.column import Column, link
from dit_desktop.ui.vault.passphrase import SecretLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.store.salvage import Salvaged
    from dit_desktop.store.vault import Vault
    from dit_desktop.ui.vault.around import Around
    from dit_desktop.ui.vault.where import Where

_OFTEN: Final = 16  # pages between two looks at whether to go on
_SHOWN: Final = 6  # lines of the list in sight at once


class SalvagePage(Column):
    """Says what will happen and where it goes, and asks for the passphrase."""

    requested = Signal(str)
    left = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """Offer to put what can be read into this folder."""
        super().__init__(parent)
        self.folder = folder
        self.add_words(_("Rescue what can be read"), "title")
        self.add_words(
            _(
                "The damaged file is read page by page, and everything on it that is whole goes into a new practice, "
                "which opens with the same passphrase and the same recovery code. What cannot be read is named. "
                "The damaged practice stays as it is."
            )
        )
        self.add_words(
            _("If the last good backup is from today, restore that instead: nothing in it is missing."), "", "muted"
        )
        self._goes = self.add_words("", "", "muted")
        self.add_message_room()
        label = self.add_words(_("Passphrase"), "label")
        self.secret = SecretLine(_("Passphrase"))
        label.setBuddy(self.secret.line)
        self.rows.addWidget(self.secret)
        self.button, self.back = QPushButton(_("Rescue")), QPushButton(_("Back"))
        self.add_buttons(self.button, self.back)
        self.other = link(_("Another folder …"))
        self.rows.addWidget(self.other)
        self.secret.entered.connect(self._request)
        self.button.clicked.connect(self._request)
        self.back.clicked.connect(self.left)
        self.other.clicked.connect(self._choose)
        self._show_folder()

    def _show_folder(self) -> None:
        self._goes.setText(_("It goes to {folder}.").format(folder=self.folder))

    def _choose(self) -> None:
        """Ask for the folder without waiting, so that nothing else has to."""
        dialog = QFileDialog(self, _("An empty folder for what is rescued"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_folder(self, name: str) -> None:
        self.folder = Path(name)
        self._show_folder()

    def _request(self) -> None:
        if self.secret.text():
            self.accept()
            self.requested.emit(self.secret.text())
        else:
            self.secret.line.setFocus()


class ProgressPage(Column):
    """How far it is, and a way to stop."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_words(_("Rescue what can be read"), "title")
        self.said = self.add_words(_("Reading the damaged file page by page …"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Pages read"))
        self.rows.addWidget(self.bar)
        self.button = QPushButton(_("Stop"))
        self.button.clicked.connect(self.stopped)
        self.add_buttons(self.button)

    def show_progress(self, done: int, total: int) -> None:
        """So many pages of all are read; after the last the new practice is checked."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if done == total:
            self.said.setText(_("Checking the new practice …"))


class SalvagedPage(Column):
    """What came back and what is lost, by name, before anything takes the place of anything."""

    used = Signal()
    left = Signal()

    def __init__(self, made: Salvaged, folder: Path, *, beside: bool, parent: QWidget | None = None) -> None:
        """Tell of a new practice in this folder, which lies `beside` the damaged one or elsewhere."""
        super().__init__(parent)
        back, lost = sum(made.recovered.values()), sum(made.lost.values())
        self.add_words(_("What came back"), "title")
        came = ngettext("{n} record came back.", "{n} records came back.", back)
        gone = ngettext("{n} is lost.", "{n} are lost.", lost) if lost else _("None is lost.")
        number = QLocale().toString
        self.add_words(f"{came.format(n=number(back))} {gone.format(n=number(lost))}", "label")
        self.add_words(_by_kind(made), "", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([f"{item.where}: {item.what}" for item in made.findings])
        self.list.setMinimumHeight(round(em(self) * 2.2 * min(_SHOWN, len(made.findings) + 1)))
        self.rows.addWidget(self.list)
        self.list.setVisible(bool(made.findings))
        self.add_words(_("The new practice is in {folder}. It was checked and holds together.").format(folder=folder))
        then = _("The damaged one is moved aside and kept until you delete it.")
        self.add_words(then if beside else _("The damaged one stays where it is."), "", "muted")
        self.add_message_room()
        self.button = QPushButton(_("Use the new practice"))
        self.back = QPushButton(_("Not now"))
        self.add_buttons(self.button, self.back)
        self.button.clicked.connect(self.used)
        self.back.clicked.connect(self.left)


def _by_kind(made: Salvaged) -> str:
    """How many of each kind are lost; of those that came back whole nothing has to be said."""
    parts = []
    for kind, lost in made.lost.items():
        if lost:
            title = KINDS[kind].title if kind in KINDS else _("Of a kind that is not known any more")
            whole = lost + made.recovered.get(kind, 0)
            parts.append(_("{title}: {lost} of {all} lost").format(title=title, lost=lost, all=whole))
    return "\n".join(parts) or _("Every record that was named anywhere in the file is there again.")


class Salvaging(QObject):
    """Leads from a damaged practice to a new one."""

    opened = Signal(object)  # Vault
    moved = Signal(Path)  # the new practice is used where it lies
    left = Signal()

    def __init__(self, where: Where, around: Around, jobs: Jobs, parent: QWidget) -> None:
        """Stand before a damaged practice."""
        super().__init__(parent)
        self._where, self._around, self._jobs = where, around, jobs
        self._job: Job | None = None
        self._progress: ProgressPage | None = None
        jobs.progressed.connect(self._progressed)

    def begin(self) -> None:
        """Say what will happen."""
        folder = self._where.folder.absolute()
        page = SalvagePage(free(folder.with_name(f"{folder.name}-rescued")))
        page.requested.connect(partial(self._read, page))
        page.left.connect(self.left)
        self._around.show(page, page.secret.line)

    def stop(self) -> None:
        """Give up; nothing is left of what was begun."""
        if self._job is not None:
            self._job.cancel()

    def _read(self, page: SalvagePage, text: str) -> None:
        where, secret, folder = self._where, Secret(text), page.folder
        progress = self._progress = ProgressPage()
        progress.stopped.connect(self.stop)
        progress.stopped.connect(lambda: self._around.show(page, page.secret.line))
        self._around.show(progress, progress.button)
        self._job = self._jobs.run(
            "",
            lambda job: salvaging.salvage(
                where.folder, secret, folder, state=where.state, at=_steps(job, where.folder)
            ),
            partial(self._tell, page, secret),
            partial(self._refuse, page, page.secret),
        )

    def _progressed(self, job: Job, done: int, total: int) -> None:
        if job is self._job and self._progress is not None:
            self._progress.show_progress(done, total)

    def _tell(self, page: SalvagePage, secret: Secret, made: Salvaged) -> None:
        damaged = self._where.folder.absolute()
        beside = page.folder.absolute().parent == damaged.parent
        report = SalvagedPage(made, page.folder, beside=beside)
        report.used.connect(partial(self._use, report, page.folder.absolute(), secret, beside=beside))
        report.left.connect(self.left)
        self._around.guard(report, report.button)

    def _use(self, report: SalvagedPage, made: Path, secret: Secret, *, beside: bool) -> None:
        """Let the new practice be the one that is opened from now on, and open it."""
        where = self._where
        if not beside:
            self.moved.emit(made)
            return

        def work() -> Vault:
            if made.exists():  # else it took its place before, and could not be opened
                salvaging.use(made, where.folder.absolute(), rows.now())
            return open_vault(where.folder, secret, state=where.state, accept_older=True)

        self._around.wait(_("Opening …"))
        self._around.run(work, self.opened.emit, partial(self._refuse, report, report.button))

    def _refuse(self, page: Column, focus: QWidget, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self._around.show(page, focus)
        page.refuse(error)


def _steps(job: Job, folder: Path) -> Callable[[str], None]:
    """Counts pages for whoever waits, and hears when to stop."""
    database = folder / schema.DATABASE
    total = max(1, database.stat().st_size // schema.PAGE) if database.exists() else 1
    done = 0

    def at(step: str) -> None:
        nonlocal done
        done = min(total, done + (step == salvaging.READING))
        if done % _OFTEN == 0 or done == total:
            job.step(done, total)

    return at
