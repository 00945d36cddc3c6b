"""The figures of the site: its first page under load, and how soon it answers."""
