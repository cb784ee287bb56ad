"""The parts of an SPSS system file."""
