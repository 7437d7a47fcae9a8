# SPDX-License-Identifier: Apache-2.0
"""Tries an installed program, away from its source: run by the wheel's own Python with the checkout's path."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import dit_desktop
from dit_desktop.paths import resource
from dit_desktop.version import __version__

PASSPHRASE = "seven grey herons above the slow river"


def command(*arguments: str, answers: tuple[str, ...] = ()) -> str:
    """Run one command of the installed program and return what it printed."""
    line = [sys.executable, "-I", "-m", "dit_desktop", *arguments]
    typed = "".join(f"{answer}\n" for answer in answers)
    done = subprocess.run(line, input=typed, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


def main(checkout: Path) -> None:
    """Ask the program for its version and its parts, then make, verify and export an example vault."""
    places = [Path(str(dit_desktop.__file__)).resolve(), resource("fonts").resolve(), resource("icons").resolve()]
    assert not any(place.is_relative_to(checkout) for place in places), places
    assert all(place.exists() for place in places), places
    assert command("--version") == f"dit-desktop {__version__}\n"
    parts = command("selftest")
    assert "FAILED" not in parts, parts
    with tempfile.TemporaryDirectory() as name:
        vault, papers = str(Path(name, "vault")), Path(name, "papers")
        made = json.loads(command("--data", vault, "--json", "create", "--example", answers=(PASSPHRASE,)))
        assert made["ok"], made
        seen = json.loads(command("--json", "verify", vault, answers=(PASSPHRASE,)))
        assert seen["ok"], seen
        assert seen["vault_id"] == made["vault_id"]
        command("--data", vault, "export", "--to", str(papers), answers=(PASSPHRASE,))
        assert json.loads((papers / "manifest.json").read_text("utf-8"))
    print(f"dit-desktop {__version__} works from {places[0].parent}\n{parts}", end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
