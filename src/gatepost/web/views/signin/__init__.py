"""Pages of the door, one module a part of it."""
