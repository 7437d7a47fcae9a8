# SPDX-License-Identifier: Apache-2.0
"""What can keep a paper from being made or handed over, each by the name of its state and in words for the reader."""

from __future__ import annotations

import errno
from typing import ClassVar

from dit_desktop.i18n import _


class NotMade(Exception):  # noqa: N818 - named by what happened, as all of these are
    """No paper came of it; the words say what happened, what is safe and what to do."""

    code: ClassVar[str] = "internal"
    what: str = _("The paper could not be made.")
    safe: str = _("Your records are as they were.")
    next: str = _("Try again. If it happens again, look into the crash folder.")

    def __init__(self, what: str = "") -> None:
        """Say `what` happened, if the usual words do not fit."""
        self.what = what or type(self).what
        super().__init__(self.what)


class NothingWritten(NotMade):
    """The record holds no words that could stand on this paper."""

    code = "nothing_written"
    what = _("There are no words yet to put on this paper.")
    safe = _("Nothing was made.")
    next = _("Write the text first; a few words are enough.")


class NotDrawable(NotMade):
    """Not one character of the text is in the faces the program carries."""

    code = "not_drawable"
    what = _("The typefaces of this program have none of the letters this text is written in.")
    safe = _("Nothing was made and the text is as you wrote it.")
    next = _("Copy the text into a word processor that has the letters, and print it there.")


class TooLong(NotMade):
    """What should stand on one page does not fit on it in letters that can be read."""

    code = "too_long"
    what = _("The wording is too long for one page, even in small letters.")
    safe = _("Nothing was made and the wording is as you wrote it.")
    next = _("Shorten it to what you could say aloud in a minute or two.")


class PassphraseMissing(NotMade):
    """A protected paper needs something to be protected with."""

    code = "passphrase_missing"
    what = _("A protected paper needs a passphrase.")
    safe = _("Nothing was made.")
    next = _("Use the one that is offered, or type your own.")


class PassphraseTooLong(NotMade):
    """A longer passphrase would make a file that nobody can open."""

    code = "passphrase_too_long"
    what = _("This passphrase is too long for a protected paper.")
    safe = _("Nothing was made.")
    next = _("Use at most 127 plain letters; accented ones count as two or three.")


class WrongPassphrase(NotMade):
    """The passphrase does not open this paper."""

    code = "wrong_passphrase"
    what = _("This passphrase does not open this paper.")
    safe = _("The paper was not changed.")
    next = _("Check capital letters, spaces and hyphens.")


class DoesNotOpen(NotMade):
    """What was written does not open again as it should."""

    code = "does_not_open"
    what = _("The finished paper did not open again as it should.")
    safe = _("Your records are as they were; the paper is not to be relied on.")
    next = _("Delete the file if there is one, and make it again in another folder.")


class NoRoom(NotMade):
    """The disk is full."""

    code = "disk_full"
    what = _("There is no room left for this paper where you want it.")
    safe = _("Nothing was written, and a file that was there before is still whole.")
    next = _("Free some space, or choose another folder.")


class CannotWrite(NotMade):
    """The folder cannot be written to."""

    code = "read_only"
    what = _("The folder you chose cannot be written to.")
    safe = _("Nothing was written, and a file that was there before is still whole.")
    next = _("Choose another folder.")


class FolderMissing(NotMade):
    """The folder is not there, or not there any more."""

    code = "missing"
    what = _("The folder you chose is not there.")
    safe = _("Nothing was written.")
    next = _("Choose another folder; if it is on a stick or a share, connect it first.")


_STATES: dict[int, type[NotMade]] = {
    errno.ENOSPC: NoRoom,
    errno.EDQUOT: NoRoom,
    errno.EFBIG: NoRoom,
    errno.ENOENT: FolderMissing,
    errno.ENOTDIR: FolderMissing,
}


def from_os(error: OSError) -> NotMade:
    """The state an operating system's error stands for when a file was to be written."""
    return _STATES.get(error.errno or 0, CannotWrite)()
