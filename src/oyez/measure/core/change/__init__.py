"""Has it changed: control charts, bursts, alarm budgets, and what an initiative did."""
