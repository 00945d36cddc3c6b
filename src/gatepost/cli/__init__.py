"""The command line: thin edges over the checker, the archive and the policy."""
