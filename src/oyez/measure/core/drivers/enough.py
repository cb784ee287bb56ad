"""Below which numbers drivers are not looked for at all."""

FEWEST = 100
EACH = 15
FEWEST_LIVED = 30
FEWEST_DRIVERS = 2
LEAST_R2 = 0.10
ALIKE = 0.85


def needed(drivers: int) -> int:
    """Complete-equivalent answers that so many drivers need: max(100, 15 p)."""
    return max(FEWEST, EACH * drivers)


def adjusted(r2: float, n: float, columns: int) -> float:
    """R² less what so many columns explain by chance; below .10 nothing is drawn."""
    return 1 - (1 - r2) * (n - 1) / (n - columns - 1) if n > columns + 1 else 0.0
