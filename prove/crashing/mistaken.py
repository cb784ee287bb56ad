"""Runs a module of the house, with the mistake that `OYEZ_PROVE_MISTAKE` names put into it first, if one is named."""

import os
import runpy
import sys

from prove.crashing.mistakes import MISTAKES


def main() -> None:
    sys.argv = sys.argv[1:]
    if name := os.environ.get("OYEZ_PROVE_MISTAKE"):
        MISTAKES[name].make()
    if sys.argv[0] == "oyez.web":
        from oyez.web.cli import main as oyez

        oyez()
    else:
        runpy.run_module(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
