# SPDX-License-Identifier: Apache-2.0
"""No picture of this process's memory is kept when it dies: keys and open records would stand in it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

# Linux hands a dump to a program of the system's even where nothing may be written, unless the limit is exactly 1.
_LEAST: Final = 1 if sys.platform == "linux" else 0
_NO_BOX, _NO_HEAP = 0x0002, 0x0001  # SEM_NOGPFAULTERRORBOX, WER_FAULT_REPORTING_FLAG_NOHEAP


def forbid_dumps() -> None:
    """Let the system keep none of this process, nor of any that takes its place or is started by it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - 10 ms that no other system needs

        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | _NO_BOX)
        kernel.WerSetFlags(_NO_HEAP)
        return
    import resource  # noqa: PLC0415 - not on Windows

    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    limit = _LEAST if most == resource.RLIM_INFINITY else min(_LEAST, most)
    with suppress(OSError, ValueError):  # a system that has no such limit keeps no dumps
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
