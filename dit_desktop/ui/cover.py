# SPDX-License-Identifier: Apache-2.0
"""An opaque cover over every window of the program, for the moment somebody comes in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from dit_desktop.i18n import _
from dit_desktop.ui.mark import Mark
from dit_desktop.ui.vault.column import words

_LIFTS = (Qt.Key.Key_Escape, Qt.Key.Key_F9)


class Cover(QWidget):
    """Lies over one window, takes its keys and clicks, and shows nothing."""

    lifted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The screen is hidden"))
        self.setProperty("rings_itself", True)
        rows = QVBoxLayout(self)
        rows.addStretch(1)
        rows.addWidget(Mark())
        said = words(_("Hidden. Esc or F9 brings it back."), "", "muted")
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(said)
        rows.addStretch(1)
        over.installEventFilter(self)

    def lay(self) -> None:
        """Cover the window now, before anything else is done."""
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.setFocus()
        self.repaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Only locking works through the cover; everything else would act unseen.
            if not (event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier):
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIFTS:
            self.lifted.emit()

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001 - Qt's own
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        painter.end()


class Covers(QObject):
    """The covers over all windows, laid and lifted together; `laid` while the screen is hidden."""

    lifted = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._covers: list[Cover] = []
        self.laid = False
        self._titles: list[tuple[QWidget, str]] = []
        self._focus: QWidget | None = None

    def lay(self) -> None:
        """Hide every window at once."""
        if self.laid:
            return
        self.laid = True
        self._focus = self._app.focusWidget()
        while popup := self._app.activePopupWidget():
            popup.close()
        for window in self._app.topLevelWidgets():
            if window.isVisible() and window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog):
                self._titles.append((window, window.windowTitle()))
                window.setWindowTitle(_("DIT Desktop"))
                cover = Cover(window)
                cover.lifted.connect(self.lift)
                cover.lay()
                self._covers.append(cover)
        for cover in self._covers:
            if cover.window().isActiveWindow():
                cover.setFocus()

    def lift(self) -> None:
        """Show everything as it was."""
        if not self.laid:
            return
        self.laid = False
        covers, self._covers = self._covers, []
        for cover in covers:
            if Shiboken.isValid(cover):
                cover.hide()
                cover.deleteLater()
        titles, self._titles = self._titles, []
        for window, title in titles:
            if Shiboken.isValid(window):
                window.setWindowTitle(title)
        if self._focus is not None and Shiboken.isValid(self._focus):
            self._focus.setFocus()
        self.lifted.emit()
