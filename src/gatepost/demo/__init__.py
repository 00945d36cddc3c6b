"""The drafts that `gatepost demo` screens, about the cast of the bundled policy pack."""
