# SPDX-License-Identifier: Apache-2.0
"""What is kept of a mistake of the program: types, positions and versions, and never a value.

Nothing is taken over because it looks harmless.  A name goes in if it is the name of a
module that is loaded, or of a type that is found in it; a position is such a module and
a number.  Messages, variables, paths and the text of lines are never looked at.
"""

from __future__ import annotations

import faulthandler
import os
import platform
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder, write_atomically
from dit_desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

FOLDER: Final = "crash"
HARD: Final = "ended-hard.txt"  # what Python itself wrote when the process was ended by a fault
MOST: Final = 20  # reports that are kept
_OWN: Final = "dit_desktop"
_ENDING: Final = ".txt"
_BEGINNING: Final = "report-"
_DEEPEST: Final = 5  # causes of causes
_LONGEST: Final = 40  # positions of one error
_LARGEST: Final = 256 * 1024
_KNOWN: Final = frozenset(
    {_OWN, "PySide6", "shiboken6", "sqlcipher3", "cryptography", "filelock", "keyring", "reportlab", "pikepdf"}
    | {"pypdfium2", "platformdirs", "zxcvbn", "builtins", "importlib", *sys.stdlib_module_names}
)
_LIBRARIES: Final = ("PySide6", "sqlcipher3", "cryptography", "reportlab", "pikepdf", "pypdfium2")
_VERSION: Final = re.compile(r"[0-9][0-9A-Za-z.+]{0,20}")
_MACHINES: Final = frozenset({"x86_64", "AMD64", "arm64", "aarch64", "ARM64"})
# How Python names what ended a process, and where in the program it was then.
_ENDED: Final = re.compile(
    r"^(?:Fatal Python error|Windows fatal exception): "
    r"(Segmentation fault|Aborted|Bus error|Floating(?:-| )point exception|Illegal instruction|access violation"
    r"|stack overflow|code 0x[0-9a-f]{8})$",
    re.MULTILINE,
)
_AT: Final = re.compile(r'^  File "[^"\n]*(dit_desktop(?:[\\/]\w+)+)\.py", line (\d+) in ', re.MULTILINE)


@dataclass(frozen=True)
class Report:
    """One mistake as it is kept: when it happened, its file, and all that stands in it."""

    moment: datetime
    path: Path
    text: str


def text_of(error: BaseException, moment: datetime) -> str:
    """The report of an error that nobody expected."""
    return "\n".join([*_head(moment), *_error(error, _("What went wrong"), _DEEPEST)]) + "\n"


def _head(moment: datetime) -> Iterator[str]:
    yield _("DIT Desktop {version}: a mistake of the program").format(version=__version__)
    yield _("When: {moment}").format(moment=moment.astimezone(UTC).isoformat(timespec="seconds"))
    machine = platform.machine() if platform.machine() in _MACHINES else "?"
    yield _("Where it ran: {what}").format(what=f"{sys.platform} {machine}, Python {platform.python_version()}")
    yield _("With: {what}").format(what=", ".join(_versions()))


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        version = getattr(sys.modules.get(name), "__version__", None)
        if isinstance(version, str) and _VERSION.fullmatch(version):
            yield f"{name} {version}"


def _error(error: BaseException, words: str, deeper: int) -> Iterator[str]:
    yield f"{words}: {_name(type(error))}"
    at = list(_positions(error.__traceback__))
    if len(at) > _LONGEST:
        half = _LONGEST // 2
        at = [*at[:half], "  …", *at[-half:]]
    yield from at
    inside = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    causes = [(each, _("Together with")) for each in inside[:_DEEPEST]]
    if error.__cause__ is not None:
        causes.append((error.__cause__, _("Because of")))
    elif error.__context__ is not None and not error.__suppress_context__:
        causes.append((error.__context__, _("While dealing with")))
    for each, how in causes if deeper else ():
        yield from _error(each, how, deeper - 1)


