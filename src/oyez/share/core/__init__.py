"""What the room computes: satisfaction of accounts, their matrix, findings, timelines, which cards a role has."""
