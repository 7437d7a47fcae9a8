# SPDX-License-Identifier: Apache-2.0
"""Shows that every platform and Python gets a locked wheel of everything: `dev.py lock --check-platforms`."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from packaging.requirements import Requirement

from tools import environment

# What pip calls each platform; several tags, because wheels name the oldest system they run on.
PLATFORMS = {
    "Linux x86_64": (
        {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix", "platform_system": "Linux"},
        ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    ),
    "Windows x64": (
        {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt", "platform_system": "Windows"},
        ("win_amd64",),
    ),
    "Windows arm64": (
        {"sys_platform": "win32", "platform_machine": "ARM64", "os_name": "nt", "platform_system": "Windows"},
        ("win_arm64",),
    ),
    "macOS arm64": (
        {"sys_platform": "darwin", "platform_machine": "arm64", "os_name": "posix", "platform_system": "Darwin"},
        ("macosx_14_0_arm64", "macosx_13_0_arm64", "macosx_13_0_universal2"),
    ),
    "macOS x86_64": (
        {"sys_platform": "darwin", "platform_machine": "x86_64", "os_name": "posix", "platform_system": "Darwin"},
        ("macosx_14_0_x86_64", "macosx_13_0_x86_64", "macosx_13_0_universal2"),
    ),
}
PYTHONS = ("3.11", "3.12", "3.13")


def applicable(lock: str, platform: str, python: str) -> list[str]:
    """The lines of a lock file that hold on another platform, without their conditions.

    pip asks its own interpreter about conditions, even when it downloads for another one.
    """
    surroundings = {**PLATFORMS[platform][0], "python_version": python, "python_full_version": f"{python}.0"}
    surroundings |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    lines = []
    for entry in lock.replace("\\\n", " ").splitlines():
        requirement, *hashes = entry.split(" --hash=")
        wanted = Requirement(requirement)
        if wanted.marker is None or wanted.marker.evaluate(surroundings):
            digests = "".join(f" --hash={digest.strip()}" for digest in hashes)
            lines.append(f"{wanted.name}{wanted.specifier}{digests}")
    return lines


def download(lines: list[str], platform: str, python: str, folder: Path) -> bool:
    """Let pip fetch the lines' wheels for another platform, comparing their hashes."""
    listed = folder / "requirements.txt"
    listed.write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--implementation", "cp", "--python-version", python]
    command += [f"--platform={tag}" for tag in PLATFORMS[platform][1]]
    command += ["--dest", str(folder / "wheels"), "--requirement", str(listed)]
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """Try every lock file on every platform and Python."""
    failed = False
    for kind in environment.KINDS:
        lock = (environment.ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")
        for platform in PLATFORMS:
            for python in PYTHONS:
                began = time.monotonic()
                lines = applicable(lock, platform, python)
                with tempfile.TemporaryDirectory() as folder:
                    good = download(lines, platform, python, Path(folder))
                    size = sum(wheel.stat().st_size for wheel in Path(folder).glob("wheels/*")) / 1e6
                failed = failed or not good
                print(
                    f"{'ok    ' if good else 'FAILED'} {kind:7} {platform:13} Python {python}:"
                    f" {len(lines)} wheels, {size:.0f} MB, {time.monotonic() - began:.0f} s",
                    flush=True,
                )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
