"""Words and what they mean together: the phrases, the patterns, the small model."""
