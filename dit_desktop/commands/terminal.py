# SPDX-License-Identifier: Apache-2.0
"""What a command hears and says: secrets in, the result on stdout, everything else on stderr."""

from __future__ import annotations

import getpass
import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from dit_desktop.i18n import _
from dit_desktop.store.errors import DiskFull, InUse, Missing, OlderCopy

if TYPE_CHECKING:
    from dit_desktop.store.errors import Refused

FORMAT: Final = 1
DONE: Final = 0
REFUSED: Final = 1
_LONGEST_LINE: Final = 64 * 1024
_LARGEST_FILE: Final = 1024 * 1024

# What the window says of these would not fit here: (what is safe, what to do).
_WORDS: Final[dict[type[Refused], tuple[str, str]]] = {
    DiskFull: (
        _("Everything saved before is still there, and nothing half-written was left."),
        _("Free some space and run the command again."),
    ),
    InUse: (_("Nothing was changed."), _("Close the window or wait for the command that has it open.")),
    OlderCopy: (
        _("Nothing was changed."),
        _("If you put back an older copy on purpose, open it in the window, which asks; else look for the newer one."),
    ),
}


class Unusable(Exception):  # noqa: N818 - named by the state
    """What a command was given cannot be used; says what it is and why."""

    def __init__(self, where: str, what: str) -> None:
        """Name a file or an option, and what is wrong with it."""
        super().__init__(f"{where}: {what}")
        self.what = what


def text_of(name: str) -> str:
    """The text of a small file that was named on the command line."""
    try:
        with Path(name).open("rb") as file:
            found = file.read(_LARGEST_FILE + 1)
        if len(found) > _LARGEST_FILE:
            raise Unusable(name, _("larger than such a file can be"))
        return found.decode("utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Missing(_("There is no such file."), next_step=_("Check the file's name.")) from error
    except UnicodeDecodeError as error:
        raise Unusable(name, _("not a text in UTF-8")) from error


class Terminal:
    """The streams of one command, and whether it answers in JSON."""

    def __init__(self, *, json_wanted: bool) -> None:
        """Speak UTF-8 with plain line ends, whatever the system's habits are."""
        self.json_wanted = json_wanted
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")

    def secret(self, prompt: str, *, twice: bool = False) -> str:
        """A secret, asked for without echo on a terminal and otherwise the next line of stdin."""
        if sys.stdin is None:
            return ""
        if not sys.stdin.isatty():
            line = sys.stdin.buffer.readline(_LONGEST_LINE)
            return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "surrogateescape")
        while True:
            found = getpass.getpass(f"{prompt}: ", stream=sys.stderr)
            if not twice or getpass.getpass(f"{_('The same again')}: ", stream=sys.stderr) == found:
                return found
            self.say(_("These two were not the same."))

    def say(self, words: str) -> None:
        """A line of progress or warning."""
        self._write(sys.stderr, words)

    def answer(self, plain: str, *, ok: bool = True, **found: Any) -> None:
        """The result: its plain form, or one JSON object with what was found."""
        self._write(sys.stdout, self._object(ok=ok, **found) if self.json_wanted else plain)

    def refuse(self, error: Refused) -> int:
        """Say why it was not done, what is safe and what to do; returns the exit code."""
        safe, next_step = error.safe, error.next
        if type(error) in _WORDS and error.what == type(error).what:
            safe, next_step = _WORDS[type(error)]
        if self.json_wanted:
            made = self._object(ok=False, error=error.code, what=error.what, safe=safe, next=next_step)
            self._write(sys.stdout, made)
        else:
            self.say(f"ERROR {error.code}: {error.what}\nSAFE: {safe}\nNEXT: {next_step}")
        return REFUSED

    def _object(self, **found: Any) -> str:
        return json.dumps({"format": FORMAT, **found}, sort_keys=True)

    def _write(self, stream: TextIO | None, words: str) -> None:
        if stream is None:
            return
        try:
            stream.write(words + "\n")
            stream.flush()
        except OSError:
            # What is left in the buffer would be tried again at the interpreter's end, and end in a traceback.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            raise
