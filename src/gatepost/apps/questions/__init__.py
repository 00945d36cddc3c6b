"""Asking SLT before one acts, and answers that are kept for others."""
