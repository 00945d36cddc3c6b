"""People of the roll, found however their names are written."""
