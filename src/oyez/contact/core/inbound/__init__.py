"""What comes back by mail, read by pure functions: bounces, complaints, automatic and human answers."""
