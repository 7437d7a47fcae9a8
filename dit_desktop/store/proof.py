# SPDX-License-Identifier: Apache-2.0
"""Groups of a code known again without the code: each has a tag that only whoever has the data key can compare.

Seven groups of twenty bits could be guessed one by one, were their tags not made with the
data key; whoever has that needs no code.
"""

from __future__ import annotations

import hmac
from typing import Final

from dit_desktop.store.typed import alike

GROUPS: Final = 7
_TAG: Final = 8
ALL: Final = GROUPS * _TAG


def tags(key: bytearray, salt: bytes, code: str) -> bytes:
    """The tags of all groups of a code, one after the other."""
    letters = alike(code)
    return b"".join(_tag(key, salt, at, letters[4 * at : 4 * at + 4]) for at in range(GROUPS))


def fits(key: bytearray, salt: bytes, known: bytes, number: int, group: str) -> bool:
    """Whether a group is the one at this place, counted from 0."""
    return hmac.compare_digest(_tag(key, salt, number, alike(group)), known[_TAG * number : _TAG * (number + 1)])


def _tag(key: bytearray, salt: bytes, number: int, group: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - 30 ms the unlock page can spare
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    info = f"dit-desktop group {number + 1} {group}".encode("utf-8", "surrogatepass")
    return HKDF(algorithm=SHA256(), length=_TAG, salt=salt, info=info).derive(key)
