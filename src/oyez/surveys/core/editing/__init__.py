"""Edits of a survey as pure functions: each takes a definition and gives another one."""
