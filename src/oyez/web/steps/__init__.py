"""What the worker runs: each module imports the jobs of one room, which register themselves."""
