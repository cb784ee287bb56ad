"""Published figures to measure against, and indices with their weights: entered by a person, never by a file."""
