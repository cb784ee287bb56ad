"""Contact rules: who may be asked what, when, how often; and what comes back by mail."""
