"""The account matrix: billed revenue against satisfaction, with certainty, movement and what may be lost."""
