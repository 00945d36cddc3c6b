"""Reading people in from files."""
