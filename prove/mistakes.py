"""The crash proof sees what it must: with each of some mistakes put into the program, it fails, and says why."""

import sys
import time

from prove.crashing.mistakes import MISTAKES
from prove.crashing.stage import with_mistake


def main() -> int:
    wanted = sys.argv[1:] or list(MISTAKES)
    seen = [_is_seen(name) for name in wanted]
    return 0 if all(seen) else 1


def _is_seen(name: str) -> bool:
    mistake, started = MISTAKES[name], time.monotonic()
    print(f"  … {name}", file=sys.stderr, flush=True)
    done = with_mistake(name)
    said = [line.partition("NOT TRUE: ")[2] for line in done.stdout.splitlines() if "NOT TRUE: " in line]
    right = [sentence for sentence in said if mistake.seen in sentence]
    print(f"{'seen' if right else 'NOT SEEN'}: {mistake.claim} ({time.monotonic() - started:.0f} s)")
    print("\n".join(f"    {sentence}" for sentence in right[:2] or said or [done.stdout]), flush=True)
    return bool(right)


if __name__ == "__main__":
    sys.exit(main())
