# SPDX-License-Identifier: Apache-2.0
"""A finished paper, as the export page and the commands receive it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paper:
    """One PDF in memory and what the therapist should know before it goes out.

    `missing` names the characters that could not be drawn and were left out; `notes`
    are sentences to show beside the preview.  Neither keeps the paper from being used.
    """

    title: str
    data: bytes = field(repr=False)
    pages: int
    missing: list[str]
    notes: list[str]
