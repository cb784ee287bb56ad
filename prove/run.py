"""`make prove`: run the long proofs one after the other and say what each showed.

A proof is a file in this folder with a first line that says what it claims and a `main()`; run by itself it is
`python -m prove.NAME`. It prints what it found to standard output (that goes into the results), its progress to
standard error, and raises or exits with a status other than 0 when the claim does not hold.
"""

import sys
from pathlib import Path

from prove.runs import main

if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent, "Proofs", "docs/explanation/proofs.md", sys.argv[1:]))
