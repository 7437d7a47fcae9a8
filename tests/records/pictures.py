# SPDX-License-Identifier: Apache-2.0
"""Files as they come: pictures with all that cameras write beside them, documents, and what only pretends to be one."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from PIL import Image, PngImagePlugin

# What a telephone says of itself, of the place and of the moment; each stands in another part of the file.
PLANTED: Final = {
    "maker": b"NEEDLEMAKER",
    "place": b"NEEDLEPLACE",
    "thumbnail": b"NEEDLETHUMB",
    "comment": b"NEEDLECOMMENT",
    "profile": b"NEEDLEPROFILE",
    "packet": b"NEEDLEPACKET",
    "end": b"NEEDLEAFTERTHEEND",
}
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _picture(mode: str = "RGB") -> Image.Image:
    """Forty points wide and twenty high, no two quarters alike."""
    made = Image.new("RGB", (40, 20), "white")
    for x, colour in enumerate(("red", "green", "blue", "black")):
        made.paste(colour, (x * 10, x * 5, x * 10 + 10, x * 5 + 5))
    return made.convert(mode)


def _exif(turned: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = turned
    made[0x010F] = PLANTED["maker"].decode()
    made[0x9286] = PLANTED["thumbnail"].decode()
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (51.0, 30.0, 26.0), "W", (0.0, 7.0, 39.0)
    place[29] = PLANTED["place"].decode()
    return made


def jpeg(turned: int = 6, mode: str = "RGB", *, progressive: bool = False) -> bytes:
    """A picture as a telephone makes it, held sideways."""
    made = io.BytesIO()
    _picture(mode).save(
        made,
        "JPEG",
        quality=90,
        progressive=progressive,
        exif=_exif(turned),
        comment=PLANTED["comment"],
        icc_profile=PLANTED["profile"] * 40,
        xmp=b"<x:xmpmeta>" + PLANTED["packet"] + b"</x:xmpmeta>",
    )
    return made.getvalue() + PLANTED["end"]


def png() -> bytes:
    """The same as a PNG, with a text that names somebody and a time."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", PLANTED["comment"].decode())
    said.add_itxt("XML:com.adobe.xmp", PLANTED["packet"].decode())
    made = io.BytesIO()
    _picture().save(made, "PNG", pnginfo=said, exif=_exif(3), icc_profile=PLANTED["profile"] * 40)
    return made.getvalue() + PLANTED["end"]


def flat_png(wide: int, high: int) -> bytes:
    """A few bytes that unpack to a picture of any size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(wide + 1)) for _line in range(min(high, 9_000_000 // wide))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def docx(body: str, *, more: dict[str, bytes] | None = None, before: str = "") -> bytes:
    """A Word document with this between its tags; `before` stands above all of it."""
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", xml)
        for name, data in (more or {}).items():
            packed.writestr(name, data)
    return made.getvalue()


def paragraph(*words: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in words) + "</w:p>"
