# SPDX-License-Identifier: Apache-2.0
"""The computer is gone: a fresh home, one backup file and the recovery code bring the practice back, in the window."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, command, start_line
from tests.journeys.reader import Reader
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

NEW = "velvet thimble canyon otter radish sleigh"
SAID = "Came in out of the rain."


class AtHome(Program):
    """The program as it is started on a computer that knows nothing of any practice."""

    def line(self) -> list[str]:
        """No folder is named."""
        return start_line()


def _holds(path: Path, passphrase: str) -> dict[str, Any]:
    """Counts, chain and the practice's number, from a check that found nothing wrong."""
    told = command("verify", path, stdin=passphrase + "\n")
    assert told["findings"] == []
    return {name: told[name] for name in ("counts", "chain", "vault_id")}


def _write_something(screen: Screen, data: Path) -> None:
    """A client and a note."""
    program = Program(screen, data)
    program.open()
    program.go("ctrl+n", "text", "Made-up name")
    program.write({"Made-up name": "Heron"})
    program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
    screen.press("Return")
    screen.find("push button", "Write session 1")
    screen.press("Return")
    program.write({"What we talked about": SAID})
    program.wait_saved()
    program.quit()


def _restore(program: Program, file: Path, code: str) -> None:
    """By keys alone, from the first page to the last one before the practice is opened."""
    screen = program.screen
    program.press_button("Restore a backup …")
    name = screen.find("text", re.compile("^File name"))
    name.take_focus()
    screen.type(str(file))
    screen.press("Return")
    screen.find("label", re.compile(r"^Made .* it holds 4 records\.$"))
    program.press_button("Use a code")
    typed = screen.find("text", "Code, seven groups from the sheet")
    wait_for(lambda: "focused" in typed.now(), "focus on the code")
    screen.type(code.lower())
    screen.press("Return")
    screen.find("text", "The same passphrase again")
    screen.type(NEW)
    screen.press("Return")
    screen.type(NEW)
    screen.find("label", re.compile("strong", re.IGNORECASE))
    screen.press("Return")
    screen.find("push button", "I have it on paper", seconds=60)
    new_code = program.shown_code()
    screen.press("Return")
    screen.find("push button", "Check")
    first, second = screen.all("text", re.compile(" group$"))
    for group in (first, second):
        screen.type(new_code[group.name].lower())
        screen.press("Return")
    screen.find("push button", "Open the practice")


def test_one_file_and_the_recovery_code_bring_the_practice_back_on_a_fresh_computer(
    screen: Screen, tmp_path: Path
) -> None:
    lost = tmp_path / "lost"
    code = command("create", "--data", lost, stdin=PASSPHRASE + "\n")["recovery_code"]
    _write_something(screen, lost)
    file = Path(command("backup", "--data", lost, "--to", tmp_path / "stick", stdin=PASSPHRASE + "\n")["path"])
    before = _holds(lost, PASSPHRASE)
    assert before["counts"]["SessionNote"] == before["counts"]["Client"] == 1
    shutil.rmtree(lost)
    assert not list(screen.home.rglob("records.db"))

    program = AtHome(screen, screen.home / ".local" / "share" / "DIT Desktop" / "practice")
    program.start()
    _restore(program, file, code)
    told = [node.name for node in screen.all("label")]
    assert f"It lies in {program.data}." in told, told
    assert _holds(program.data, NEW) == before == _holds(file, PASSPHRASE)
    screen.press("Return")
    screen.find("label", re.compile("^All changes saved"), seconds=60)
    assert [note["material"] for note in Reader(program.data, NEW).records("SessionNote")] == [SAID]
    assert [client["alias"] for client in Reader(program.data, NEW).records("Client")] == ["Heron"]
    program.quit()
