"""Intervals and differences of the scores that a company reports, one file a family."""
