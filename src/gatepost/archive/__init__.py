"""Screen an archive of drafts on one machine: a line in, a verdict out, in order and in flat memory."""
