# SPDX-License-Identifier: Apache-2.0
"""What strace saw of a program and all it started: its sockets, every byte it wrote into a file, every name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.journeys.needles import codings

# Every call by which bytes or names can reach a disk, and those that make sockets.
_WRITES: Final = ("write", "writev", "pwrite64", "pwritev", "pwritev2")
_COPIES: Final = ("sendfile", "copy_file_range", "splice")
_NAMES: Final = (
    *("open", "openat", "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat"),
    *("symlink", "symlinkat", "setxattr", "lsetxattr", "fsetxattr", "mknod", "mknodat"),
)
_SOCKETS: Final = ("socket", "socketpair", "connect")
_LONGEST: Final = 1 << 22  # bytes of one call that are kept; one that writes more is told
_NO_FILE: Final = re.compile(r"^(socket|pipe|anon_inode):")
_CALL: Final = re.compile(r"^\d+ +(\w+)\((.*)")  # small process numbers are padded
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_HELD: Final = re.compile(r"<((?:\\x[0-9a-f]{2})*)>")


def watched(log: Path) -> list[str]:
    """What is put before a command to trace it; all texts are in hexadecimal, descriptors with what they lead to."""
    calls = ",".join((*_SOCKETS, *_WRITES, *_COPIES, *_NAMES, "mmap"))
    how = ["--follow-forks", "--seccomp-bpf", "--quiet=all", "--signal=none", "--decode-fds=path"]
    return ["strace", *how, "--strings-in-hex=all", f"--string-limit={_LONGEST}", f"--trace={calls}", "-o", str(log)]


@dataclass
class Traced:
    """What was done, in one stretch of a trace."""

    families: set[str] = field(default_factory=set)
    peers: set[str] = field(default_factory=set)  # where it was connected to
    written: defaultdict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))  # by file, in order
    sources: set[str] = field(default_factory=set)  # files the system itself copied from
    mapped: set[str] = field(default_factory=set)  # files that could be written without a call
    names: set[str] = field(default_factory=set)  # files, folders and links that were made or opened for writing

    def found(self, words: Sequence[str]) -> set[tuple[str, str, str]]:
        """Which words were written where, in which coding; a name that was given counts as much."""
        places = {**self.written, **{f"the name {name}": bytearray(name.encode()) for name in self.names}}
        forms = [(word, coding, form) for word in words for coding, many in codings(word).items() for form in many]
        return {(place, coding, word) for place, data in places.items() for word, coding, form in forms if form in data}

    def take(self, line: str) -> None:
        """Take in one line of a trace."""
        call = _CALL.match(line)
        if call is None:  # the end of a call that was begun before, or of a process
            return
        name, rest = call.groups()
        texts = [_plain(text) for text, _cut in _TEXT.findall(rest)]
        held = [_plain(text).decode(errors="surrogateescape") for text in _HELD.findall(rest)]
        if name in ("socket", "socketpair"):
            self.families.add(rest.partition(",")[0])
        elif name == "connect":
            self.peers.update(text.decode(errors="replace").lstrip("\0@") for text in texts)
        elif name in _WRITES:
            assert not re.search(r'"\.\.\.', rest), "more was written at once than is kept of it"
            if held and not _NO_FILE.match(held[0]):
                self.written[held[0]] += b"".join(texts)
        elif name in _COPIES:
            self.sources.update(path for path in held if not _NO_FILE.match(path))
        elif name == "mmap":
            if "MAP_SHARED" in rest and "PROT_WRITE" in rest:
                self.mapped.update(held)
        elif not name.startswith("open") or re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE", rest):
            self.names.update(text.decode(errors="surrogateescape") for text in texts)


def traced(lines: Iterable[str], divided_by: str = "") -> tuple[Traced, Traced]:
    """What was done before a file of that name was made, and what after it."""
    before, after = Traced(), Traced()
    now, mark = before, divided_by.encode()
    for line in lines:
        if divided_by and now is before and any(_plain(text).endswith(mark) for text, _cut in _TEXT.findall(line)):
            now = after
        now.take(line)
    return before, after


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
