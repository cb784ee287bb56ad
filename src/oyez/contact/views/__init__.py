"""Pages about who is asked what, when and how often."""
