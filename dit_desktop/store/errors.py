# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with a vault, each by the name of its state and in words for the person who meets it.

Anything that is not one of these is a mistake in the program and is treated as one.
"""

from __future__ import annotations

import errno
import traceback
from pathlib import Path
from typing import ClassVar

from dit_desktop.i18n import _


class Refused(Exception):  # noqa: N818 - named by what happened, as all of these are
    """What was asked for could not be done; the words say what happened, what is safe and what to do."""

    code: ClassVar[str] = "internal"
    what: str = _("Something went wrong that the program does not know.")
    safe: str = _("What was saved before is still saved.")
    next: str = _("Lock, unlock, and try again. If it happens again, run selftest and report what it says.")

    def __init__(self, what: str = "", *, safe: str = "", next_step: str = "") -> None:
        """Say `what` happened, what is `safe` and what to do next, if the usual words do not fit."""
        self.what = what or type(self).what
        self.safe = safe or type(self).safe
        self.next = next_step or type(self).next
        super().__init__(self.what)


class WrongPassphrase(Refused):
    """The passphrase does not open this vault."""

    code = "wrong_passphrase"
    what = _("This passphrase does not open this practice.")
    safe = _("Nothing was changed, and nothing is ever deleted after wrong passphrases.")
    next = _("Check capital letters and the keyboard language, or use the recovery code.")


class WrongCode(Refused):
    """The recovery code is mistyped, or belongs to another vault."""

    code = "wrong_code"
    what = _("This recovery code does not open this practice.")
    safe = _("Nothing was changed.")
    next = _("Compare it with the recovery sheet, group by group.")


class DamagedKeys(Refused):
    """The key file and its copy cannot be read."""

    code = "damaged_keys"
    what = _("The key file of this practice is damaged, and its copy too.")
    safe = _("The records are untouched; without a good key file nobody can read them.")
    next = _("Restore a backup; every one carries its own key file.")


class DamagedVault(Refused):
    """The file with the records does not hold together."""

    code = "damaged_vault"
    what = _("The file with your records is damaged.")
    safe = _("Nothing was written to it; your backups are not affected.")
    next = _("Restore the last good backup. If there is none, rescue what can still be read of this file.")


class DamagedBackup(Refused):
    """A backup does not hold together."""

    code = "damaged_backup"
    what = _("This backup is damaged.")
    safe = _("Nothing was written; the practice itself is not affected.")
    next = _("Use an older backup.")


class NotAVault(Refused):
    """What lies there is something else."""

    code = "not_a_vault"
    what = _("This is not a DIT Desktop practice.")
    safe = _("Nothing was changed.")
    next = _("Choose the folder that holds records.db and keys.json.")


class ForeignVault(Refused):
    """Records and keys belong to two different practices."""

    code = "foreign_vault"
    what = _("The records in this folder belong to another practice than its key file.")
    safe = _("Neither was changed.")
    next = _("Put the records and the key file of the same practice into one folder, or restore a backup.")


class Missing(Refused):
    """There is nothing at that place."""

    code = "missing"
    what = _("There is no practice at this place.")
    safe = _("Nothing was created and nothing was changed.")
    next = _("Check the folder; if the records were moved, point the program to where they are.")


class TooNew(Refused):
    """A newer program wrote this vault."""

    code = "too_new"
    what = _("A newer version of DIT Desktop wrote these records.")
    safe = _("Nothing was read or changed.")
    next = _("Install that version or a later one.")


class OlderCopy(Refused):
    """The vault is an earlier state than this computer has seen."""

    code = "older_copy"
    what = _("These records are an older copy than the one this computer last saw.")
    safe = _("Nothing was changed.")
    next = _("If you put back an older copy on purpose, open it anyway; otherwise look for the newer one.")


class InUse(Refused):
    """Another window has the vault open."""

    code = "in_use"
    what = _("This practice is already open in another window.")
    safe = _("Nothing was changed.")
    next = _("Use that window, or close it first.")


class ReadOnly(Refused):
    """The place cannot be written to."""

    code = "read_only"
    what = _("The folder of this practice cannot be written to.")
    safe = _("Everything saved before is still there, and you can read it.")
    next = _("Make the folder writable, or move the practice to a disk that is.")


class DiskFull(Refused):
    """There is no room left."""

    code = "disk_full"
    what = _("The disk is full; this could not be saved.")
    safe = _("Everything saved before is still there, and what you typed is still in the window.")
    next = _("Free some space; saving is tried again by itself.")


class Exists(Refused):
    """There is something already where a new thing should go."""

    code = "exists"
    what = _("There is already something in this folder.")
    safe = _("It was left as it is.")
    next = _("Choose an empty folder or a new name.")


class WeakPassphrase(Refused):
    """The passphrase could be guessed."""

    code = "weak_passphrase"
    what = _("This passphrase is too easy to guess.")
    safe = _("Nothing was created.")
    next = _("Use at least twelve characters that nobody could guess; six random words are best.")


class CloudFolder(Refused):
    """A synchronised folder is no place for a live vault."""

    code = "cloud_folder"
    what = _("This folder is synchronised with a cloud service, which can damage open records.")
    safe = _("Nothing was created.")
    next = _("Choose a folder outside it; backups are welcome there.")


class Tampered(Refused):
    """Something was changed outside the program."""

    code = "tampered"
    what = _("Something in these records was changed outside the program.")
    safe = _("Nothing was changed now.")
    next = _("Restore the last good backup, or rescue the records as they stand; verify names what was changed.")


class Signed(Refused):
    """A signed record stays as it is."""

    code = "signed"
    what = _("This record is signed and stays as it is.")
    safe = _("Nothing was changed.")
    next = _("Write an addendum; both stay visible.")


CODES: dict[str, type[Refused]] = {
    kind.code: kind
    for kind in (
        WrongPassphrase,
        WrongCode,
        DamagedKeys,
        DamagedVault,
        DamagedBackup,
        NotAVault,
        ForeignVault,
        Missing,
        TooNew,
        OlderCopy,
        InUse,
        ReadOnly,
        DiskFull,
        Exists,
        WeakPassphrase,
        CloudFolder,
        Tampered,
        Signed,
    )
}

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_WRITING = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def from_os(error: OSError) -> Refused | None:
    """The state an operating system's error stands for, or None for one that has no name here."""
    if error.errno in _NO_ROOM:
        return DiskFull()
    if error.errno in _NO_WRITING:
        return ReadOnly()
    return None


def unknown(error: BaseException) -> Refused:
    """A mistake of the program by its type and place; its words could hold what nobody may read."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "dit_desktop" in frame.filename]
    place = f", {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    what = _("Something went wrong that the program does not know ({kind}{place}).")
    next_step = _("Try again. If it happens again, run selftest and report the words in brackets.")
    return Refused(what.format(kind=type(error).__name__, place=place), next_step=next_step)
