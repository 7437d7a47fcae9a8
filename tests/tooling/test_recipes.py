# SPDX-License-Identifier: Apache-2.0
"""Every recipe of CONTRIBUTING.md is followed as it is written, and does what it says, and needs nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.practices import PASSPHRASE
from tests.tooling import recipes
from tests.tooling.recipes import PAGE, Step

RECIPES = {"A field", "A record", "An instrument", "A page", "An action", "A paper"}
STEPS = list(recipes.steps(PAGE.read_text("utf-8")))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = recipes.copy(tmp_path_factory.mktemp("recipes") / "checkout")
    for step in STEPS:
        recipes.follow(step, made)
    return made


def python(checkout: Path, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A Python of its own in the copy, which knows nothing of the checkout these tests are in."""
    left_out = ("COV", "PYTEST", "CI")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"}
    line = [sys.executable, *map(str, words)]
    return subprocess.run(
        line, cwd=checkout, env=environment, input=stdin, capture_output=True, text=True, check=False, timeout=120
    )


def program(checkout: Path, *words: object, stdin: str = "") -> Any:
    said = python(checkout, "-m", "dit_desktop", "--json", *words, stdin=stdin)
    assert said.returncode == 0, said.stdout + said.stderr
    return json.loads(said.stdout)


@pytest.fixture(scope="module")
def seen(checkout: Path) -> dict[str, Any]:
    """What the window showed."""
    said = python(checkout, "-m", "tests.tooling.trying", checkout.parent)
    assert said.returncode == 0, said.stdout + said.stderr
    return dict(json.loads(said.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def left(checkout: Path, seen: dict[str, Any]) -> Path:
    """The practice of the window as an export."""
    assert seen
    data, to = checkout.parent / "practice", checkout.parent / "export"
    program(checkout, "--data", data, "export", "--to", to, stdin=PASSPHRASE + "\n")
    return to


def records(left: Path, kind: str) -> list[dict[str, Any]]:
    schema = json.loads((left / "schema.json").read_text("utf-8"))
    found = []
    for path in (left / "clients").rglob("record.json"):
        exported = json.loads(path.read_text("utf-8"))
        jsonschema.validate(exported, schema)
        found += [record for record in exported["records"] if record["kind"] == kind]
    return found


def test_there_are_six_and_each_declares_in_one_place() -> None:
    assert {step.recipe for step in STEPS} == RECIPES
    for recipe in RECIPES:
        made = [step.file for step in STEPS if step.recipe == recipe and step.place == "new"]
        changed = {step.file for step in STEPS if step.recipe == recipe and step.place != "new"}
        assert len(made) <= 1
        assert len(changed) == (0 if recipe == "An instrument" else 1)


def test_a_recipe_that_does_not_fit_is_noticed(checkout: Path) -> None:
    block = (
        "**A field** is\n\n```python\n# dit_desktop/records/session.py, at the end of NoSuchRecord\n    x = 1\n```\n"
    )
    (step,) = recipes.steps(block)
    assert step == Step("A field", "dit_desktop/records/session.py", "at the end of NoSuchRecord", ("    x = 1",))
    with pytest.raises(AssertionError, match="has no NoSuchRecord"):
        recipes.follow(step, checkout)
    with pytest.raises(AssertionError, match="does not say where"):
        list(recipes.steps(block.replace(", at the end", " at the end")))


def test_the_checks_agree_with_what_was_written(checkout: Path) -> None:
    changed = sorted({step.file for step in STEPS if step.file.endswith(".py")})
    for words in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        said = python(checkout, "-m", "ruff", *words, *changed)
        assert said.returncode == 0, said.stdout
    planted = checkout / "dit_desktop" / "records" / "planted.py"
    planted.write_text("import os\n", "utf-8")
    assert python(checkout, "-m", "ruff", "check", "--no-cache", planted).returncode == 1
    planted.unlink()


def test_the_list_of_fields_grows_by_itself_and_everything_that_knows_all_kinds_agrees(checkout: Path) -> None:
    tests = ("tests/store/test_schema.py::test_the_list_of_fields_only_grows", "tests/records/test_forms.py")
    before = python(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests[0])
    assert before.returncode == 1
    said = python(checkout, "-m", "tools.fields")
    assert said.returncode == 0
    assert "SessionNote.weather" in said.stdout
    assert "Dream.told" in said.stdout
    after = python(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
    assert after.returncode == 0, after.stdout
    assert python(checkout, "-m", "tools.fields").stdout == ""


def test_a_field_is_in_the_form_under_its_name_in_the_reader_and_in_the_file(seen: dict[str, Any]) -> None:
    assert seen["controls"] == 1
    assert seen["after"] == "A storm, then light."
    assert "Weather in the room" in seen["beside"]
    assert "A storm, then light." in seen["beside"]


def test_a_field_is_in_the_export_and_in_its_schema(left: Path) -> None:
    assert "A storm, then light." in [note["fields"]["weather"] for note in records(left, "SessionNote")]
    schema = json.dumps(json.loads((left / "schema.json").read_text("utf-8")))
    assert '"title": "Weather in the room"' in schema


def test_a_record_is_kept_counted_and_exported(checkout: Path, left: Path) -> None:
    (dream,) = records(left, "Dream")
    assert dream["fields"] == {"told": "A house with no doors.", "came_to_mind": "School."}
    assert '"As it was told"' in (left / "schema.json").read_text("utf-8")
    found = program(checkout, "verify", checkout.parent / "practice", stdin=PASSPHRASE + "\n")
    assert (found["ok"], found["counts"]["Dream"]) == (True, 1)


def test_an_instrument_is_checked_and_scored(checkout: Path) -> None:
    (file,) = [step.file for step in STEPS if step.recipe == "An instrument"]
    assert program(checkout, "measure", "check", file)["mistakes"] == []
    found = program(checkout, "measure", "score", file, "--answers", "3,-,0")
    assert (found["total"], found["raw"], found["band"], found["caseness"]) == (11, 10.5, "some", True)
    said = python(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/records/test_instrument.py")
    assert said.returncode == 0, said.stdout


def test_a_page_stands_in_the_sidebar_and_the_menu_and_is_opened_by_its_keys(seen: dict[str, Any]) -> None:
    assert seen["page"] == "dreams"
    assert seen["told"] == "A house with no doors."
    assert seen["sidebar"] == {"words": "Dreams", "seen": True, "marked": True}
    assert "Dreams" in seen["menus"]["&Go"]


def test_an_action_stands_in_its_menu_and_is_done_by_its_keys(seen: dict[str, Any]) -> None:
    assert "Save at once" in seen["menus"]["&Practice"]
    assert (seen["before"], seen["after"]) == ("", "A storm, then light.")


def test_a_paper_is_offered_and_leaves_as_a_file_that_others_can_read(checkout: Path, seen: dict[str, Any]) -> None:
    assert seen["head"].startswith("A dream of ")
    assert "A dream" in seen["offered"]
    line = ["pdftotext", str(checkout.parent / "dream.pdf"), "-"]
    words = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    assert "A house with no doors." in words
    assert "School." not in words
