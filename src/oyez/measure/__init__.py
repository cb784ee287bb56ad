"""Numbers that can be trusted: each with its n, its interval, and only for whom it is meant."""
