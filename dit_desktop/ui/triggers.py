# SPDX-License-Identifier: Apache-2.0
"""Everything that locks, ends or saves, in one table: what happens, what it leads to, and what tells of it.

The window, the three listeners in `system`, their tests, the security page and the guide
all follow it; nothing locks that has no line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from dit_desktop.i18n import _


class Deed(Enum):
    """What a trigger leads to."""

    LOCK = _("locks")
    END = _("saves, closes and ends")
    SAVE = _("saves")


class Heard(NamedTuple):
    """A signal on a Linux bus; of a property (`value` is given) its change to that value; else `false` means "over"."""

    interface: str
    name: str
    value: bool | None = None


class Posted(NamedTuple):
    """A message of Windows to a window: its number, what it is about, and for a power setting which, and the value."""

    message: int
    about: int
    setting: str = ""
    value: int = 0


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One thing that happens."""

    name: str
    words: str
    deed: Deed
    ours: str = ""  # what in the program tells of it, on every system
    linux: tuple[Heard, ...] = ()
    windows: tuple[Posted, ...] = ()
    macos: tuple[str, ...] = ()  # names of notifications


LOGIN: Final = "org.freedesktop.login1"
POWER: Final = "org.freedesktop.UPower"
_SESSION: Final = f"{LOGIN}.Session"
_SAVERS: Final = ("org.freedesktop", "org.gnome", "org.cinnamon", "org.mate", "org.xfce")
WTS_SESSION_CHANGE: Final = 0x02B1
POWER_BROADCAST: Final = 0x0218
POWER_SETTING_CHANGE: Final = 0x8013  # what a message about power can be about
LID: Final = "ba3e0f4d-b817-4094-a2d1-d56379e6a0f3"

TRIGGERS: Final = (
    Trigger(name="idle", words=_("Nobody touched a key, the mouse or the screen for the time you set (five minutes "
        "at first); time asleep counts"), deed=Deed.LOCK, ours=_("both clocks of the computer")),
    Trigger(name="key", words=_("Lock is chosen, by Ctrl+L (Cmd+L), in the menu or on a page"), deed=Deed.LOCK,
        ours=_("the action")),
    Trigger(name="rescue", words=_("A way out of damaged records is taken from inside the practice"), deed=Deed.LOCK,
        ours=_("the page that offers it")),
    Trigger(
        name="screen",
        words=_("The screen is locked, or the screen saver begins"),
        deed=Deed.LOCK,
        linux=(
            *(Heard(f"{who}.ScreenSaver", "ActiveChanged") for who in _SAVERS),
            Heard(_SESSION, "Lock"),
            Heard(_SESSION, "LockedHint", value=True),
        ),
        windows=(Posted(WTS_SESSION_CHANGE, 7),),
        macos=("com.apple.screenIsLocked", "com.apple.screensaver.didstart"),
    ),
    Trigger(
        name="switch",
        words=_("Another user comes to this computer, or a remote connection to it ends"),
        deed=Deed.LOCK,
        linux=(Heard(_SESSION, "Active", value=False),),
        windows=(Posted(WTS_SESSION_CHANGE, 2), Posted(WTS_SESSION_CHANGE, 4)),
        macos=("NSWorkspaceSessionDidResignActiveNotification",),
    ),
    Trigger(
        name="suspend",
        words=_("The computer goes to sleep; where the system waits for it, only once the practice is closed"),
        deed=Deed.LOCK,
        linux=(Heard(f"{LOGIN}.Manager", "PrepareForSleep"),),
        windows=(Posted(POWER_BROADCAST, 4),),
        macos=("NSWorkspaceWillSleepNotification",),
    ),
    Trigger(
        name="lid",
        words=_("The lid is closed"),
        deed=Deed.LOCK,
        linux=(Heard(POWER, "LidIsClosed", value=True), Heard(f"{LOGIN}.Manager", "LidClosed", value=True)),
        windows=(Posted(POWER_BROADCAST, POWER_SETTING_CHANGE, LID, 0),),
        macos=("NSWorkspaceScreensDidSleepNotification",),
    ),
    Trigger(
        name="session",
        words=_("You log out, or the computer shuts down"),
        deed=Deed.SAVE,
        ours=_("the session's own question"),
        linux=(Heard(f"{LOGIN}.Manager", "PrepareForShutdown"),),
        windows=(Posted(WTS_SESSION_CHANGE, 6),),
        macos=("NSWorkspaceWillPowerOffNotification",),
    ),
    Trigger(name="signal", words=_("The system asks the program to end"), deed=Deed.END,
        ours=_("SIGTERM and SIGINT")),
    Trigger(name="quit", words=_("You quit or close the window; the day's backup comes first, and can be left out"),
        deed=Deed.END, ours=_("the action and the window's own button")),
)  # fmt: skip
BY_NAME: Final = {trigger.name: trigger for trigger in TRIGGERS}
