"""Whatever dies whenever: nothing acknowledged is lost, nothing is doubled, every case is opened once.

A sender writes facts and says which are acknowledged; that list is the oracle. The worker (the real one, with a real
mail server) dies at each named crash point, and at random moments; the sender and an import die too. After each, what
the house holds, and what the mail server got, is compared with the oracle. On SQLite and on PostgreSQL.
"""

import sys

from prove.crashing.stage import on_postgresql, on_sqlite


def main() -> None:
    words = sys.argv[1:]
    found = [on_sqlite(*words), on_postgresql(*words)]
    if not all(found):
        raise SystemExit("The claim does not hold.")


if __name__ == "__main__":
    main()