def _name(kind: type[BaseException]) -> str:
    """The name of a type, or of the nearest above it, that is found under this name where it says it is from."""
    known = (
        each
        for each in kind.__mro__
        if _is_known(each.__module__) and vars(sys.modules[each.__module__]).get(each.__name__) is each
    )
    found = next(known, BaseException)
    return found.__name__ if found.__module__ == "builtins" else f"{found.__module__}.{found.__name__}"


def _positions(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__")
        yield _("  {module}, line {line}").format(
            module=module if _is_known(module) else _("elsewhere"), line=trace.tb_lineno
        )
        trace = trace.tb_next


def _is_known(module: object) -> bool:
    """Whether this is the name of a loaded module of the program or of what it stands on, and no other words."""
    return isinstance(module, str) and module in sys.modules and module.partition(".")[0] in _KNOWN


# --- the folder ---


def keep(folder: Path, text: str, moment: datetime) -> Path | None:
    """Write a report beside a practice; where nothing can be written there is none."""
    place = folder / FOLDER
    with suppress(OSError):
        private_folder(place)
        name = f"{_BEGINNING}{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        number = 1
        while (path := place / f"{name}-{number:02}{_ENDING}").exists():
            number += 1
        write_atomically(path, text.encode())
        for old in _files(place)[:-MOST]:
            old.unlink()
        return path
    return None


def reports(folder: Path) -> list[Report]:
    """Every report beside a practice, the latest first; one that cannot be read is as if it were not there."""
    found = []
    for path in reversed(_files(folder / FOLDER)):
        with suppress(OSError, ValueError):
            moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            found.append(Report(moment, path, path.read_bytes()[:_LARGEST].decode()))
    return found


def _files(place: Path) -> list[Path]:
    """The reports in the order in which they were written."""
    return sorted(path for path in place.glob(f"{_BEGINNING}*{_ENDING}") if path.is_file() and not path.is_symlink())


# --- ended without a word ---


class HardEnd:
    """Has Python write down where the program is when a fault ends the process, as long as a practice is open."""

    def __init__(self, folder: Path) -> None:
        """Begin; where nothing can be written nothing is written down."""
        self._path = folder / FOLDER / HARD
        self._file: IO[bytes] | None = None
        self._ours = False
        with suppress(OSError):
            private_folder(self._path.parent)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            self._file = os.fdopen(os.open(self._path, flags, 0o600), "wb")
            self._ours = not faulthandler.is_enabled()
            if self._ours:  # else somebody looks at it with Python's own means
                faulthandler.enable(self._file, all_threads=False)

    def stop(self) -> None:
        """The practice is closed, and all is well."""
        if self._file is not None:
            if self._ours:
                faulthandler.disable()
            self._file.close()
            self._file = None
            with suppress(OSError):
                self._path.unlink()
                self._path.parent.rmdir()  # no report lies in it


def after_hard_end(folder: Path) -> Path | None:
    """Make a report of what was written down when the process before this one was ended by a fault."""
    path = folder / FOLDER / HARD
    try:
        data = path.read_bytes()[:_LARGEST]
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
    kept = None
    if data:
        kept = keep(folder, _hard_text(data.decode("utf-8", "replace"), moment), moment)
    with suppress(OSError):
        path.unlink()
    return kept


def _hard_text(written: str, moment: datetime) -> str:
    ended = _ENDED.search(written)
    what = ended[1] if ended else _("not known")
    lines = [*_head(moment), _("The process was ended by a fault: {what}").format(what=what)]
    for found in _AT.finditer(written):
        module = found[1].replace("\\", ".").replace("/", ".")
        lines.append(_("  {module}, line {line}").format(module=_spelt(module), line=int(found[2])))
    return "\n".join(lines) + "\n"


def _spelt(module: str) -> str:
    """A module of the program that there is, loaded now or not."""
    from importlib.util import find_spec  # noqa: PLC0415 - after a fault only

    with suppress(ImportError, ValueError):
        if find_spec(module) is not None:
            return module
    return _("elsewhere")
