"""How much memory a process holds, and a limit to it: by the system where it has one, by watching everywhere."""

from __future__ import annotations

import subprocess
import sys

_SPARE = 256 << 20
"""Address space that a process may take beyond its limit: libraries map more than they use."""


def resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 when it cannot be told."""
    try:
        if sys.platform == "linux":
            return _pages(pid)[1]
        if sys.platform == "win32":
            return _windows(pid)
        found = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return int(found.stdout.strip() or 0) * 1024
    except (OSError, ValueError, IndexError):
        return 0


def limit_memory(limit: int) -> None:
    """Let allocations beyond ``limit`` fail in this process, so that the document fails and not the process.

    Only Linux counts address space in a way that makes this work; elsewhere the parent's watching has to do.
    """
    if not limit or sys.platform != "linux":
        return
    import resource

    size = _pages("self")[0] + limit + _SPARE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _pages(pid: int | str) -> tuple[int, int]:
    """Address space and resident memory, in bytes."""
    import resource

    with open(f"/proc/{pid}/statm", "rb") as file:
        size, held = file.read().split()[:2]
    page = resource.getpagesize()
    return int(size) * page, int(held) * page


def _windows(pid: int) -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD)] + [
            (name, ctypes.c_size_t) for name in ("peak", "held", "a", "b", "c", "d", "pagefile", "peak_pagefile")
        ]

    windll = ctypes.windll  # type: ignore[attr-defined,unused-ignore] # exists on Windows alone
    handle = windll.kernel32.OpenProcess(0x0410, False, pid)
    counters = Counters(cb=ctypes.sizeof(Counters))
    windll.psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    windll.kernel32.CloseHandle(handle)
    return int(counters.held)
