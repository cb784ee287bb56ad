"""The reference pages, one file each."""
