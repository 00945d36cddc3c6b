"""Tests of what is done without anybody waiting for it."""
