"""Saved analyses: the address that shows one again, looked at by whoever opens it with their own eyes."""
