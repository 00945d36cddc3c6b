"""Posts: checked before they go out. Nothing of one is kept here yet but how many there were in a day."""
