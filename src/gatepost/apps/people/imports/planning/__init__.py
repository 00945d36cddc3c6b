"""From a roster and what the site holds to a plan of changes. Pure: values in, a value out."""

from gatepost.apps.people.imports.planning.whole import plan

__all__ = ["plan"]
