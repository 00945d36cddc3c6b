"""Posts: checked before they go out, of which nothing is kept but a day's count; and those that were sent for a decision."""
