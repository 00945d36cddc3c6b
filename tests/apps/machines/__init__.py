"""Tests of other systems: tokens, webhooks, what is asked once."""
