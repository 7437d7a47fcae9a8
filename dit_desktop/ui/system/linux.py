# SPDX-License-Identifier: Apache-2.0
"""Linux: screen savers on the session bus, logins, sleep and the lid on the system bus."""

from __future__ import annotations

import os
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from dit_desktop.i18n import _
from dit_desktop.ui.triggers import LOGIN, TRIGGERS, Heard

_SLEEPS: Final = f"{LOGIN}.Manager", "PrepareForSleep"
_MANAGER: Final = "/org/freedesktop/login1"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"


def _slot(signature: str) -> Any:  # the binding takes text, whatever it says it takes
    return SLOT(signature)


def _named(line: Heard) -> str:
    return next(trigger.name for trigger in TRIGGERS if line in trigger.linux)


class Buses(QObject):
    """Listens on both buses; a bus that is not there is silent, and nothing waits for it."""

    told = Signal(str)  # the name of a trigger

    def __init__(self, parent: QObject) -> None:
        """Begin to listen, and ask for time to lock before the computer sleeps."""
        super().__init__(parent)
        self._session = QDBusConnection.sessionBus()
        self._system = QDBusConnection.systemBus()
        self._own = ""  # the path of the session this program runs in, once it is known
        self._delays: list[QDBusMessage] = []  # hold the descriptor for as long as sleep is to wait
        for line in (line for trigger in TRIGGERS for line in trigger.linux if line.value is None):
            # Whoever is the screen saver may have any name on the bus; what it can do here is to lock.
            bus, service = (self._system, LOGIN) if line.interface.startswith(LOGIN) else (self._session, "")
            bus.connect(service, "", line.interface, line.name, self, _slot("heard(QDBusMessage)"))
        interfaces = {line.interface for trigger in TRIGGERS for line in trigger.linux if line.value is not None}
        slot = _slot("changed(QString,QVariantMap,QStringList,QDBusMessage)")
        for interface in interfaces:
            service = LOGIN if interface.startswith(LOGIN) else interface
            told = service, "", _PROPERTIES, "PropertiesChanged", [interface], "sa{sv}as"
            self._system.connect(*told, self, slot)
        self._ask_for_own()
        self._ask_for_delay()

    @Slot("QDBusMessage")
    def heard(self, message: QDBusMessage) -> None:
        """A signal came."""
        if message.interface() == f"{LOGIN}.Session" and not self._is_own(message):
            return
        line = Heard(message.interface(), message.member())
        begins = next(iter(message.arguments()), True) is True
        if begins:
            self.told.emit(_named(line))
        if (line.interface, line.name) == _SLEEPS:
            if begins:
                self._delays.clear()  # all is done that was to be done first
            else:
                self._ask_for_delay()

    @Slot(str, "QVariantMap", "QStringList", "QDBusMessage")
    def changed(self, interface: str, values: dict[str, Any], _unknown: list[str], message: QDBusMessage) -> None:
        """Properties have other values."""
        if interface == f"{LOGIN}.Session" and not self._is_own(message):
            return
        lines = [line for trigger in TRIGGERS for line in trigger.linux if line.value is not None]
        for line in lines:
            if line.interface == interface and values.get(line.name) is line.value:
                self.told.emit(_named(line))

    def _is_own(self, message: QDBusMessage) -> bool:
        """Whether a session is the one this program runs in; where that is unknown, any counts."""
        return not self._own or message.path() == self._own

    # --- what is asked of the login manager ---

    def _ask_for_own(self) -> None:
        session = os.environ.get("XDG_SESSION_ID", "")
        if session:
            self._ask("GetSession", [session], "takeOwn")

    @Slot("QDBusMessage")
    def takeOwn(self, answer: QDBusMessage) -> None:
        """The session of this program."""
        self._own = answer.arguments()[0].path()

    def _ask_for_delay(self) -> None:
        """Let sleep wait for a moment, or the key would lie in a memory that stands still."""
        self._ask("Inhibit", ["sleep", _("DIT Desktop"), _("Locks the practice first"), "delay"], "takeDelay")

    @Slot("QDBusMessage")
    def takeDelay(self, answer: QDBusMessage) -> None:
        """Sleep waits for as long as this is kept; a process that is replaced gives it back."""
        self._delays = [answer]

    @Slot("QDBusError", "QDBusMessage")
    def refused(self, _error: object, _question: QDBusMessage) -> None:
        """There is no login manager, or it grants nothing; the clocks notice sleep on waking all the same."""

    def _ask(self, method: str, arguments: list[str], answer: str) -> None:
        question = QDBusMessage.createMethodCall(LOGIN, _MANAGER, f"{LOGIN}.Manager", method)
        question.setArguments(arguments)
        answers = _slot(f"{answer}(QDBusMessage)"), _slot("refused(QDBusError,QDBusMessage)")
        self._system.callWithCallback(question, self, *answers)
