# SPDX-License-Identifier: Apache-2.0
"""macOS: the notifications of the workspace and of the screen; and what keeps a window out of captures.

Objective-C is reached through its C functions.  What a notification leads to is tried with recorded names;
that macOS sends them was not seen yet.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from dit_desktop.ui.triggers import TRIGGERS

_SHARED, _NOT_SHARED = 1, 0  # NSWindowSharingReadOnly, NSWindowSharingNone
_Heard: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


def read(name: str) -> str:
    """The name of the trigger a notification stands for, or nothing."""
    return next((trigger.name for trigger in TRIGGERS if name in trigger.macos), "")


class Objects:
    """The few words of Objective-C that are needed."""

    def __init__(self) -> None:
        """Load its library."""
        self._library: Any = ctypes.CDLL(ctypes.util.find_library("objc"))
        for name in ("objc_getClass", "sel_registerName", "objc_allocateClassPair"):
            getattr(self._library, name).restype = ctypes.c_void_p
        self._library.objc_allocateClassPair.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t)
        self._library.objc_registerClassPair.argtypes = (ctypes.c_void_p,)
        self._library.class_addMethod.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)

    def named(self, name: str) -> int:
        """A class."""
        return int(self._library.objc_getClass(name.encode()) or 0)

    def selector(self, name: str) -> int:
        """The name of a message, as it is sent."""
        return int(self._library.sel_registerName(name.encode()))

    def send(self, to: int, message: str, *more: int, answers: type[Any] = ctypes.c_void_p) -> Any:
        """Send a message to an object and return the answer."""
        kinds = (ctypes.c_void_p, ctypes.c_void_p, *(ctypes.c_void_p for _each in more))
        function = ctypes.CFUNCTYPE(answers, *kinds)(("objc_msgSend", self._library))
        return function(to, self.selector(message), *more)

    def text(self, words: str) -> int:
        """A string of its own kind."""
        data = ctypes.create_string_buffer(words.encode())
        return int(self.send(self.named("NSString"), "stringWithUTF8String:", ctypes.addressof(data)))

    def listener(self, heard: Any) -> int:
        """An object that calls `heard` when it is sent `heard:`."""
        made = self._library.objc_allocateClassPair(self.named("NSObject"), b"DITDesktopListener", 0)
        self._library.class_addMethod(made, self.selector("heard:"), ctypes.cast(heard, ctypes.c_void_p), b"v@:@")
        self._library.objc_registerClassPair(made)
        return int(self.send(self.send(made, "alloc"), "init"))


class Notifications(QObject):
    """Listens to the workspace, and to the whole system for the lock of its screen."""

    told = Signal(str)  # the name of a trigger

    def __init__(self, parent: QObject) -> None:
        """Be ready; `begin` asks the system."""
        super().__init__(parent)
        self._callback: Any = None

    def begin(self) -> None:
        """Ask for every notification of the table."""
        objects = Objects()

        def heard(_self: int, _selector: int, notification: int) -> None:
            name = objects.send(objects.send(notification, "name"), "UTF8String", answers=ctypes.c_char_p)
            self.heard((name or b"").decode())

        self._callback = _Heard(heard)  # kept, or Python would throw away what the system calls
        listener = objects.listener(self._callback)
        workspace = objects.send(objects.send(objects.named("NSWorkspace"), "sharedWorkspace"), "notificationCenter")
        system = objects.send(objects.named("NSDistributedNotificationCenter"), "defaultCenter")
        for name in (name for trigger in TRIGGERS for name in trigger.macos):
            centre = system if name.startswith("com.apple.") else workspace
            words = (listener, objects.selector("heard:"), objects.text(name), 0)
            objects.send(centre, "addObserver:selector:name:object:", *words)

    def heard(self, name: str) -> None:
        """A notification came."""
        if trigger := read(name):
            self.told.emit(trigger)


def exclude(view: int, excluded: bool) -> None:  # noqa: FBT001 - as it is handed around
    """Keep a window out of pictures and recordings, where the system still lets a window ask for it."""
    objects = Objects()
    window = objects.send(view, "window")
    objects.send(window, "setSharingType:", _NOT_SHARED if excluded else _SHARED)
