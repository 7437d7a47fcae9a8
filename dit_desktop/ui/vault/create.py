# SPDX-License-Identifier: Apache-2.0
"""The first run: what this is, a passphrase, the recovery code proven, and where everything lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QStackedWidget, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.mark import Mark
from dit_desktop.ui.style import space
from dit_desktop.ui.vault.column import Column, link
from dit_desktop.ui.vault.passphrase import ChoosePassphrase

if TYPE_CHECKING:
    from pathlib import Path

    from dit_desktop.store.errors import Refused


class WelcomePage(Column):
    """What the program is and what it is not, before anything is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows.addWidget(Mark())
        self.add_words(_("DIT Desktop"), "title", centred=True)
        self.add_words(_("Practice records for Dynamic Interpersonal Therapy"), "", "muted", centred=True)
        self.rows.addSpacing(space(self, 2))
        self.add_words(_("What it is"), "label")
        self.add_words(
            _(
                "A quiet place for sixteen sessions: assessment, formulation, session notes and the goodbye letter. "
                "Everything stays on this computer, encrypted, and goes nowhere by itself."
            )
        )
        self.add_words(_("What it is not"), "label")
        self.add_words(
            _(
                "It does not diagnose, judge risk or replace training, supervision or your own judgement. "
                "It has no network, so nobody can reset a passphrase or fetch lost records for you."
            )
        )
        self.rows.addSpacing(space(self))
        self.start = QPushButton(_("Set up my practice"))
        self.example = link(_("Look around the example practice first"))
        self.add_choice(self.start, self.example)
        self.restore = link(_("Restore a backup …"))
        self.rows.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignHCenter)


class PassphrasePage(Column):
    """One passphrase for everything."""

    left = Signal()  # none was chosen

    def __init__(self, heading: str, said: str, *, leaving: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_words(heading, "title")
        self.add_words(said)
        self.add_message_room()
        self.choice = ChoosePassphrase()
        self.choice.troubled.connect(self._trouble)
        self.choice.first.changed.connect(self.accept)
        self.choice.again.changed.connect(self.accept)
        self.rows.addWidget(self.choice)
        self.next = QPushButton(_("Continue"))
        self.next.clicked.connect(self.choice.submit)
        leave = link(_("Not now"))
        leave.clicked.connect(self.left)
        self.add_buttons(self.next, leave)
        leave.setVisible(leaving)
        self.setFocusProxy(self.choice)

    def _trouble(self, what: str) -> None:
        from dit_desktop.store.errors import WeakPassphrase  # noqa: PLC0415 - after the first paint

        self.refuse(WeakPassphrase(what))


class WaitPage(Column):
    """Something takes a moment, and says what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows.addWidget(Mark())
        self.said = self.add_words("", centred=True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(4)
        self.rows.addWidget(bar)

    def say(self, text: str) -> None:
        """Change the words."""
        self.said.setText(text)


class ReadyPage(Column):
    """Where everything lies, and the two ways to begin."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_words(_("Your practice is ready"), "title")
        self.add_words(_("Everything lies, encrypted, in this one folder:"))
        place = self.add_words(str(folder), "label")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_words(
            _(
                "On every day you work in it a backup is made there too. Under “Backups” you put one on a second disk: "
                "a lost disk is the one thing a passphrase cannot help with."
            )
        )
        self.add_words(
            _("The program locks itself after five minutes without a key or click. Nothing you typed is lost by that."),
        )
        self.empty = QPushButton(_("Start with an empty practice"))
        self.example = link(_("Look around the example practice"))
        self.rows.addSpacing(space(self))
        self.add_choice(self.empty, self.example)


class Create(QStackedWidget):
    """The pages of the first run, one after the other."""

    passphrase_chosen = Signal(str)
    finished = Signal()
    proven = Signal()  # the code is on paper
    example_requested = Signal()
    restore_requested = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.welcome = WelcomePage()
        self.passphrase = PassphrasePage(
            _("Choose a passphrase"),
            _("It protects everything, and nobody can reset it. Six words drawn by lot are safest."),
        )
        self.wait = WaitPage()
        for page in (self.welcome, self.passphrase, self.wait):
            self.addWidget(page)
        self.welcome.start.clicked.connect(lambda: self.go(self.passphrase))
        self.welcome.example.clicked.connect(self.example_requested)
        self.welcome.restore.clicked.connect(self.restore_requested)
        self.passphrase.choice.chosen.connect(self._chosen)
        self.setFocusProxy(self.welcome.start)

    def go(self, page: Column, focus: QWidget | None = None) -> None:
        """Show a page and put the focus where it goes on."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        (focus or page).setFocus()

    def refuse(self, error: Refused) -> None:
        """Say why nothing was created; the passphrase stays where it was typed."""
        self.go(self.passphrase)
        self.passphrase.refuse(error)

    def show_code(self, code: str, vault_id: str) -> None:
        """The vault is there: show the code that opens it in need."""
        from dit_desktop.ui.vault.recovery import RecoveryPage  # noqa: PLC0415 - not before it is wanted

        self.recovery = RecoveryPage(code, vault_id)
        self.recovery.proven.connect(self._proven)
        self.go(self.recovery, self.recovery.next)

    def _chosen(self, passphrase: str) -> None:
        self.passphrase.accept()
        self.wait.say(_("Making your practice and its keys …"))
        self.go(self.wait)
        self.passphrase_chosen.emit(passphrase)

    def _proven(self) -> None:
        self.proven.emit()
        self.ready = ReadyPage(self._folder)
        self.ready.empty.clicked.connect(self.finished)
        self.ready.example.clicked.connect(self.example_requested)
        self.go(self.ready, self.ready.empty)
