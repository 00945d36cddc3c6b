"""Tests of the corpus and of what is learned from it."""
