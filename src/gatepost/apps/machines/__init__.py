"""Other systems: the tokens with which they ask, and the hooks by which they are told."""
