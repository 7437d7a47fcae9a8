# SPDX-License-Identifier: Apache-2.0
"""Words for invented notes: a built list, drawn as often as words of a language are."""

from __future__ import annotations

import itertools
import random

from dit_desktop.paths import resource

# The commonest words first: in any language a few dozen make up half of what is written.
_COMMON = """
    the of and to a in she was that he it her with as had for not on at but his they him were be is you which by
    have from this we when all so what there would been if or their one who an my no could me them like about then
    how into than time up out after our more said before own without some over still felt mother father again today
""".split()  # noqa: SIM905 - words are read best as a text
_ENDINGS = ("", "s", "ed", "ing", "er", "ly", "less", "ness", "like", "ish")


class Vocabulary:
    """Some ten thousand words, the n-th of them drawn about as often as 1 / n."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        stems = resource("words", "en.txt").read_text(encoding="utf-8").split()
        rare = [stem + ending for ending in _ENDINGS for stem in stems]
        self._random.shuffle(rare)
        self.words = [*_COMMON, *rare]
        # Mandelbrot's shift keeps the very first words from taking everything.
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def text(self, length: int) -> str:
        """So many words in sentences."""
        drawn = self._random.choices(self.words, cum_weights=self._weights, k=length)
        said = []
        for start in range(0, length, 14):
            sentence = " ".join(drawn[start : start + 14])
            said.append(sentence[0].upper() + sentence[1:] + ".")
        return " ".join(said)
