"""Surveys: what is asked, the page that asks it, and who was invited when."""
