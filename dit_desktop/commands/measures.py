# SPDX-License-Identifier: Apache-2.0
"""The commands for instrument files: whether one is sound, and what answers come to by it."""

from __future__ import annotations

import json
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dit_desktop.commands.terminal import DONE, REFUSED, Unusable, text_of
from dit_desktop.i18n import _
from dit_desktop.records.declared import THE_FILE, Mistake, Number, Unsound
from dit_desktop.records.instrument import Instrument, read
from dit_desktop.records.measure import Blank, Score, WrongAnswer, answers, score

if TYPE_CHECKING:
    from argparse import Namespace

    from dit_desktop.commands.terminal import Terminal


def check(options: Namespace, terminal: Terminal) -> int:
    """One line for every mistake in an instrument file."""
    found = _instrument(options.file, terminal)
    if found is None:
        return REFUSED
    if terminal.json_wanted:
        terminal.answer("", mistakes=[])
    else:
        terminal.say(_("{title} can be used.").format(title=found.title))
    return DONE


def score_answers(options: Namespace, terminal: Terminal) -> int:
    """The score of the answers; without any, that of an empty form."""
    instrument = _instrument(options.file, terminal)
    if instrument is None:
        return REFUSED
    try:
        given = answers(options.answers) if options.answers is not None else _blank(instrument)
        found = _plain(instrument, score(instrument, given))
    except WrongAnswer as error:
        raise Unusable("--answers", str(error)) from error
    terminal.answer(json.dumps(found, sort_keys=True), **found)
    return DONE


def _instrument(name: str, terminal: Terminal) -> Instrument | None:
    """The instrument in a file; None if there are mistakes in it, which were told."""
    try:
        return read(text_of(name))
    except Unsound as error:
        found = error.mistakes
    except Unusable as error:
        found = (Mistake(THE_FILE, error.what),)
    lines = [f"{each.where}: {each.what}" for each in found]
    terminal.answer("\n".join(lines), ok=False, mistakes=[asdict(each) for each in found])
    return None


def _blank(instrument: Instrument) -> tuple[Blank, ...]:
    return (Blank.MISSING,) * (len(instrument.items) or len(instrument.scales))


def _plain(instrument: Instrument, found: Score) -> dict[str, Any]:
    """The score as JSON knows it."""
    made: dict[str, Any] = {
        "total": _number(found.total),
        "raw": _number(found.raw),
        "prorated": found.prorated,
        "band": found.band or None,
        "caseness": found.caseness,
        "flag": found.flag,
    }
    if len(instrument.scales) > 1:  # which have no total
        made["scores"] = [_number(each) for each in found.scores]
    elif found.of != instrument.scales[0].high:  # an item does not apply
        made["of"] = _number(found.of)
    return made


def _number(found: Number | Fraction | None) -> int | float | None:
    """A number as JSON has it: whole where it is, else the nearest there is."""
    if found is None:
        return None
    return int(found) if found == int(found) else float(found)
