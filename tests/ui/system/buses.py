# SPDX-License-Identifier: Apache-2.0
"""A session bus and a system bus of a test's own, and a login manager that says what a real one says."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any, Final, Self

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from dit_desktop.ui.triggers import LOGIN, POWER

_BUS: Final = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
OWN: Final = "/org/freedesktop/login1/session/_32"
OTHER: Final = "/org/freedesktop/login1/session/c1"
_MANAGER: Final = "/org/freedesktop/login1"


class Bus:
    """One daemon, ended by its own process."""

    def __init__(self, folder: Path) -> None:
        settings = folder / "bus.conf"
        settings.write_text(_BUS.format(folder=folder), "utf-8")
        line = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={settings}", "--print-address=1"]
        self._daemon = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()

    def end(self) -> None:
        self._daemon.terminate()
        self._daemon.communicate(timeout=10)


class Login:
    """What answers as the login manager: which session is whose, and who may delay sleep."""

    def __init__(self, address: str) -> None:
        self._bus = open_dbus_connection(bus=address, enable_fds=True)
        for name in (LOGIN, POWER):
            self._bus.send_and_get_reply(message_bus.RequestName(name))
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.delays: list[int] = []  # ends of pipes whose other ends were given away
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def end(self) -> None:
        self._ends.set()
        self._thread.join()
        for end in self.delays:
            os.close(end)
        self._bus.close()

    def _answer(self) -> None:
        while not self._ends.is_set():
            try:
                message = self._bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                name = message.header.fields[HeaderFields.member]
                self._answer_one(name, message)
                self.asked.append((name, message.body))

    def _answer_one(self, name: str, message: Message) -> None:
        if name == "GetSession":
            self._bus.send(new_method_return(message, "o", (OWN if message.body == ("2",) else OTHER,)))
        elif name == "Inhibit":
            reading, writing = os.pipe()
            self.delays.append(reading)
            self._bus.send(new_method_return(message, "h", (writing,)))
            os.close(writing)  # the other end is now the program's alone
        else:
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def say(self, path: str, interface: str, name: str, signature: str | None = None, *body: Any) -> None:
        """Send a signal."""
        self._bus.send(new_signal(DBusAddress(path, interface=interface), name, signature, body))

    def change(self, path: str, interface: str, name: str, value: bool) -> None:  # noqa: FBT001 - what it changes to
        """Say that a property has another value."""
        values = {name: ("b", value)}
        properties = "org.freedesktop.DBus.Properties"
        self.say(path, properties, "PropertiesChanged", "sa{sv}as", interface, values, [])

    def sleep(self, *, begins: bool) -> None:
        """Say that the computer goes to sleep, or has woken."""
        self.say(_MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "b", begins)


class Desktop:
    """Both buses, and what a program is told of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._short = tempfile.TemporaryDirectory(prefix="dit-")  # a socket's path holds at most 107 characters

    def __enter__(self) -> Self:
        places = [Path(self._short.name, name) for name in ("session", "system")]
        for place in places:
            place.mkdir()
        self._buses = [Bus(place) for place in places]
        self.session, self.system = self._buses
        self.login = Login(self.system.address)
        return self

    def __exit__(self, *_exception: object) -> None:
        self.login.end()
        for bus in self._buses:
            bus.end()
        self._short.cleanup()

    @property
    def environment(self) -> dict[str, str]:
        """Where the buses are, and the number of the session."""
        return {
            "DBUS_SESSION_BUS_ADDRESS": self.session.address,
            "DBUS_SYSTEM_BUS_ADDRESS": self.system.address,
            "XDG_SESSION_ID": "2",
        }

    def tell(self, *line: str) -> None:
        """Send a signal on the session bus with the system's own tool."""
        address = f"--bus={self.session.address}"
        subprocess.run(["dbus-send", address, "--type=signal", *line], check=True, timeout=20)
