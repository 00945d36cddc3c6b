"""Addresses, read and never fetched."""
