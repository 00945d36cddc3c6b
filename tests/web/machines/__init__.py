"""Pages of other systems."""
