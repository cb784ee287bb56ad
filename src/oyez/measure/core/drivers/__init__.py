"""What drives satisfaction: how much each rated touchpoint explains, with what certainty, and what that is worth."""
