"""What scores are made of beyond a single question: gaps, indices, weights, windows, seasons, who answered."""
