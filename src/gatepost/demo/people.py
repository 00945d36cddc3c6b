"""Everybody of the made-up federation, the same every time."""

from __future__ import annotations

from functools import cache

from gatepost.demo import grownups, workers
from gatepost.demo.children import homes, rooms
from gatepost.demo.grownups import Directory
from gatepost.demo.nouns import People


@cache
def everybody() -> People:
    """The children, the adults at home and at school, and what they are to each other."""
    families, directory = homes(), Directory()
    workers.enter(directory)
    grownups.fill(directory, families)
    posts = tuple(workers.posts(directory, families))
    children = tuple(child for home in families for child in home.children)
    return People(children, directory.grownups, tuple(directory.ties), posts, rooms())
