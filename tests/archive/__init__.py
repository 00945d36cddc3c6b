"""Tests of the archive: scanning, going on, and scoring."""
