# SPDX-License-Identifier: Apache-2.0
"""Collects the licence texts of everything the program carries into resources/licences: `python -m tools.licences`."""

import re
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from tools import environment, platforms

TEXTS = environment.ROOT / "resources" / "licences"
# What wheels lack or bundle without saying so, and the parts that are no wheels.
BY_HAND = environment.ROOT / "packaging" / "licences"
# Parts of the frozen program and of resources/ that no lock names: licence, home, text.
PARTS = {
    "lucide": ("ISC AND MIT", "https://lucide.dev", "resources/icons/LICENSE"),
    "noto": ("OFL-1.1", "https://notofonts.github.io", "resources/fonts/OFL.txt"),
    "pyinstaller": ("GPL-2.0-or-later WITH Bootloader-exception", "https://pyinstaller.org", ""),
    "python": ("PSF-2.0", "https://www.python.org", ""),
}
# Where a wheel's own words are missing or are not an expression.
_LICENCES = {
    "deprecated": "MIT",
    "jaraco-classes": "MIT",
    "backports-tarfile": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sqlcipher3": "Zlib AND BSD-3-Clause AND Apache-2.0",
    "wrapt": "BSD-2-Clause",
    "zxcvbn": "MIT",
}
_FILES = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)


class Carried(NamedTuple):
    """What one distribution says of itself, and its licence texts by file name."""

    licence: str
    home: str
    texts: dict[str, str]


def locked() -> list[str]:
    """The names of all distributions that the program needs on one system or another, each once."""
    lock = environment.requirements("run").read_text("utf-8")
    return sorted(set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)))


def _from_files(name: str, metadata: str, files: dict[str, str]) -> Carried:
    said = HeaderParser().parsestr(metadata)
    licence = _LICENCES.get(name) or said["License-Expression"] or said["License"] or ""
    homes = dict(line.split(", ", 1) for line in said.get_all("Project-URL", []))
    kept = ("Homepage", "homepage", "Home", "Source", "source", "Source Code", "Repository", "GitHub")
    home = next((homes[label] for label in kept if label in homes), said["Home-page"] or "")
    return Carried(licence.strip().splitlines()[0] if licence.strip() else "", home, files)


def _installed(name: str) -> Carried:
    found = distribution(name)
    files = {}
    for file in found.files or []:
        inside = file.as_posix().partition(".dist-info/")[2]
        if inside and _is_text(inside):
            files[inside] = _words(Path(str(found.locate_file(file))).read_bytes())
    return _from_files(name, str(found.read_text("METADATA")), files)


def _fetched(name: str) -> Carried:
    """The same from a wheel of another system, which pip brings and whose digest it compares."""
    lock = environment.requirements("run").read_text("utf-8")
    for platform in platforms.PLATFORMS:
        lines = [line for line in platforms.applicable(lock, platform, "3.11") if line.startswith(f"{name}==")]
        with tempfile.TemporaryDirectory() as folder:
            if not lines or not platforms.download(lines, platform, "3.11", Path(folder)):
                continue
            with zipfile.ZipFile(next(Path(folder, "wheels").glob("*.whl"))) as wheel:
                inside = {entry.partition(".dist-info/")[2]: entry for entry in wheel.namelist()}
                texts = {short: _words(wheel.read(entry)) for short, entry in inside.items() if _is_text(short)}
                return _from_files(name, wheel.read(inside["METADATA"]).decode(), texts)
    raise LookupError(name)


def _words(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:  # the older ones
        return data.decode("latin-1")


def _is_text(inside: str) -> bool:
    return bool(_FILES.search(inside)) and not inside.endswith(("/", ".py", ".json"))


def carried(name: str) -> Carried:
    """What a distribution carries, completed by hand where it carries too little."""
    try:
        found = _installed(name)
    except PackageNotFoundError:
        found = _fetched(name)
    by_hand = {file.name: file.read_text("utf-8") for file in sorted((BY_HAND / name).glob("*.txt"))}
    return found._replace(texts=found.texts | by_hand)


def text(name: str, found: Carried) -> str:
    """One file for one distribution: what it is, then every text under its name."""
    head = f"{name}\nLicence: {found.licence}\n{found.home}\n"
    titles = {title: re.sub(r"^(\d-|licenses/)|\.txt$", "", title) for title in found.texts}
    parts = [f"\n{'=' * 40}\n{titles[title]}\n{'=' * 40}\n\n{words.strip()}\n" for title, words in found.texts.items()]
    # Line ends and form feeds as on paper; an address of a package registry is no part of a licence.
    return (head + "".join(parts)).replace("\r\n", "\n").replace("\f", "\n")


def _part(name: str) -> Carried:
    licence, home, file = PARTS[name]
    texts = {path.name: path.read_text("utf-8") for path in sorted((BY_HAND / name).glob("*.txt"))}
    if file:
        texts[Path(file).name] = (environment.ROOT / file).read_text("utf-8")
    return Carried(licence, home, texts)


def main() -> int:
    """Write every text anew and tell what has none."""
    TEXTS.mkdir(exist_ok=True)
    found = {name: carried(name) for name in locked()} | {name: _part(name) for name in PARTS}
    for old in TEXTS.glob("*.txt"):
        old.unlink()
    for name, what in sorted(found.items()):
        (TEXTS / f"{name}.txt").write_text(text(name, what), "utf-8", newline="\n")
        print(f"{name:22} {what.licence:40} {sum(map(len, what.texts.values())):7} characters")
    empty = [name for name, what in found.items() if not what.texts or not what.licence]
    print("Without a text or a licence: " + ", ".join(empty) if empty else f"{len(found)} texts")
    return int(bool(empty))


if __name__ == "__main__":
    sys.exit(main())
