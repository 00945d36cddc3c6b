"""What pages about people ask, and in what words."""
