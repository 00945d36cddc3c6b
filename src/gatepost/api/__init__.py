"""How other systems talk to this one: the same verbs as the pages, by tokens instead of sessions."""
