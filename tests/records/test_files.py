# SPDX-License-Identifier: Apache-2.0
"""A file is what is in it; a picture is kept without what its camera said, and a document is read warily."""

from __future__ import annotations

import io
import resource
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dit_desktop.records.attached import FileKind
from dit_desktop.records.files import cleaning, telling
from dit_desktop.records.files import docx as word
from tests.records.pictures import PLANTED, docx, jpeg, paragraph, png

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
KINDS = {
    FileKind.PDF: [b"%PDF-1.7\n..."],
    FileKind.JPEG: [jpeg()],
    FileKind.PNG: [png()],
    FileKind.DOCX: [docx(paragraph("Dear"))],
    FileKind.MP3: [b"ID3\x04\x00...", b"\xff\xfb\x90\x64" + bytes(400)],
    FileKind.M4A: [b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom", b"\x00\x00\x00\x18ftypmp42" + bytes(100)],
    FileKind.WAV: [b"RIFF\x24\x00\x00\x00WAVEfmt "],
    FileKind.OGG: [b"OggS\x00\x02"],
    FileKind.FLAC: [b"fLaC\x00\x00"],
}
# What is not taken, whatever its name says.
OTHER = {
    "a program for Windows": b"MZ\x90\x00" + bytes(60) + b"%PDF-1.7",
    "a program for Linux": b"\x7fELF\x02\x01\x01" + bytes(60),
    "a script": b"#!/bin/sh\nrm -rf ~\n%PDF-1.7\n",
    "a page": b"<!DOCTYPE html><script>alert(1)</script>%PDF-",
    "a drawing with scripts": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "a packed file": b"PK\x03\x04" + bytes(30),
    "a spreadsheet": docx("").replace(b"word/document.xml", b"xl/xxworkbook.xml"),
    "a document with macros": docx(paragraph("a"), more={"word/vbaProject.bin": b"\xd0\xcf"}),
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "a film": b"\x00\x00\x00\x18ftypisom" + bytes(40) + b"hdlr" + bytes(8) + b"vide" + bytes(40),
    "a picture of a telephone": HEIC,
    "another picture": b"GIF89a" + bytes(20),
    "nothing": b"",
    "a text": "Dear Marian, 😀".encode(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_what_is_in_it(kind: FileKind) -> None:
    assert [telling.kind_of(data) for data in KINDS[kind]] == [kind] * len(KINDS[kind])


@pytest.mark.parametrize("name", OTHER)
def test_whatever_its_name_says_nothing_else_is_taken(name: str) -> None:
    assert telling.kind_of(OTHER[name]) is None
    assert telling.is_heic(OTHER[name]) == (OTHER[name] is HEIC)


@given(st.binary(max_size=600), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfb", b"\xff\xd8\xff", b"%PDF-"]))
def test_any_bytes_are_told_or_not_taken(data: bytes, head: bytes) -> None:
    kind = telling.kind_of(head + data)
    if kind in {FileKind.JPEG, FileKind.PNG}:
        try:
            cleaning.cleaned(kind, head + data)
        except cleaning.Unreadable:
            return


def points(data: bytes) -> bytes:
    opened = Image.open(io.BytesIO(data))
    opened.load()
    return opened.tobytes()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_every_point_and_its_turn_and_nothing_its_camera_said(mode: str, progressive: bool) -> None:  # noqa: FBT001
    taken = jpeg(6, mode, progressive=progressive)
    assert [name for name, word in PLANTED.items() if word in taken] == list(PLANTED)
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825)[2] == (51.0, 30.0, 26.0), "the place was not there"
    kept = cleaning.cleaned(FileKind.JPEG, taken)
    assert b"NEEDLE" not in kept
    said = Image.open(io.BytesIO(kept)).getexif()
    assert dict(said) == {0x0112: 6}
    assert said.get_ifd(0x8825) == {}
    assert points(kept) == points(taken)
    assert cleaning.cleaned(FileKind.JPEG, kept) == kept


def test_a_jpeg_that_stands_upright_says_nothing_at_all() -> None:
    assert b"Exif" not in cleaning.cleaned(FileKind.JPEG, jpeg(1))


def test_a_png_keeps_every_point_and_no_text() -> None:
    taken = png()
    assert [name for name, word in PLANTED.items() if word in taken] == [name for name in PLANTED if name != "profile"]
    assert Image.open(io.BytesIO(taken)).info["icc_profile"] == PLANTED["profile"] * 40
    kept = cleaning.cleaned(FileKind.PNG, taken)
    assert b"NEEDLE" not in kept
    opened = Image.open(io.BytesIO(kept))
    assert opened.info.keys() <= {"exif"}
    assert dict(opened.getexif()) == {0x0112: 3}
    assert points(kept) == points(taken)


@pytest.mark.parametrize("kind", [FileKind.JPEG, FileKind.PNG])
def test_a_picture_that_does_not_hold_together_is_not_kept(kind: FileKind) -> None:
    data = KINDS[kind][0]
    spoilt = data[:4] + b"\xff\xff" + data[6:] if kind is FileKind.JPEG else data[:40] + b"?" + data[41:]
    for bad in (spoilt, data[:20], data[:3] + bytes(40)):
        with pytest.raises(cleaning.Unreadable):
            cleaning.cleaned(kind, bad)


def test_metadata_that_lead_nowhere_turn_nothing() -> None:
    head = b"\xff\xd8\xff\xe1"
    for tiff in (
        b"II*\x00\xff\xff\xff\xff",
        b"MM\x00*\x00\x00\x00\x08\xff\xff",
        b"??",
        b"MM",
        b"II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x63\x00\x00\x00",
    ):
        body = b"Exif\x00\x00" + tiff
        made = head + (len(body) + 2).to_bytes(2, "big") + body + jpeg(1)[2:]
        assert b"Exif" not in cleaning.cleaned(FileKind.JPEG, made)


def test_marks_that_stand_alone_are_passed_over_and_anything_else_between_the_parts_is_no_picture() -> None:
    upright = jpeg(1)
    alone = upright[:2] + b"\xff\x01" + upright[2:]
    assert cleaning.cleaned(FileKind.JPEG, alone) == cleaning.cleaned(FileKind.JPEG, upright)
    with pytest.raises(cleaning.Unreadable):
        cleaning.cleaned(FileKind.JPEG, upright[:2] + b"\x01" + upright[2:])


def test_a_document_is_read_as_words() -> None:
    tabs = "<w:p><w:r><w:t>a &amp; b</w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p>"
    gone = "<w:p><w:del><w:delText>gone</w:delText></w:del></w:p>"
    notes = docx(paragraph("a note"))
    with zipfile.ZipFile(io.BytesIO(notes)) as packed:
        more = {"word/footnotes.xml": packed.read("word/document.xml")}
    drawn = '<v:shape xmlns:v="urn:elsewhere"><v:t>drawn</v:t></v:shape>'
    made = docx(paragraph("Dear ", "Marian,") + tabs + gone + drawn, more=more)
    assert word.text_of(made) == "Dear Marian,\na & b\tc\nd\n\na note"


def bomb() -> bytes:
    """A document of a few hundred kilobytes that unpacks to four hundred megabytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w") as part:
            for _time in range(400):
                part.write(b" " * (1 << 20))
    return made.getvalue()


def oddly_packed() -> bytes:
    """A document packed in a way that Word does not know."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as packed, zipfile.ZipFile(io.BytesIO(docx("a"))) as plain:
        packed.writestr("word/document.xml", plain.read("word/document.xml"))
    return made.getvalue()


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "/etc/passwd">]>'
HOSTILE = {
    "a word that stands for many": docx(paragraph("&b;"), before=LAUGHS),
    "a word from another file": docx(paragraph("&x;"), before=OUTSIDE),
    "a declaration": docx(paragraph("a"), before="<!DOCTYPE l>"),
    "tags in tags": docx("<w:p>" * 600 + "</w:p>" * 600),
    "no XML": docx("<w:p>"),
    "too much when unpacked": bomb(),
    "too many words": docx(paragraph("word " * 500_000)),
    "packed in another way": oddly_packed(),
    "cut short": docx(paragraph("word"))[:-40],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_and_costs_neither_memory_nor_time(name: str) -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(word.Hostile):
        word.text_of(HOSTILE[name])
    assert time.monotonic() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
