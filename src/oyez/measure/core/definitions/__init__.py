"""Metrics, dimensions and segments as texts: what may stand in them, and what it means."""
