"""`python -m oyez.web.reference [FOLDER]`: write the reference pages."""

import sys
from pathlib import Path

import click

from oyez.web.cli import setup
from oyez.web.reference import write

setup()
folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")
changed = write(folder)
click.echo(f"{folder}: {', '.join(changed) + ' written' if changed else 'all up to date'}")
