# SPDX-License-Identifier: Apache-2.0
"""A US keyboard with further letters on keys nobody has; xdotool's own remapping loses some of them."""

from __future__ import annotations

import re

_FURTHER = "‘’“”–—…·£€×→≤≥éèêëáàâäåæçíìîïñóòôöøœúùûüßÉÈÊËÁÀÂÄÅÆÇÍÌÎÏÑÓÒÔÖØŒÚÙÛÜשלום🙂👩👧𠜎\u200d"


def with_further_letters(layout: str, keys_there: str) -> str:
    """An XKB layout with two further letters on each key above F12, of which `keys_there` lists the names."""
    names = re.findall(r"<(I\d+|FK1[3-9]|FK2\d)>\s*=", keys_there)
    pairs = [_FURTHER[first : first + 2] for first in range(0, len(_FURTHER), 2)]
    keys = " ".join(
        f"replace key <{name}> {{ [ {', '.join(f'U{ord(letter):04X}' for letter in pair)} ] }};"
        for name, pair in zip(names[: len(pairs)], pairs, strict=True)
    )
    return re.sub(r"xkb_symbols\s*\{[^}]*", lambda found: f"{found[0]} {keys} ", layout, count=1)
