"""The pages of reading people in."""
