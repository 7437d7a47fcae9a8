# SPDX-License-Identifier: Apache-2.0
"""One line adds a field to any form: it is in the real window under its name, is kept, and leaves with the export."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

from dit_desktop.records.kinds import KINDS
from tests.records.test_forms import listed
from tests.tooling.every_form import PLACES
from tests.tooling.recipes import ROOT, Step, copy, follow

LINE = '    planted: Annotated[str, Field(_("Planted in {kind}"), section=_("Planted"))] = ""'
IN_THE_DIARY = {"Appointment", "Break"}  # written by booking, moving and saying what happened


def test_a_field_added_in_one_line_is_in_the_window_in_the_file_and_in_the_export(tmp_path: Path) -> None:
    placed = {kind.__name__ for kind in PLACES}
    assert listed().keys() - placed == IN_THE_DIARY
    checkout = copy(tmp_path / "checkout")
    for name in placed:
        file = Path(inspect.getfile(KINDS[name])).relative_to(ROOT).as_posix()
        follow(Step("A field", file, f"at the end of {name}", (LINE.format(kind=name),)), checkout)
    done = subprocess.run(
        [sys.executable, "-m", "tests.tooling.every_form", tmp_path],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    amiss = json.loads(done.stdout)
    assert amiss.keys() == placed
    assert {name: what for name, what in amiss.items() if what} == {}
    left = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.json"))
    assert [name for name in placed if f'"planted": "words of {name}"' not in left] == []
