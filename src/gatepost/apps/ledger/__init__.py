"""What happened: events that cannot be altered unseen."""
