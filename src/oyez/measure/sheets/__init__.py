"""Answers as tables to take along, each with how it was computed, for whom, and the address that asks it again."""
