# SPDX-License-Identifier: Apache-2.0
"""The frozen program works where there is no Python, talks to nobody, and holds nothing it does not use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dit_desktop.version import __version__
from tests.commands.test_without_a_practice import TestSelftest
from tests.journeys.screen import Screen
from tests.packaging.looks import forbidden, modules, network_calls, strangers
from tools import licences, package

MOST = 220e6  # bytes
PASSPHRASE = "seven grey herons above the slow river"
# Nothing of the tests' Python may help it.
ALONE = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def run(frozen: Path, *words: str | Path, home: Path, stdin: str = "") -> str:
    done = subprocess.run(
        [package.program(frozen), *words],
        input=stdin,
        env={**ALONE, "HOME": str(home)},
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def secret_of(pid: int) -> bytes:
    """Sixteen random bytes that the system gives each program that is put into a process."""
    vector = Path(f"/proc/{pid}/auxv").read_bytes()
    words = [int.from_bytes(vector[at : at + 8], sys.byteorder) for at in range(0, len(vector), 8)]
    place = dict(zip(words[::2], words[1::2], strict=True))[25]  # AT_RANDOM
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        memory.seek(place)
        return memory.read(16)


def test_it_tells_its_version_on_the_console(frozen: Path, tmp_path: Path) -> None:
    assert run(frozen, "--version", home=tmp_path) == f"dit-desktop {__version__}\n"


def test_every_part_of_it_works(frozen: Path, tmp_path: Path) -> None:
    answer = json.loads(run(frozen, "--json", "selftest", home=tmp_path))
    assert [part for part in answer["parts"] if not part["ok"]] == []
    assert [part["part"] for part in answer["parts"]] == list(TestSelftest.PARTS)


def test_its_commands_make_and_verify_a_practice(frozen: Path, tmp_path: Path) -> None:
    made = json.loads(run(frozen, "--data", tmp_path / "p", "--json", "create", home=tmp_path, stdin=PASSPHRASE + "\n"))
    seen = json.loads(run(frozen, "--json", "verify", tmp_path / "p", home=tmp_path, stdin=PASSPHRASE + "\n"))
    assert seen["vault_id"] == made["vault_id"]


def test_without_a_screen_it_opens_the_example_writes_the_letter_and_asks_for_no_network(
    frozen: Path, tmp_path: Path
) -> None:
    home, shown = tmp_path / "home", tmp_path / "shown"
    home.mkdir()
    command: list[str | Path] = [
        package.program(frozen),
        "--data",
        tmp_path / "example",
        "--example",
        "--offscreen",
        shown,
    ]
    assert network_calls(command, tmp_path / "trace", HOME=str(home), **ALONE) == []
    letter = next(shown.glob("*letter*.pdf"))
    text = subprocess.run(["pdftotext", letter, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert len(text.split()) > 200
    pictures = list(shown.glob("*.png"))
    assert len(pictures) > 20
    assert all(picture.stat().st_size > 5000 for picture in pictures)


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK"])
def test_a_planted_socket_is_found(tmp_path: Path, family: str) -> None:
    planted = f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM).close()"
    found = network_calls([sys.executable, "-I", "-c", planted], tmp_path / "trace")
    assert any(family in line for line in found)


@pytest.mark.journey
def test_its_window_shows_on_a_screen_and_starts_itself_anew(frozen: Path, screen: Screen, tmp_path: Path) -> None:
    run(frozen, "--data", tmp_path / "p", "create", home=tmp_path, stdin=PASSPHRASE + "\n")
    process = screen.start([package.program(frozen), "--data", tmp_path / "p"])
    screen.find("text", "Passphrase")
    screen.type(PASSPHRASE)
    screen.press("Return")
    screen.find("push button", "New client", seconds=60)
    stays = secret_of(process.pid)
    screen.press("ctrl+l")
    screen.find("text", "Passphrase", seconds=20)
    assert process.poll() is None
    assert secret_of(process.pid) != stays, "the same process went on"
    assert str(frozen) in str(Path(f"/proc/{process.pid}/exe").readlink())


def test_it_is_small_enough(frozen: Path) -> None:
    found = package.size(frozen)
    sys.stdout.write(f"frozen: {found / 1e6:.0f} MB in {frozen}\n")
    assert 50e6 < found <= MOST


def test_it_holds_nothing_that_it_does_not_use(frozen: Path) -> None:
    assert forbidden(frozen) == []


@pytest.mark.parametrize(
    "planted",
    [
        "_internal/PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "_internal/PySide6/Qt/lib/libQt6Charts.so.6",
        "_internal/PySide6/Qt/lib/libQt6Graphs.so.6",
        "_internal/PySide6/QtQml.abi3.so",
        "_internal/PySide6/Qt/qml/QtQuick/qmldir",
        "_internal/PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/PySide6/Qt/plugins/networkinformation/libqglib.so",
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/PySide6/Qt/translations/qt_de.qm",
        "_internal/tkinter/__init__.pyc",
        "_internal/python3.11/lib-dynload/_tkinter.cpython-311-x86_64-linux-gnu.so",
        "_internal/libgtk-3.so.0",
    ],
)
def test_a_planted_part_is_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / planted).parent.mkdir(parents=True)
    (tmp_path / planted).touch()
    assert planted in forbidden(tmp_path)


def test_every_module_inside_is_python_s_own_or_of_the_lock(frozen: Path) -> None:
    inside, locked = modules(package.program(frozen)), set(licences.locked())
    assert {"dit_desktop", "PySide6", "keyring", "zxcvbn"} <= inside
    assert strangers({"pytest", "PyInstaller", "json", "nowhere_to_be_found"}, locked) == {
        "pytest",
        "PyInstaller",
        "nowhere_to_be_found",
    }
    found = strangers(inside, locked)
    assert {name for name in found if not name.startswith(("pyi", "_pyi", "_sysconfigdata"))} == set()


def test_every_library_of_the_system_inside_carries_its_licence(frozen: Path) -> None:
    places = ["_internal", "_internal/licences-of-the-system"]
    assert all((frozen / place).is_dir() for place in places)
    texts = list((frozen / places[1]).glob("*.txt"))
    assert len(texts) > 10
    listed = "\n".join(path.read_text("utf-8").split("\n\n", 1)[0] for path in texts)
    libraries = [path.name for path in (frozen / "_internal").glob("lib*.so*") if not path.is_symlink()]
    ours = {name for name in libraries if name.startswith("libpython")}
    assert [name for name in libraries if name not in listed and name not in ours] == []


def test_a_program_that_lacks_a_part_says_so(frozen: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(frozen, broken, symlinks=True, copy_function=os.link)
    next((broken / "_internal/dit_desktop/resources/fonts").glob("NotoSans-Regular.ttf")).unlink()
    line = [str(package.program(broken)), "--json", "selftest"]
    done = subprocess.run(
        line, capture_output=True, encoding="utf-8", env={**ALONE, "HOME": str(tmp_path)}, check=False
    )
    assert done.returncode != 0
    assert [part["part"] for part in json.loads(done.stdout)["parts"] if not part["ok"]] != []
