# SPDX-License-Identifier: Apache-2.0
"""What a folder holds and what a process asks the system for, looked at from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader  # type: ignore[import-untyped]

# Parts of Qt and Python that no page uses; the Virtual Keyboard and the charts are GPL besides.
FORBIDDEN: Final = re.compile(
    r"virtualkeyboard|qt\w*charts|qt\w*graphs|qml|quick|designer|webengine|qt6?network|networkinformation|sqldrivers"
    r"|/tls/|translations/|tkinter|_tkinter|/tcl|/tk8|_ssl\.|_sqlite3?\.so$|libgtk|egldeviceintegrations",
    re.IGNORECASE,
)
# A process that talks to nobody outside this computer opens none of these.
NETWORK: Final = re.compile(r"socket\((AF_INET6?|AF_NETLINK|AF_PACKET)\b")


def forbidden(folder: Path) -> list[str]:
    """The files of a folder, links included, that it must not hold."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return sorted(name for name in names if FORBIDDEN.search("/" + name))


def modules(program: Path) -> set[str]:
    """The first names of all Python modules inside a frozen program and beside it."""
    archive = CArchiveReader(str(program))
    inside = next(name for name in archive.toc if name.endswith(".pyz"))
    pyz: ZlibArchiveReader = archive.open_embedded_archive(inside)
    return {name.split(".")[0] for name in pyz.toc}


def strangers(names: set[str], locked: set[str]) -> set[str]:
    """Modules of none of the locked distributions, neither of Python nor of this program."""
    owners = packages_distributions()
    known = {name for name in names if name in sys.stdlib_module_names or name == "dit_desktop"}
    return {name for name in names - known if not {_plain(owner) for owner in owners.get(name, [])} & locked}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def network_calls(command: Sequence[str | Path], trace: Path, stdin: str = "", **variables: str) -> list[str]:
    """The lines of a command's trace, its children's included, in which a network socket is asked for."""
    line = ["strace", "-f", "-qq", "-e", "trace=socket,execve", "-o", str(trace), *map(str, command)]
    done = subprocess.run(
        line,
        input=stdin,
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen = trace.read_text("utf-8", errors="replace").splitlines()
    assert any("execve(" in each for each in seen), "nothing was traced"
    return [each for each in seen if NETWORK.search(each)]
