"""The mapping language: a small YAML file that says what one row of a file becomes."""
