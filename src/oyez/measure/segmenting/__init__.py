"""Who was in a circumstance, how they judged, and what they like, expect and go by, against everybody else."""
