"""The page for checking a post, and the self-check."""
