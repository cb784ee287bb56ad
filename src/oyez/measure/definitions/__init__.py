"""What a company defines itself, in texts: metrics, dimensions, segments, and whatever other rooms register."""
