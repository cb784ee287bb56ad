"""Writes of the contact rules: one file a verb."""
