# SPDX-License-Identifier: Apache-2.0
"""What executors are left, under its code: what draws it is loaded when it is made, and nobody waits for it before."""

from __future__ import annotations

from datetime import datetime

from dit_desktop.documents.errors import DoesNotOpen
from dit_desktop.records.executors import Find


def packed(find: Find, code: str, moment: datetime) -> bytes:
    """The pack as it stands at a moment, in the therapist's own time, opened again before it is handed over."""
    from dit_desktop.documents.pack import executors_pack  # noqa: PLC0415 - ReportLab takes a tenth of a second
    from dit_desktop.documents.protect import protected, reopen  # noqa: PLC0415

    paper = executors_pack(find, moment)
    data = protected(paper.data, code)
    if reopen(data, code) != paper.pages:
        raise DoesNotOpen
    return data
