"""Puts new bytes in the place of a file: whole or not at all, and only over what was read."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


class RewriteError(OSError):
    """A file that was left as it was; the message says why."""


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace the content of ``path``, which was ``old`` when it was read, by ``new``.

    A symbolic link is followed, and stays one; the file behind it must be a regular one. The new content goes to a
    temporary file beside it, which then takes its name, so that a reader sees the old text or the new one.
    """
    target = Path(os.path.realpath(path))
    mode = _checked(target, old)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())  # the name must not reach the disk before the text, of which this is the only copy
        Path(name).chmod(mode)
        _keep_owner(target, name)
        os.replace(name, target)  # noqa: PTH105 (the same call, one object less)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _checked(target: Path, old: bytes) -> int:
    """The file's mode, once it is sure that it may be replaced."""
    try:
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RewriteError("is not a regular file, and was left as it is")
        if target.read_bytes() != old:
            raise RewriteError("changed while it was read, and was left as it is; run again")
    except FileNotFoundError:
        raise RewriteError("vanished while it was read") from None
    # Taking over a name needs no right to write the file that had it, so a read-only file must be told apart here.
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise RewriteError("is read-only, and was left as it is; make it writable or exclude it")
    return stat.S_IMODE(status.st_mode)


def _keep_owner(target: Path, name: str) -> None:
    """Give the new file the old one's owner and group, where the system has them and allows it."""
    if hasattr(os, "chown"):
        status = target.stat()
        with contextlib.suppress(PermissionError):
            os.chown(name, status.st_uid, status.st_gid)
