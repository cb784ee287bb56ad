"""A year of purchases with a survey after each, and a recount of what was sent by other means than the engine's."""
