# SPDX-License-Identifier: Apache-2.0
"""Windows: the messages to the window about sessions, sleep and the lid; and what keeps a window out of captures.

What reads the messages runs anywhere and is tried with recorded ones; that Windows sends them was not seen yet.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

from dit_desktop.ui.triggers import LID, POWER_SETTING_CHANGE, TRIGGERS, Posted

if TYPE_CHECKING:
    Buffer = QByteArray | bytes | bytearray | memoryview

_EXCLUDED: Final = 0x11  # WDA_EXCLUDEFROMCAPTURE, since Windows 10 2004
_MONITOR: Final = 0x1  # WDA_MONITOR, before it: the window is black in a capture
_THIS_SESSION: Final = 0
_TO_WINDOW: Final = 0
_NUMBERS: Final = frozenset(line.message for trigger in TRIGGERS for line in trigger.windows)
_KINDS: Final = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class Message(ctypes.Structure):
    """What Windows calls MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("about", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class Setting(ctypes.Structure):
    """What Windows calls POWERBROADCAST_SETTING, for a setting of four bytes."""

    _fields_ = (("setting", ctypes.c_ubyte * 16), ("length", ctypes.c_uint32), ("value", ctypes.c_uint32))


def read(message: Message) -> str:
    """The name of the trigger a message stands for, or nothing."""
    if message.message not in _NUMBERS:  # as almost every one
        return ""
    line = Posted(message.message, message.about)
    if message.about == POWER_SETTING_CHANGE and message.more:
        told = Setting.from_address(message.more)
        line = line._replace(setting=str(UUID(bytes_le=bytes(told.setting))), value=told.value)
    return next((trigger.name for trigger in TRIGGERS if line in trigger.windows), "")


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages

    def nativeEventFilter(self, eventType: Buffer, message: int) -> object:  # noqa: N803 - Qt's own
        if QByteArray(eventType).data() in _KINDS and (name := read(Message.from_address(int(message)))):
            self._messages.told.emit(name)
        return False, 0


class Messages(QObject):
    """Reads the messages on their way to the window."""

    told = Signal(str)  # the name of a trigger

    def __init__(self, parent: QObject, window: int) -> None:
        """Begin to read, and ask for the messages that only come to windows that asked."""
        super().__init__(parent)
        self.filter = _Filter(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self.filter)
        if sys.platform == "win32":
            lid = (ctypes.c_ubyte * 16)(*UUID(LID).bytes_le)
            handle = ctypes.c_void_p(window)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION)
            ctypes.windll.user32.RegisterPowerSettingNotification(handle, ctypes.byref(lid), _TO_WINDOW)
            ctypes.windll.user32.RegisterSuspendResumeNotification(handle, _TO_WINDOW)


def exclude(window: int, excluded: bool) -> None:  # noqa: FBT001 - as it is handed around
    """Keep a window out of pictures, recordings and shared screens, or let it be seen there again."""
    if sys.platform == "win32":
        affinity = ctypes.windll.user32.SetWindowDisplayAffinity
        handle = ctypes.c_void_p(window)
        if not excluded:
            affinity(handle, 0)
        elif not affinity(handle, _EXCLUDED):
            affinity(handle, _MONITOR)
