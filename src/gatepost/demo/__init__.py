"""The made-up Fernleigh Federation: who is in it, what happened there, and how it comes into a database."""
