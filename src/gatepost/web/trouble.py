"""What is the matter with a database or a disk, in words, and the fix. A library's own words may hold a row's values."""

from __future__ import annotations

import errno

_LOOK = "Run: gatepost doctor"
_ADDRESS = "Start PostgreSQL, or check the host and port in DATABASE_URL."
# fmt: off
_DATABASE = (
    ("unable to open database file", "the database file cannot be opened", "Check that GATEPOST_DATA is a folder which the user that runs Gatepost may write to."),
    ("readonly database", "the database can only be read", "Give the data folder and the files in it to the user that runs Gatepost, and check that the disk is not mounted read-only."),
    ("disk i/o error", "the disk does not take or give what it should", "Check the disk and its room; nothing half done was kept."),
    ("disk is full", "the disk is full", "Make room on the disk of the data folder; nothing half done was kept."),
    ("no space left", "the disk is full", "Make room on the disk of the database; nothing half done was kept."),
    ("is locked", "another program holds the database", "Wait for it (an import, a backup) or end it, then try again."),
    ("not a database", "the database file is damaged or is no database", "Restore the newest backup: see docs/operating.md."),
    ("malformed", "the database file is damaged", "Restore the newest backup: see docs/operating.md."),
    ("no such table", "the database has no tables yet", "Run: gatepost migrate"),
    ("does not exist", "the database, one of its tables or its user does not exist", "Create it, or check the name in DATABASE_URL; then run: gatepost migrate"),
    ("password authentication failed", "the database refuses the user or password", "Check DATABASE_URL."),
    ("not known", "the database's host is not known", "Check DATABASE_URL."),
    ("resolve", "the database's host is not known", "Check DATABASE_URL."),
    ("refused", "no database answers there", _ADDRESS),
    ("timeout", "the database does not answer in time", _ADDRESS),
    ("connection", "the database cannot be reached", _ADDRESS),
)
_DISK = {
    errno.EACCES: ("a file or folder may not be written to", "Give the data folder and all in it to the user that runs Gatepost."),
    errno.EPERM: ("a file or folder may not be written to", "Give the data folder and all in it to the user that runs Gatepost."),
    errno.EROFS: ("the disk can only be read", "Mount the disk of the data folder for writing, or name another with GATEPOST_DATA."),
    errno.ENOSPC: ("the disk is full", "Make room on the disk of the data folder; nothing half done was kept."),
    errno.EDQUOT: ("the disk is full", "Make room on the disk of the data folder; nothing half done was kept."),
    errno.ENOTDIR: ("a file stands where a folder should be", "Name another folder, or move that file away."),
    errno.EEXIST: ("a file stands where a folder should be", "Name another folder, or move that file away."),
}
# fmt: on


def database_trouble(problem: BaseException) -> tuple[str, str]:
    """What a database's error means, and what to do."""
    said = str(problem).lower()
    for sign, what, fix in _DATABASE:
        if sign in said:
            return f"{what[0].upper()}{what[1:]}", fix
    return f"The database does not do what is asked of it ({type(problem).__name__})", _LOOK


def disk_trouble(problem: OSError) -> tuple[str, str]:
    """What a disk's error means, and what to do; the file is named, for it is the installation's own."""
    what, fix = _DISK.get(problem.errno or 0, (f"the disk does not do what is asked of it ({problem.strerror})", _LOOK))
    named = f": {problem.filename}" if problem.filename else ""
    return f"{what[0].upper()}{what[1:]}{named}", fix
