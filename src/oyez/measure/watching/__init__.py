"""Watches every share of every place by one plain chart each, and says which have changed for certain."""
