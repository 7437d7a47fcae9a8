# SPDX-License-Identifier: Apache-2.0
"""The checkout's own Python environment, made from the lock, and the system libraries under it."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Literal

Kind = Literal["run", "package", "test"]
KINDS: tuple[Kind, ...] = ("run", "package", "test")  # each contains the one before it

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
_STAMP = VENV / "made-from.json"

# What Qt's window and offscreen plugins load, by Debian's names.
_QT_PACKAGES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxkbcommon-x11-0",
)
# What PyInstaller strips with.
_PACKAGE_PACKAGES = ("binutils",)
# What the tests use to drive the real window, to watch it, to read its papers and to keep a key for it.
_TEST_PACKAGES = (
    "at-spi2-core",
    "dbus-x11",
    "gnome-keyring",
    "imagemagick",
    "openbox",
    "poppler-utils",
    "qpdf",
    "strace",
    "xdotool",
    "xvfb",
)


class SetupError(Exception):
    """Something needed is missing, with the words that tell how to get it."""


def interpreter(folder: Path = VENV) -> Path:
    """Where an environment keeps its Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def command(*line: str, **variables: str) -> int:
    """Run a program in the checkout and return its exit code."""
    return subprocess.run(line, cwd=ROOT, check=False, env={**os.environ, **variables}).returncode


def python(*arguments: str, **variables: str) -> int:
    """Run the environment's Python in the checkout and return its exit code."""
    return command(str(interpreter()), *arguments, **variables)


def requirements(kind: Kind) -> Path:
    """The lock file of what the program needs to run, to be packaged, or to be tested."""
    return ROOT / "requirements" / f"{kind}.txt"


def prepare(kind: Kind) -> None:
    """Make the environment fit the lock and this Python, and the system fit Qt."""
    _install_system_packages(kind)
    digests: dict[str, str] = {name: _digest(name) for name in KINDS}
    made = json.loads(_STAMP.read_text("utf-8")) if _STAMP.is_file() else {}
    if made.get(kind) == digests[kind]:
        return
    if any(digests.get(name) != digest for name, digest in made.items()) or not made:
        _create(VENV)
    print(f"== Installing requirements/{kind}.txt into .venv", flush=True)
    install(VENV, kind)
    made = {name: digests[name] for name in KINDS[: KINDS.index(kind) + 1]}
    _STAMP.write_text(json.dumps(made), "utf-8")


def create(folder: Path) -> None:
    """Make a new environment with nothing in it but pip."""
    venv.create(folder, clear=True, with_pip=True, symlinks=os.name != "nt")


def install(folder: Path, kind: Kind) -> None:
    """Install exactly what a lock file says into an environment.

    The lock is complete, so pip chooses nothing: pip before 23.3, which Python 3.11 brings, would look for
    `coverage[toml]` beside the locked `coverage` and take the newest, which has no hash.
    """
    command = [str(interpreter(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(requirements(kind))]
    if subprocess.run(command, check=False).returncode:
        raise SetupError(f"pip could not install requirements/{kind}.txt: see above.")
    check = [str(interpreter(folder)), "-m", "pip", "--disable-pip-version-check", "check"]
    if subprocess.run(check, check=False).returncode:
        raise SetupError(f"requirements/{kind}.txt lacks what something in it needs: see above.")


def _create(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not _on_debian():
            raise SetupError("This Python has no ensurepip module, which makes environments. Install it and try again.")
        _apt_get([package])
    print(f"== Making .venv with Python {sys.version.split()[0]}", flush=True)
    create(folder)


def _digest(kind: str) -> str:
    lock = ROOT / "requirements" / f"{kind}.txt"
    content = lock.read_bytes() if lock.is_file() else b""
    return hashlib.sha256(sys.version.encode() + sys.base_prefix.encode() + content).hexdigest()


def _on_debian() -> bool:
    release = Path("/etc/os-release")
    if not release.is_file() or shutil.which("apt-get") is None:
        return False
    lines = [line.partition("=") for line in release.read_text("utf-8").splitlines()]
    words = " ".join(value.strip('"') for name, _, value in lines if name in {"ID", "ID_LIKE"}).split()
    return "debian" in words or "ubuntu" in words


def _install_system_packages(kind: Kind) -> None:
    if not _on_debian():
        return
    needed = [*_QT_PACKAGES]
    needed += _PACKAGE_PACKAGES if kind != "run" else ()
    needed += _TEST_PACKAGES if kind == "test" else ()
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *needed]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    missing = [name for name in needed if name not in installed]
    if missing:
        _apt_get(missing)


def _apt_get(packages: list[str]) -> None:
    line = "apt-get install --yes --no-install-recommends " + " ".join(packages)
    if os.geteuid() != 0:
        raise SetupError(f"System packages are missing. Run this and try again:\n\n    sudo {line}\n")
    print("== Installing system packages: " + " ".join(packages), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "--quiet=2"], [*line.split(), "--quiet=2"]):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SetupError("This failed, see above: " + " ".join(command))
