# SPDX-License-Identifier: Apache-2.0
"""A screen of its own with keyboard, pointer and accessibility, on which a journey runs the real program.

    with Screen(folder) as screen:
        screen.start([sys.executable, "-m", "dit_desktop", "--data", vault])
        screen.click(screen.find("button", "Start empty"))
        screen.type("What was said", a_second=30)
        screen.press("ctrl+l")

Nothing here knows the program: it sees what a person or a screen reader would.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from tests.journeys.accessible import Node, Place, Tree, Words, fits, outline
from tests.journeys.keyboard import with_further_letters
from tests.journeys.processes import NotInTimeError, Processes, wait_for

_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
# No key of the window manager's own: every key belongs to the program.
_OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc"><focus><focusNew>yes</focusNew></focus>
<placement><policy>Smart</policy><center>yes</center></placement><desktops><number>1</number><popupTime>0</popupTime>
</desktops><keyboard></keyboard><mouse><context name="Client"><mousebind button="Left" action="Press">
<action name="Focus"/><action name="Raise"/></mousebind></context></mouse></openbox_config>
"""


@dataclass
class Effort:
    """What a person had to do besides typing their text."""

    keys: int = 0
    clicks: int = 0
    wheel: int = 0
    characters: int = 0

    @property
    def steps(self) -> int:
        """Keystrokes and clicks other than text."""
        return self.keys + self.clicks


