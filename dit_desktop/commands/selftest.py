# SPDX-License-Identifier: Apache-2.0
"""The command that tries every part the program stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from dit_desktop.commands.terminal import DONE, REFUSED
from dit_desktop.documents import protect, style
from dit_desktop.documents.errors import WrongPassphrase
from dit_desktop.documents.letter import goodbye
from dit_desktop.i18n import _
from dit_desktop.paths import resource
from dit_desktop.records import example, instrument
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import Practice
from dit_desktop.store import selftest as vaults
from dit_desktop.store.errors import Refused
from dit_desktop.version import __version__

if TYPE_CHECKING:
    from argparse import Namespace

    from dit_desktop.commands.terminal import Terminal

_DAY = date(2026, 9, 3)


class _Part(NamedTuple):
    name: str
    try_it: Callable[[], str]


def _letter() -> bytes:
    return goodbye(Letter(salutation="Æ", opening="Ω ж ł é"), Practice(name="A"), _DAY, draft=True).data


def _reportlab() -> str:
    if protect.reopen(_letter()) < 1:
        raise Refused(_("A letter has no page."))
    return version("reportlab")


def _pdf_protect() -> str:
    passphrase = protect.new_passphrase()
    data = protect.protected(_letter(), passphrase)
    protect.reopen(data, passphrase)
    try:
        protect.reopen(data, passphrase + "-")
    except WrongPassphrase:
        return version("pikepdf")
    raise Refused(_("A protected letter opens with a wrong passphrase."))


def _fonts() -> str:
    for family in ("NotoSans", "NotoSerif"):
        for face in ("Regular", "Italic", "Bold", "BoldItalic"):
            found = style.glyphs(f"{family}-{face}")
            if not all(ord(letter) in found for letter in "aéłΩж–“"):
                raise Refused(_("The font {name} lacks letters.").format(name=f"{family}-{face}"))
    return __version__


def _resources() -> str:
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").glob("*.toml")}
    if not example.load(texts, _DAY):
        raise Refused(_("The example practice is missing."))
    measures = [instrument.read(path.read_text(encoding="utf-8")) for path in resource("instruments").glob("*.toml")]
    if not measures:
        raise Refused(_("The instruments are missing."))
    if not any(resource("icons").glob("*.svg")):
        raise Refused(_("The icons are missing."))
    return __version__


_PARTS = (
    _Part("sqlcipher", vaults.sqlcipher),
    _Part("argon2", vaults.argon2),
    _Part("reportlab", _reportlab),
    _Part("pdf-protect", _pdf_protect),
    _Part("fonts", _fonts),
    _Part("keyring-backend", vaults.keyring_backend),
    _Part("resources", _resources),
)


def selftest(_options: Namespace, terminal: Terminal) -> int:
    """Try every part and tell each in a line."""
    lines, parts = [], []
    for part in _PARTS:
        found, why = "?", ""
        try:
            found = part.try_it()
        except Refused as error:
            why = error.what
        except Exception as error:  # noqa: BLE001 - whatever is broken, its line must say so
            why = type(error).__name__
        lines.append(f"{part.name} {found} {f'FAILED {why}' if why else 'ok'}")
        parts.append({"part": part.name, "version": found, "ok": not why, "why": why})
    ok = all(part["ok"] for part in parts)
    terminal.answer("\n".join(lines), ok=ok, parts=parts)
    return DONE if ok else REFUSED
