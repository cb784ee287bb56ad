"""`python -m oyez.web` is `oyez`."""

from oyez.web.cli import main

main()
