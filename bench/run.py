"""`make bench`: measure speed and size, as ratios against a baseline in the same run.

A benchmark is a file in this folder with a first line that says what it measures and a `main()`; run by itself it
is `python -m bench.NAME`. It prints figures to standard output, its progress to standard error, and exits with a
status other than 0 when a figure is worse than what is claimed.
"""

import sys
from pathlib import Path

from prove.runs import main

if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent, "Benchmarks", "docs/explanation/benchmarks.md", sys.argv[1:]))
