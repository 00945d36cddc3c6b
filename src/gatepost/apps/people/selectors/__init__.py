"""Reads, already limited to what the person may see."""
