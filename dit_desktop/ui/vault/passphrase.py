# SPDX-License-Identifier: Apache-2.0
"""Typing a passphrase, and choosing one: seen if wished, judged in words, with a phrase offered."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.paths import resource
from dit_desktop.ui.style import inset, space, typed
from dit_desktop.ui.vault.column import link, words

_OFFERED = 6  # words; 61 bits
_PAUSE = 150  # milliseconds without a key before a passphrase is judged
_BEYOND = 1e18  # guesses that nobody makes


class SecretLine(QWidget):
    """A line for a secret, with a button that shows it."""

    entered = Signal()  # Enter
    changed = Signal(str)
    shown = Signal(bool)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        inset(self.line)
        self.line.setAccessibleName(label)
        self.line.setMaxLength(1000)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self.button = QPushButton(_("Show"))
        self.button.setCheckable(True)
        self.button.setAccessibleName(_("Show what is typed"))
        self.button.toggled.connect(self._toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self._toggle(on=False)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def show_text(self, on: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Show what is typed, or hide it."""
        self.button.setChecked(on)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.button.setText(_("Hide") if on else _("Show"))
        self.shown.emit(on)


def offered_phrase() -> str:
    """Six words drawn by lot; nobody could guess them, anybody can remember them."""
    import secrets  # noqa: PLC0415 - 20 ms that only a new passphrase needs

    listed = resource("words", "en.txt").read_text(encoding="utf-8").split()
    return " ".join(secrets.choice(listed) for _word in range(_OFFERED))


def judged(passphrase: str) -> tuple[str, bool]:
    """What to say of a passphrase, and whether it will do."""
    from dit_desktop.store import typed as kept  # noqa: PLC0415 - after the first paint

    missing = kept.LEAST_LENGTH - len(kept.normal(passphrase))
    if not passphrase:
        return _("At least twelve characters that nobody could guess."), False
    if missing > 0:
        said = ngettext("One more character at least.", "{n} more characters at least.", missing)
        return said.format(n=missing), False
    guesses = kept.guesses(passphrase)
    if guesses < kept.LEAST_GUESSES:
        return _("Could still be guessed. Another word or two will do."), False
    if guesses < _BEYOND:
        return _("Strong enough."), True
    return _("Very strong. Nobody will guess this."), True


class ChoosePassphrase(QWidget):
    """A new passphrase: typed and seen once, or typed twice unseen."""

    chosen = Signal(str)
    troubled = Signal(str)  # why it cannot be taken, in words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrase = QLabel(offered_phrase())
        self.use = QPushButton(_("Use this phrase"))
        self.another = link(_("Another"))
        self.first = SecretLine(_("Passphrase"))
        self.again = SecretLine(_("The same passphrase again"))
        self.again.button.hide()
        self.strength = words("", "small", "muted")
        self._again_label = words(_("The same again"), "label")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._judge)
        self._lay_out()
        self._judge()

    def submit(self) -> None:
        """Take what is typed if it will do, else say why not."""
        passphrase = self.first.text()
        said, good = judged(passphrase)
        if not good:
            self.first.line.setFocus()
            self.troubled.emit(said)
        elif not self._seen() and self.again.text() != passphrase:
            self.again.line.setFocus()
            self.again.line.selectAll()
            self.troubled.emit(_("The two are not the same. Type it again, or press Show to see it."))
        else:
            self.chosen.emit(passphrase)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(self))
        rows.addWidget(words(_("A phrase drawn by lot, for you alone"), "label"))
        self.phrase.setWordWrap(True)
        typed(self.phrase, "heading", "accent")
        self.phrase.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(self.phrase)
        offer = QHBoxLayout()
        offer.addWidget(self.use)
        offer.addWidget(self.another)
        offer.addStretch(1)
        rows.addLayout(offer)
        rows.addSpacing(space(self, 2))
        rows.addWidget(words(_("Passphrase"), "label"))
        rows.addWidget(self.first)
        rows.addWidget(self.strength)
        rows.addWidget(self._again_label)
        rows.addWidget(self.again)
        for before, after in ((self.first.line, self.first.button), (self.first.button, self.again.line)):
            QWidget.setTabOrder(before, after)
        self.use.clicked.connect(self._use)
        self.another.clicked.connect(lambda: self.phrase.setText(offered_phrase()))
        self.first.changed.connect(self._judge_soon)
        self.first.shown.connect(self._show_again)
        self.first.entered.connect(self._onwards)
        self.again.entered.connect(self.submit)
        self.setFocusProxy(self.first.line)

    def _seen(self) -> bool:
        return self.first.button.isChecked()

    def _onwards(self) -> None:
        if self._seen() or self.again.text():
            self.submit()
        else:
            self.again.line.setFocus()

    def _use(self) -> None:
        self.first.line.setText(self.phrase.text())
        self.first.show_text(on=True)
        self.first.line.setFocus()

    def _show_again(self, seen: bool) -> None:  # noqa: FBT001 - a slot
        self.again.setVisible(not seen)
        self._again_label.setVisible(not seen)

    def _judge_soon(self) -> None:
        self._timer.start()

    def _judge(self) -> None:
        said, good = judged(self.first.text())
        self.strength.setText(said)
        typed(self.strength, "small", "ok" if good else "muted")
