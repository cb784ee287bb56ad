"""A table of a page, on the command line."""

from rich.console import Console
from rich.table import Table as Printed

from oyez.kit.charts.table import Table


def show(table: Table) -> None:
    """Print a table as a page shows it."""
    printed = Printed(title=table.caption, title_justify="left")
    for column in table.columns:
        printed.add_column(column.name, justify="right" if column.numeric else "left")
    for row in table.rows:
        printed.add_row(*map(str, row))
    Console(highlight=False).print(printed)
