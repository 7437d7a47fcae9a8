# SPDX-License-Identifier: Apache-2.0
"""Every distribution that the lock brings to some system has its licence text, and no other has one."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from dit_desktop.paths import resource
from tools import licences


def differences(folder: Path) -> set[str]:
    """Names without a text, and texts without a name."""
    texts = {path.stem for path in folder.glob("*.txt")}
    return texts ^ (set(licences.locked()) | set(licences.PARTS))


def bare(folder: Path) -> list[str]:
    """Texts that name no licence or hold none."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        name, licence, rest = path.read_text("utf-8").split("\n", 2)
        good = name == path.stem and re.fullmatch(r"Licence: \S.*", licence) and len(rest) > 500
        found += [] if good else [path.stem]
    return found


def test_the_lock_and_the_texts_name_the_same() -> None:
    assert len(licences.locked()) > 20
    assert differences(resource("licences")) == set()
    assert bare(resource("licences")) == []


def test_a_planted_missing_text_an_extra_one_and_an_empty_one_are_found(tmp_path: Path) -> None:
    planted = tmp_path / "licences"
    shutil.copytree(resource("licences"), planted)
    (planted / "reportlab.txt").unlink()
    (planted / "left-pad.txt").write_text("left-pad\nLicence: MIT\n", "utf-8")
    assert differences(planted) == {"reportlab", "left-pad"}
    assert bare(planted) == ["left-pad"]


def test_the_texts_are_those_of_what_is_installed() -> None:
    compared = 0
    for name in licences.locked():
        try:
            version(name)
        except PackageNotFoundError:
            continue  # for another system
        committed = resource("licences", f"{name}.txt").read_text("utf-8")
        assert licences.text(name, licences.carried(name)) == committed, f"python -m tools.licences: {name}"
        compared += 1
    assert compared > 20


@pytest.mark.parametrize(
    "name,words",
    [
        ("pyside6-essentials", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("pyside6-essentials", "GNU GENERAL PUBLIC LICENSE"),
        ("pyside6-essentials", "https://download.qt.io/official_releases/qt/"),
        ("pyside6-essentials", "https://download.qt.io/official_releases/QtForPython/"),
        ("shiboken6", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("sqlcipher3", "ZETETIC LLC"),
        ("sqlcipher3", "public domain"),
        ("sqlcipher3", "The OpenSSL Project Authors"),
        ("cryptography", "The OpenSSL Project Authors"),
        ("pikepdf", "qpdf"),
        ("pypdfium2", "The PDFium Authors"),
        ("noto", "SIL OPEN FONT LICENSE"),
        ("lucide", "ISC License"),
        ("python", "PYTHON SOFTWARE FOUNDATION LICENSE"),
        ("pyinstaller", "Bootloader Exception"),
    ],
)
def test_what_wheels_bundle_is_named(name: str, words: str) -> None:
    assert words in resource("licences", f"{name}.txt").read_text("utf-8")
