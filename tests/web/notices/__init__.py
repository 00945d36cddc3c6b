"""Tests of one's notices, of when letters may come, and of one's calendar."""
