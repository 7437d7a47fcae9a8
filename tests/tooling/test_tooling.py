# SPDX-License-Identifier: Apache-2.0
"""The rules about imports and addresses bite: a planted offence is found, and there is none."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
# In pieces, or this file would be the offence it looks for.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb.deb" + "ian.org"]
REGISTRIES += ["file" + ":///", "--extra-" + "index-url", "--find-" + "links", "index" + "-url ="]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its rules, to plant something into."""
    shutil.copytree(ROOT / "dit_desktop", tmp_path / "dit_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(place: Path, line: str) -> None:
    place.write_text(place.read_text("utf-8") + f"\n{line}\n", "utf-8")


def import_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    line = [str(program), "--no-cache"]
    return subprocess.run(line, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def banned_imports(folder: Path) -> str:
    line = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251", "--output-format", "concise"]
    return subprocess.run([*line, "."], cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout


@pytest.mark.parametrize(
    "module,line,contract",
    [
        ("store/vault.py", "import PySide6.QtCore", "no Qt in records, store, documents and the commands"),
        ("records/fields.py", "import dit_desktop.store.vault", "app, cli -> ui -> models -> store -> records"),
        ("documents/letter.py", "import dit_desktop.store.vault", "documents are handed records"),
        ("models/desk.py", "import dit_desktop.documents.letter", "models and documents do not know each other"),
        ("models/desk.py", "import sqlcipher3.dbapi2", "only store imports the driver"),
        ("ui/form.py", "import keyring", "only store imports the driver"),
        ("paths.py", "import dit_desktop.records.fields", "i18n, paths and version know no other part"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str) -> None:
    before = import_contracts(copy)
    assert before.returncode == 0, before.stdout + before.stderr
    plant(copy / "dit_desktop" / module, line)
    after = import_contracts(copy)
    broken = [told for told in after.stdout.splitlines() if " BROKEN" in told]
    assert after.returncode == 1
    assert any(contract in told for told in broken), after.stdout


@pytest.mark.parametrize(
    "module,line,name",
    [
        ("models/desk.py", "from PySide6.QtWidgets import QWidget", "PySide6.QtWidgets"),
        ("models/desk.py", "from PySide6 import QtWidgets", "PySide6.QtWidgets"),
        ("models/desk.py", "import socket", "socket"),
        ("store/vault.py", "from urllib.request import urlopen", "urllib.request"),
        ("ui/form.py", "from PySide6.QtNetwork import QTcpSocket", "PySide6.QtNetwork"),
        ("documents/letter.py", "import http.client", "http"),
        ("paths.py", "import ssl", "ssl"),
    ],
)
def test_a_planted_banned_import_is_found(copy: Path, module: str, line: str, name: str) -> None:
    assert "All checks passed" in banned_imports(copy)
    plant(copy / "dit_desktop" / module, line)
    assert f"`{name}` is banned" in banned_imports(copy)


def banned(configuration: dict[str, Any]) -> dict[str, Any]:
    api: dict[str, Any] = configuration["lint"]["flake8-tidy-imports"]["banned-api"]
    return api


def test_models_are_banned_from_all_that_the_program_is_banned_from() -> None:
    everywhere = banned(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"])
    models = banned(tomllib.loads((ROOT / "dit_desktop/models/ruff.toml").read_text("utf-8")))
    assert models.keys() - everywhere.keys() == {"PySide6.QtWidgets"}
    assert everywhere.items() <= models.items()


def addresses(folder: Path) -> list[str]:
    """Every tracked or new file that names a package registry, and the name."""
    line = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(line, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout
    found = []
    for name in filter(None, names.split("\0")):
        if (folder / name).is_file():
            content = (folder / name).read_bytes().lower()
            found += [f"{name}: {needle}" for needle in REGISTRIES if needle.encode() in content]
    return found


@pytest.mark.parametrize("needle", REGISTRIES)
def test_a_planted_registry_address_is_found(tmp_path: Path, needle: str) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "requirements.txt").write_text(f"# from {needle} of somebody\nsix==1.16.0\n", "utf-8")
    assert addresses(tmp_path) == [f"requirements.txt: {needle}"]


def test_no_file_names_a_package_registry() -> None:
    assert addresses(ROOT) == []
