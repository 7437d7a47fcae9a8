# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody is there: by the clock on the wall, so that a night asleep counts, and by a steady one.

It listens at the windows, through which everything from outside comes in, and at whatever has
the focus, to which composed text goes alone.  At the application it would be asked about every
event of every control, thousands for a page, and each page would take a third longer.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

LAST: Final = 30  # seconds that are counted aloud

_Type = QEvent.Type
_TOUCHES: Final = frozenset(
    {
        _Type.KeyPress,
        _Type.MouseButtonPress,
        _Type.Wheel,
        _Type.TouchBegin,
        _Type.TabletPress,
        _Type.InputMethod,
    }
)
# After these another window may be there: a menu, the list of a choice.
_OPENINGS: Final = frozenset({*_TOUCHES, _Type.KeyRelease, _Type.MouseButtonRelease, _Type.TouchEnd})
# What comes first when a computer wakes: nothing may be painted or typed before the clock was looked at.
_WAKINGS: Final = frozenset({*_TOUCHES, _Type.Expose, _Type.UpdateRequest, _Type.WindowActivate})


class Idle(QObject):
    """Says how many seconds are left in the last half minute, and when the time is over."""

    counted = Signal(int)  # seconds left; -1 when somebody is there again
    expired = Signal()

    def __init__(
        self,
        app: QApplication,
        minutes: int,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch an application; it starts with `start`."""
        super().__init__(app)
        self._app, self._minutes = app, minutes
        self._wall, self._steady = wall, steady
        self._since = (wall(), steady())
        self._running = self._counting = False
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._listen)
        self._focused: QObject | None = None

    def set_minutes(self, minutes: int) -> None:
        """Take another patience."""
        self._minutes = minutes

    def start(self) -> None:
        """Begin to watch; somebody is there now."""
        self._running = True
        self.touch()
        self._timer.start()
        self._app.focusWindowChanged.connect(self._listen)
        self._app.focusObjectChanged.connect(self._follow)
        self._listen()
        self._follow(self._app.focusObject())

    def stop(self) -> None:
        """Watch no longer."""
        if not self._running:
            return
        self._running = False
        self._timer.stop()
        self._soon.stop()
        self._app.focusWindowChanged.disconnect(self._listen)
        self._app.focusObjectChanged.disconnect(self._follow)
        self._follow(None)
        for watched in self._windows():
            watched.removeEventFilter(self)

    def _windows(self) -> Iterator[QObject]:
        """Every window, as the system has it and as its controls see it."""
        yield from self._app.topLevelWindows()
        yield from self._app.topLevelWidgets()

    def _listen(self, *_changed: object) -> None:
        for window in self._windows():
            window.installEventFilter(self)  # where it is already, it stays the only one

    def _follow(self, focused: QObject | None) -> None:
        if self._focused is not None and Shiboken.isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = focused
        if focused is not None:
            focused.installEventFilter(self)
        self._listen()  # the one before may have been a window

    def touch(self) -> None:
        """Somebody is there."""
        self._since = (self._wall(), self._steady())
        if self._counting:
            self._counting = False
            self.counted.emit(-1)

    def quiet(self) -> float:
        """For how many seconds nobody has touched anything."""
        return self._minutes * 60 - self.left()

    def left(self) -> float:
        """Seconds until the time is over, by whichever clock went further; a clock put back is not believed."""
        passed = max(self._wall() - self._since[0], self._steady() - self._since[1])
        return self._minutes * 60 - passed

    def look(self) -> None:
        """Look at the clocks, and for windows that came by themselves."""
        if not self._running:
            return
        self._listen()
        left = self.left()
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= LAST:
            self._counting = True
            self.counted.emit(round(left + 0.5))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _OPENINGS:
            self._soon.start()
        if kind in _WAKINGS:
            if self.left() <= 0:
                self.look()
                return True
            if kind in _TOUCHES:
                self.touch()
        return False
