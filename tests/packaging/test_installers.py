# SPDX-License-Identifier: Apache-2.0
"""What can be told here of the installers of other systems: marked as not yet run, without secrets, icons complete."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tools import icons

ROOT = Path(__file__).parents[2]
FILES = [
    "packaging/windows/dit-desktop.iss",
    "packaging/macos/entitlements.plist",
    "packaging/macos/make-dmg.sh",
    ".github/workflows/checks.yml",
]


@pytest.mark.parametrize("name", FILES)
def test_its_head_says_that_it_has_not_been_run(name: str) -> None:
    assert "NOT YET RUN" in "".join((ROOT / name).read_text("utf-8").splitlines()[:5])


@pytest.mark.parametrize("name", FILES)
def test_it_holds_no_secret(name: str) -> None:
    secret = re.compile(r"password|-----BEGIN|secrets\.|/p |pfx|token", re.IGNORECASE)
    assert secret.search("signtool sign /f me.pfx /p hunter2")
    assert secret.search((ROOT / name).read_text("utf-8")) is None


def test_removing_the_program_removes_nothing_that_was_not_installed() -> None:
    script = (ROOT / "packaging/windows/dit-desktop.iss").read_text("utf-8")
    lines = [line for line in script.splitlines() if line and not line.startswith(";")]
    assert "PrivilegesRequired=lowest" in lines
    assert not any(line.startswith("[UninstallDelete]") for line in lines)
    assert not any("{localappdata}" in line or "{userappdata}" in line for line in lines)


def test_macos_is_asked_for_nothing_but_memory_of_its_own() -> None:
    asked = plistlib.loads((ROOT / "packaging/macos/entitlements.plist").read_bytes())
    assert asked == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
    bash = shutil.which("bash")
    assert bash is not None
    assert subprocess.run([bash, "-n", ROOT / "packaging/macos/make-dmg.sh"], check=False).returncode == 0


def test_the_icons_have_every_size_and_are_the_drawing() -> None:
    with Image.open(icons.FOLDER / "dit-desktop.ico") as windows:
        assert {16, 24, 32, 48, 256} <= {wide for wide, _high in windows.info["sizes"]}
    with Image.open(icons.FOLDER / "dit-desktop.icns") as macos:
        assert {16, 32, 128, 256, 512} <= {wide for wide, _high, _scale in macos.info["sizes"]}
    assert (icons.FOLDER / "dit-desktop.svg").read_text("utf-8") == icons.vector()
