# SPDX-License-Identifier: Apache-2.0
"""Freezes the program into one folder: `dev.py package`. What has not changed is not built again."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from tools import environment

SPEC = environment.ROOT / "packaging" / "dit-desktop.spec"
NAME = "dit-desktop"
_BUILD = environment.ROOT / "build" / "package"
_MADE_FROM = tuple(environment.ROOT / name for name in ("dit_desktop", "resources", "packaging/icons"))
_MADE_WITH = (SPEC, environment.requirements("package"), Path(__file__))


def frozen() -> Path:
    """The folder of the program frozen from the sources as they are now, built if there is none."""
    _BUILD.mkdir(parents=True, exist_ok=True)
    with FileLock(_BUILD / "lock"):  # several processes of the tests ask at the same moment
        folder, stamp, digest = _BUILD / "dist" / NAME, _BUILD / "made-from", _digest()
        if not folder.is_dir() or not stamp.is_file() or stamp.read_text("utf-8") != digest:
            stamp.unlink(missing_ok=True)
            _freeze()
            stamp.write_text(digest, "utf-8")
    return folder


def program(folder: Path) -> Path:
    """The program in its folder that answers on the console and shows the window."""
    return folder / (NAME + (".exe" if os.name == "nt" else ""))


def size(folder: Path) -> int:
    """Bytes of all files in a folder, each counted once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def _freeze() -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(_BUILD / "dist"), "--workpath", str(_BUILD / "work"), str(SPEC)]
    # The tests' coverage is of the program, not of what builds it.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    variables["PYINSTALLER_CONFIG_DIR"] = str(_BUILD / "cache")
    subprocess.run(command, cwd=environment.ROOT, env=variables, check=True)


def _sources() -> Iterator[Path]:
    for folder in _MADE_FROM:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    yield from _MADE_WITH


def _digest() -> str:
    made_from = hashlib.sha256(f"{sys.version} {sys.base_prefix}".encode())
    for path in _sources():
        made_from.update(f"\0{path.relative_to(environment.ROOT)}\0".encode() + path.read_bytes())
    return made_from.hexdigest()


def main() -> int:
    """Put the frozen program into dist/ and tell its size."""
    built, wanted = frozen(), environment.ROOT / "dist"
    wanted.mkdir(exist_ok=True)
    for made in built.parent.iterdir():
        place = wanted / made.name
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(made, place, symlinks=True)
        print(f"{place.relative_to(environment.ROOT)}: {size(made) / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
