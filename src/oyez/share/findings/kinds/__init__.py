"""The kinds of findings, one file each."""
