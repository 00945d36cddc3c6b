"""How much a file may hold. What is larger is refused with a word about it, before it costs memory."""

from __future__ import annotations

MEGABYTE = 1_000_000

ENTRIES = 200  # files in a zip; a full OneRoster has twenty
DIRECTORY = 256_000  # bytes of a zip's list of its files
UNPACKED = 500 * MEGABYTE
RATIO = 200  # times smaller by packing; real rolls pack to a tenth
SMALL = MEGABYTE  # below this an odd ratio does no harm
ROWS = 1_000_000
COLUMNS = 500
CELL = 5_000  # characters
