# SPDX-License-Identifier: Apache-2.0
"""What a wheel made of this checkout carries."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
PLANTED = "resources/planted/of the test.txt"


def files(folder: Path) -> set[str]:
    """The files below a folder, with its name."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder.parent).as_posix() for path in found}


def test_the_wheel_carries_the_package_and_every_resource(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for name in ("dit_desktop", "resources"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    (checkout / PLANTED).parent.mkdir()
    (checkout / PLANTED).write_text("planted", "utf-8")
    line = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(line, cwd=checkout, capture_output=True, check=True, timeout=120)
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        carried = set(wheel.namelist())
    package = {name for name in files(checkout / "dit_desktop") if not name.endswith("ruff.toml")}
    resources = {f"dit_desktop/{name}" for name in files(checkout / "resources")}
    assert f"dit_desktop/{PLANTED}" in resources
    assert len(package) > 100
    assert {name for name in carried if not name.split("/")[0].endswith(".dist-info")} == package | resources
