# SPDX-License-Identifier: Apache-2.0
"""A file that belongs to a client's record: a letter that came, a drawing, a form that was filled in by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Part, Record

LARGEST = 25 * 1024 * 1024  # bytes; a save of more would be felt while somebody types


class FileKind(Choice):
    """What a file is, told from what is in it."""

    PDF = "pdf", _("PDF")
    JPEG = "jpeg", _("Picture (JPEG)")
    PNG = "png", _("Picture (PNG)")
    DOCX = "docx", _("Word document")
    MP3 = "mp3", _("Sound (MP3)")
    M4A = "m4a", _("Sound (M4A)")
    WAV = "wav", _("Sound (WAV)")
    OGG = "ogg", _("Sound (OGG)")
    FLAC = "flac", _("Sound (FLAC)")

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".jpg" if self is FileKind.JPEG else f".{self.value}"

    @property
    def sound(self) -> bool:
        """Whether it is to be heard."""
        return self in {FileKind.MP3, FileKind.M4A, FileKind.WAV, FileKind.OGG, FileKind.FLAC}


@dataclass(frozen=True, kw_only=True)
class Content(Part):
    """The file itself, which is kept beside the record: its size and its SHA-256."""

    size: Annotated[int, Field(_("Size in bytes"), high=LARGEST, shown=True)] = 0
    digest: Annotated[str, Field(_("SHA-256"), shown=True)] = ""


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """What is known of an attached file; its bytes are read only when somebody looks at it."""

    title: ClassVar[str] = _("Attached file")

    what: Annotated[
        str, Field(_("What it is"), section=_("Attached file"), listed=True, hint=_("A letter from the GP, a drawing."))
    ] = ""
    day: Annotated[date | None, Field(_("Date"), listed=True, hint=_("On it, or when you got it."))] = None
    came_from: Annotated[str, Field(_("From whom"))] = ""
    about: Annotated[str, Field(_("What to know about it"), rows=3)] = ""
    kind: Annotated[FileKind | None, Field(_("Kind of file"), shown=True, listed=True)] = None
    content: Annotated[tuple[Content, ...], Field(_("Content"), shown=True)] = ()
