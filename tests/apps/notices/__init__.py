"""Tests of notices, and of the letters that say that there are some."""
