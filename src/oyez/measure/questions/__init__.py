"""Every question of a survey that has answers, each with how they spread, narrowed to a viewer."""