class Screen:
    """An X server, a session bus, an accessibility bus and a window manager, all of them private."""

    def __init__(self, folder: Path, size: tuple[int, int] = (1440, 900), scale: int = 1, **variables: str) -> None:
        self.folder = folder
        self.size = size
        self.scale = scale
        self.effort = Effort()
        self._short = Path(tempfile.mkdtemp(prefix="dit-"))  # a socket's path holds at most 107 characters
        self.home = folder / "home"
        for place in (self.home, self.home / ".config" / "openbox", self.home / ".cache", self._short / "run"):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = {name: value for name, value in os.environ.items() if name.startswith(("COV", "PYTHONPATH"))}
        self.processes = Processes(
            folder,
            {
                **kept,
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "HOME": str(self.home),
                "XDG_CONFIG_HOME": str(self.home / ".config"),
                "XDG_CACHE_HOME": str(self.home / ".cache"),
                "XDG_DATA_HOME": str(self.home / ".local" / "share"),
                "XDG_STATE_HOME": str(self.home / ".local" / "state"),
                "XDG_RUNTIME_DIR": str(self._short / "run"),
                "TMPDIR": str(self._short),
                "NO_AT_BRIDGE": "0",
                "QT_ACCESSIBILITY": "1",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_QPA_PLATFORM": "xcb",
                "QT_SCALE_FACTOR": str(scale),
                **variables,
            },
        )

    def __enter__(self) -> Self:
        """Start what a desktop is made of."""
        try:
            self._start_server()
            self._start_session_bus()
            self._start_accessibility()
            self._start_window_manager()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        """Leave a picture and the tree of the last moment, then end everything."""
        try:
            (self.folder / "last-tree.txt").write_text(outline(self.tree.read()), "utf-8")
            self.screenshot(self.folder / "last-screen.png")
        finally:
            self.tree.close()
            self._stop()

    def _stop(self) -> None:
        self.processes.end_all()
        shutil.rmtree(self._short, ignore_errors=True)

    def _said_at_start(self, command: Sequence[str], option: str, log: str) -> str:
        """Start a server that tells where it can be reached on a descriptor given to it."""
        reading, writing = os.pipe()
        try:
            self.processes.start([*command, option.format(writing)], log=log, pass_fds=[writing])
        finally:
            os.close(writing)
        with os.fdopen(reading) as told:
            return told.readline().strip()

    def _start_server(self) -> None:
        wide, high = self.size
        command = ["Xvfb", "-screen", "0", f"{wide}x{high}x24", "-nolisten", "tcp", "-noreset", "-displayfd"]
        display = self.processes.environment["DISPLAY"] = ":" + self._said_at_start(command, "{}", "xvfb.log")
        layout = self._run("setxkbmap", "-layout", "us", "-print").stdout
        keys_there = self._run("xkbcomp", "-xkb", display, "-").stdout
        self._run("xkbcomp", "-w", "0", "-", display, text=with_further_letters(layout, keys_there))

    def _start_session_bus(self) -> None:
        settings = self._short / "bus.conf"
        settings.write_text(_BUS.format(folder=self._short), "utf-8")
        command = ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={settings}"]
        self.processes.environment["DBUS_SESSION_BUS_ADDRESS"] = self._said_at_start(
            command, "--print-address={}", "session-bus.log"
        )

    def _start_accessibility(self) -> None:
        launcher = next(place for place in _LAUNCHERS if Path(place).exists())
        self.processes.start([launcher, "--launch-immediately"], log="at-spi.log")
        with open_dbus_connection(bus=self.processes.environment["DBUS_SESSION_BUS_ADDRESS"]) as session:
            bus = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")

            def reached() -> str | None:
                answer = session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=5).body
                return answer[0] if answer and answer[0].startswith("unix:") else None

            self.tree = Tree(wait_for(reached, "accessibility bus"), self.scale)

    def _start_window_manager(self) -> None:
        (self.home / ".config" / "openbox" / "rc.xml").write_text(_OPENBOX, "utf-8")
        self.processes.start(["openbox", "--sm-disable"], log="openbox.log")
        wait_for(lambda: self._xdotool("get_num_desktops", check=False).returncode == 0, "window manager")

    # -- the program

    def start(self, command: Sequence[str | Path], **variables: str) -> subprocess.Popen[bytes]:
        """Start a program on this screen; its output is in program.log."""
        return self.processes.start(command, log="program.log", variables=variables)

    @property
    def log(self) -> str:
        """What the programs have printed."""
        return (self.folder / "program.log").read_text("utf-8")

    def pids(self) -> set[int]:
        """The processes that have something on the screen, whoever started them."""
        return {pid for node in self.tree.read() if (pid := self.tree.pid(node.address.bus)) is not None}

    # -- seeing

    def all(self, role: Words = None, name: Words = None, *, within: Node | None = None) -> list[Node]:
        """Everything that shows and fits, in reading order."""
        roots = self.tree.read()
        if within is not None:
            roots = [node for root in roots for node in root.walk() if node.address == within.address]
        found = [node for root in roots for node in root.walk()]
        return [node for node in found if fits(role, node.role) and fits(name, node.name)]

    def find(self, role: Words = None, name: Words = None, *, within: Node | None = None, seconds: float = 10) -> Node:
        """The one thing that fits, once it shows; two that fit are a mistake of the journey."""
        try:
            found = wait_for(lambda: self.all(role, name, within=within), f"{role} {name!r}", seconds)
        except NotInTimeError as error:
            raise NotInTimeError(f"{error}; there is\n{outline(self.tree.read())}") from None
        if len(found) > 1:
            raise LookupError(f"{role} {name!r} is there {len(found)} times: {found}")
        return found[0]

    def wait_gone(self, role: Words = None, name: Words = None, *, seconds: float = 10) -> None:
        """Wait until nothing that fits shows."""
        wait_for(lambda: not self.all(role, name), f"end of {role} {name!r}", seconds)

    def focused(self) -> Node:
        """What has the keyboard, once something has."""

        def look() -> Node | None:
            held = [node for node in self.all() if "focused" in node.states]
            # A text area's viewport says it too, and so does the chosen tab while something on its page has it.
            spoken = [node for node in held if node.role not in {"filler", "layered pane", "page tab"}]
            return next(reversed(spoken or held), None)

        return wait_for(look, "focus")

    def screenshot(self, path: Path) -> Path:
        """A picture of the whole screen."""
        self._run("import", "-window", "root", str(path))
        return path

    # -- doing

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each in xdotool's words: "Tab", "ctrl+l", "Return"."""
        self.effort.keys += len(keys)
        self._xdotool("key", "--delay", "20", "--", *keys)

    def type(self, text: str, a_second: float = 200) -> None:
        """Type text at a number of characters a second."""
        self.effort.characters += len(text)
        delay = str(max(1, round(2000 / a_second)))  # xdotool waits half of it, down and up
        for index, line in enumerate(text.split("\n")):
            if index:
                self._xdotool("key", "--delay", delay, "Return")
            if line:
                self._xdotool("type", "--delay", delay, "--file", "-", text=line)

    def move(self, x: int, y: int) -> None:
        """Move the pointer."""
        self._xdotool("mousemove", "--sync", str(x), str(y))

    def click(self, node: Node, *, times: int = 1, button: int = 1) -> None:
        """Click in the middle of a thing, turning the wheel first if it is scrolled out of sight."""
        self._scroll_to(node)
        self.effort.clicks += times
        x, y = node.place.centre
        self._xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", str(button))

    def wheel(self, place: Place, notches: int) -> None:
        """Turn the wheel over a place; up is negative."""
        self.effort.wheel += abs(notches)
        x, y = place.centre
        turn = ["click", "--repeat", str(abs(notches)), "--delay", "10", "4" if notches < 0 else "5"]
        self._xdotool("mousemove", str(x), str(y), *turn)

    def _scroll_to(self, node: Node) -> None:
        """Turn the wheel until a thing is inside everything it lies in."""
        for _attempt in range(60):
            point = node.place.centre
            around = [item.place for item in node.above() if item.role not in {"application", "menu bar", "menu"}]
            hiding = next((place for place in around if not place.holds(point)), None)
            if hiding is None:
                return
            window = around[-1]
            seen = Place(hiding.x, max(hiding.y, window.y), hiding.width, min(hiding.height, window.height))
            self.wheel(seen, -1 if point[1] < seen.centre[1] else 1)
            if not self._moved(node, point):
                break
        raise LookupError(f"{node!r} cannot be scrolled into sight")

    def _moved(self, node: Node, point: tuple[int, int]) -> bool:
        try:
            return wait_for(lambda: node.place.centre != point, "scrolling", 1)
        except NotInTimeError:
            return False

    def _xdotool(
        self, *arguments: str, check: bool = True, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        return self._run("xdotool", *arguments, check=check, text=text)

    def _run(self, *command: str, check: bool = True, text: str | None = None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            env=self.processes.environment,
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"{command[0]} said {done.returncode}: {done.stderr}")
        return done
