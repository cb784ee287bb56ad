"""What drives satisfaction in one survey: the one function through which it leaves, narrowed to a viewer."""
