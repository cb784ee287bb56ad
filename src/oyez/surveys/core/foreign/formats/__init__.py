"""One package a tool."""
