"""The web process that `oyez serve` starts: gunicorn with threads, on a port that is open already."""

import argparse
import os
import signal
import threading
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from oyez.web.serve import LOGS

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # heartbeats of the workers, not data


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn, told everything by whoever starts it and nothing by files."""

    def __init__(self, socket: int, lifeline: int, processes: int, threads: int) -> None:
        self.told = {
            "bind": [f"fd://{socket}"],
            "worker_class": "gthread",
            "workers": processes,
            "threads": threads,
            "timeout": 120,
            "graceful_timeout": 20,
            "keepalive": 5,
            "proc_name": "oyez",
            "logconfig_dict": LOGS,
            "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
            "post_worker_init": lambda worker: end_with_parent(lifeline),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.told.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from oyez.web.warm import warm
        from oyez.web.wsgi import application

        warm()
        return application


def end_with_parent(lifeline: int) -> None:
    """End the server when the process that started it is gone: its end of the pipe closes with it."""
    master = os.getppid()

    def wait() -> None:
        os.read(lifeline, 1)
        os.kill(master, signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("--socket", "--lifeline", "--processes", "--threads"):
        options.add_argument(name, type=int, required=True)
    Server(**vars(options.parse_args())).run()


if __name__ == "__main__":
    main()
