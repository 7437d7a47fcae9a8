# SPDX-License-Identifier: Apache-2.0
"""Chooses the versions of everything the program and its checks need, for every platform at once."""

import re
import subprocess

from tools import environment

# What dev.py makes sure of before it reads the lock, so that its lines need not say it.
_SURE = re.compile(r"""( and )?platform_python_implementation == 'CPython'(?(1)| and )""")
_PYTHON_BOUND = re.compile(
    r"""python_full_version < '3\.15' and | ?; python_full_version < '3\.15'(?= \\$)""", re.MULTILINE
)


def write() -> int:
    """Write the lock files and return the exit code of the resolver."""
    for kind in environment.KINDS:
        command = [str(environment.interpreter().parent / "uv"), "pip", "compile", "pyproject.toml"]
        command += ["--universal", "--python-version", "3.11", "--only-binary", ":all:", "--generate-hashes"]
        command += ["--upgrade", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command += ["--group", kind, "--constraints", "requirements/run.txt"] if kind != "run" else []
        done = subprocess.run(command, cwd=environment.ROOT, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            return done.returncode
        lines = _PYTHON_BOUND.sub("", _SURE.sub("", done.stdout))
        (environment.ROOT / "requirements" / f"{kind}.txt").write_text(lines, "utf-8", newline="\n")
        print(f"Wrote requirements/{kind}.txt")
    return 0


def check_platforms() -> int:
    """Download every locked wheel for every platform and Python, and return 1 if one is missing."""
    return environment.python("-m", "tools.platforms")
