# SPDX-License-Identifier: Apache-2.0
"""The program never opens a socket to any network, whatever it is asked to do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.program import Program, make_practice
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

PLANTED = "import socket; socket.socket(); socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)"


def _watched(log: Path) -> list[str]:
    return ["strace", "--follow-forks", "--quiet=all", "--trace=socket,socketpair", "-o", str(log)]


def families(log: Path) -> set[str]:
    """The families of all sockets that were asked for."""
    return set(re.findall(r"\bsocket(?:pair)?\((\w+)", log.read_text("utf-8")))


def test_a_planted_socket_is_seen(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    subprocess.run([*_watched(log), sys.executable, "-c", PLANTED], check=True, timeout=60)
    assert families(log) == {"AF_INET", "AF_NETLINK"}


def test_start_unlock_export_and_lock_open_no_network_socket(screen: Screen, tmp_path: Path) -> None:
    program = Program(screen, tmp_path / "practice")
    make_practice(program.data)
    log = tmp_path / "trace"
    program.start(*_watched(log), measured=False)
    program.unlock()
    program.go("ctrl+n", "text", "Made-up name")
    program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
    screen.press("Return")
    screen.find("push button", "Write session 1")
    program.go("ctrl+9", "text", "Why I am writing")
    program.write({"Why I am writing": "Because the sixteen sessions are over."})
    program.wait_saved()
    screen.press("ctrl+p")
    screen.find("graphic", re.compile("^Page 1 of "), seconds=30)
    field = screen.find("text", "File to write")
    field.take_focus()
    screen.press("ctrl+a")
    screen.type(str(tmp_path / "letter.pdf"))
    program.press_button("Export")
    screen.find("label", re.compile("^Written and opened again"), seconds=30)
    screen.press("ctrl+l")
    screen.find("push button", "Unlock", seconds=30)
    program.unlock()
    program.quit()
    assert families(log) == {"AF_UNIX"}
