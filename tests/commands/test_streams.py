# SPDX-License-Identifier: Apache-2.0
"""The command line as scripts and rescuers meet it: a process with streams and an exit code."""

from __future__ import annotations

import argparse
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from dit_desktop import cli
from dit_desktop.__main__ import wants_window
from dit_desktop.commands.terminal import Terminal
from dit_desktop.version import __version__
from tests.practices import NEEDLE, PASSPHRASE, by_hand, run


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["bogus"],
            ["--bogus"],
            ["verify"],
            ["export", "--data", "x"],
            ["create", "--exam"],
            ["key", "--data"],
            ["measure"],
        ],
    )
    def test_a_slip_exits_with_2_and_shows_the_usage(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        said = capsys.readouterr()
        assert ended.value.code == 2
        assert said.out == ""
        assert said.err.startswith("usage: ")

    def test_the_process_exits_with_2_as_well(self) -> None:
        assert run("bogus").returncode == 2

    def test_the_version(self) -> None:
        assert run("--version").stdout == f"dit-desktop {__version__}\n"

    def test_the_help_documents_every_command_and_option(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            cli.main(["--help"])
        whole = " ".join(capsys.readouterr().out.split())
        for command in cli.COMMANDS:
            assert command.help in whole
            with pytest.raises(SystemExit):
                cli.main([*command.name.split(), "--help"])
            said = " ".join(capsys.readouterr().out.split())
            assert command.reads in said
            for option in command.options:
                assert option.help in said

    @pytest.mark.parametrize(
        "arguments, window",
        [
            ([], True),
            (["--data", "x"], True),
            (["--data=x", "--example"], True),
            (["--offscreen", "folder", "--json"], True),
            (["--data", "create"], True),
            (["--data", "x", "--locked-at", "2026-09-03T10:00:00Z", "--frame", ""], True),
            (["--data", "x", "create"], False),
            (["create"], False),
            (["--help"], False),
            (["--data"], False),
            (["--json=1"], False),
            (["--bogus"], False),
        ],
    )
    def test_without_a_command_the_window_is_meant(self, arguments: list[str], window: object) -> None:
        assert wants_window(arguments) is window

    def test_the_data_folder_may_stand_on_either_side(self, practice: tuple[Path, str]) -> None:
        folder = practice[0]
        for arguments in (("--data", folder, "key"), ("key", "--data", folder)):
            assert run(*arguments, stdin=PASSPHRASE).returncode == 0


class TestStreams:
    def test_no_command_imports_qt(self, own: Path, tmp_path: Path) -> None:
        commands = [["--help"], ["verify", str(own)], ["export", "--data", str(own), "--to", str(tmp_path / "out")]]
        program = (
            "import sys\nfrom dit_desktop.__main__ import main\n"
            "try:\n    main()\nexcept SystemExit: pass\n"
            "found = [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')]\n"
            "import json as planted; assert 'json' in sys.modules\n"
            "sys.exit(7 if found else 0)"
        )
        for arguments in commands:
            words = [sys.executable, "-c", program, *arguments]
            made = subprocess.run(words, input=PASSPHRASE.encode(), capture_output=True, check=False)
            assert made.returncode == 0, made.stderr
        assert (tmp_path / "out").exists()

    def test_no_client_data_is_on_stderr(self, own: Path, tmp_path: Path) -> None:
        with by_hand(own) as connection:
            found = connection.execute("select count(*) from record where body like ?", (f"%{NEEDLE}%",)).fetchone()
        assert found[0] >= 2
        said = run("export", "--data", own, "--to", tmp_path / "out", stdin=PASSPHRASE)
        assert NEEDLE in (tmp_path / "out/clients/K-01/record.json").read_text()
        again = run("export", "--data", own, "--to", tmp_path / "out", stdin=PASSPHRASE)
        for words in (said.stderr, again.stderr, run("verify", own, stdin=PASSPHRASE).stderr):
            assert NEEDLE not in words
            assert "K-01" not in words

    def test_a_mistake_of_the_program_is_told_without_what_it_was_working_on(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def mistaken(_options: argparse.Namespace, _terminal: Terminal) -> int:
            raise KeyError(NEEDLE)

        command = cli.Command("mistaken", "", "", lambda: mistaken)
        options = argparse.Namespace(command=command)
        assert cli._run(options, Terminal(json_wanted=False), argparse.ArgumentParser()) == 1  # noqa: SLF001
        said = capsys.readouterr()
        assert "KeyError" in said.err
        assert NEEDLE not in said.out + said.err

    def test_an_answer_nobody_can_read_is_no_traceback(self, practice: tuple[Path, str]) -> None:
        words = [sys.executable, "-m", "dit_desktop", "verify", str(practice[0])]
        with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
            made = subprocess.run(words, input=PASSPHRASE.encode(), stdout=full, stderr=subprocess.PIPE, check=False)
        assert made.returncode == 1
        assert made.stderr.startswith(b"ERROR disk_full: ")
        reading, writing = os.pipe()
        os.close(reading)
        made = subprocess.run(words, input=PASSPHRASE.encode(), stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (made.returncode, made.stderr) == (1, b"")

    def test_no_stdin_is_an_empty_secret(self, practice: tuple[Path, str]) -> None:
        words = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "dit_desktop", "verify", str(practice[0])]
        made = subprocess.run(words, capture_output=True, check=False)
        assert made.stderr.startswith(b"ERROR wrong_passphrase: ")

    def test_interrupted_while_asking_it_exits_with_130(self, practice: tuple[Path, str]) -> None:
        with Asked("verify", practice[0]) as asked:
            asked.until(b"Passphrase: ")
            asked.process.send_signal(signal.SIGINT)
            assert asked.process.wait(10) == 130
            assert b"Traceback" not in asked.rest()

    def test_on_a_terminal_secrets_are_asked_for_without_echo(self, practice: tuple[Path, str]) -> None:
        with Asked("key", "--data", practice[0]) as asked:
            asked.until(b"Passphrase: ")
            asked.type(PASSPHRASE)
            assert asked.process.wait(20) == 0
            assert PASSPHRASE.encode() not in asked.rest()

    def test_a_new_passphrase_is_asked_for_until_it_is_the_same_twice(self, tmp_path: Path) -> None:
        with Asked("create", "--data", tmp_path / "new") as asked:
            for words in ("one", "two", "password1234", "password1234"):
                asked.until(b": ")
                asked.type(words)
            assert asked.process.wait(20) == 1
            said = asked.rest()
        assert b"not the same" in said
        assert b"ERROR weak_passphrase" in said
        assert b"password1234" not in said


class Asked:
    """A command that sits at a terminal."""

    def __init__(self, *arguments: object) -> None:
        self._master, slave = pty.openpty()
        words = [sys.executable, "-m", "dit_desktop", *map(str, arguments)]
        self.process = subprocess.Popen(
            words, stdin=slave, stdout=subprocess.PIPE, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self._said = b""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        os.close(self._master)

    def until(self, words: bytes) -> None:
        while words not in self._said[self._seen :]:
            self._said += os.read(self._master, 1000)
        self._seen = len(self._said)

    def type(self, words: str) -> None:
        os.write(self._master, words.encode() + b"\n")

    def rest(self) -> bytes:
        """Everything that was on the terminal, once the command has ended."""
        while True:
            try:
                more = os.read(self._master, 1000)
            except OSError:  # nobody is at the other end any more
                return self._said
            self._said += more
