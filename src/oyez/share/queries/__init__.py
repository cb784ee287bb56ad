"""Reads of the room, one file a page; each takes the viewer and narrows to what they may see."""
