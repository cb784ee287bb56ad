"""The arithmetic of measuring: frozen values and pure functions."""
