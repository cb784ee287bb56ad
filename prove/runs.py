"""Runs a folder of proofs or benchmarks and keeps what they found."""

import ast
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
MARK = "<!-- below: written by the run -->"
NOT_RUN = {"__init__", "run", "runs"}


@dataclass(frozen=True)
class Run:
    """What became of one file: its claim, what it printed, whether the claim held."""

    name: str
    claim: str
    seconds: float
    found: str
    held: bool


def available(folder: Path) -> dict[str, str]:
    """The files that can be run, with what each claims."""
    files = sorted(file for file in folder.glob("*.py") if file.stem not in NOT_RUN)
    documented = {file.stem: ast.get_docstring(ast.parse(file.read_text("utf-8"))) for file in files}
    return {
        name: text.splitlines()[0]
        for name, text in documented.items()
        if text and "def main(" in (folder / f"{name}.py").read_text("utf-8")
    }


def run(folder: Path, name: str, claim: str) -> Run:
    """Run one file in a process of its own; its progress goes to the terminal, its findings are kept."""
    click.secho(f"\n== {name}: {claim}", bold=True, err=True)
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"{folder.name}.{name}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    click.echo(done.stdout.rstrip())
    return Run(name, claim, time.monotonic() - begun, done.stdout.strip(), done.returncode == 0)


def page(before: str, title: str, runs: list[Run]) -> str:
    """The results as a page of the documentation, below what a person wrote on it, if it has a mark for them."""
    said, mark, _ = before.partition(MARK)
    parts = [said + mark] if mark else [f"# {title}"]
    parts += [f"Last run on {machine()}.", "Written by the run itself; see the files for how."]
    for one in runs:
        outcome = "held" if one.held else "**did not hold**"
        parts += [
            f"### {one.name}" if mark else f"## {one.name}",
            f"{one.claim} *{outcome}, {one.seconds:.0f} s*",
            f"```text\n{one.found}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def machine() -> str:
    """What the figures depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB, Python {platform.python_version()}"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def main(folder: Path, title: str, results: str, names: list[str]) -> int:
    """Run all (or the named ones); after a run of all of them, write the results page. 1 if a claim failed."""
    known = available(folder)
    unknown = [name for name in names if name not in known]
    if unknown:
        click.echo(f"There is no “{unknown[0]}” in {folder.name}/. Known: {', '.join(known)}.", err=True)
        return 2
    runs = [run(folder, name, known[name]) for name in names or known]
    click.echo(err=True)
    for one in runs:
        click.secho(
            f"{'✓' if one.held else '✗'} {one.name}  {one.seconds:.0f} s", fg="green" if one.held else "red"
        )
    if not names and runs:
        path = ROOT / results
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(page(before, title, runs), "utf-8")
        click.echo(f"Written: {results}")
    return 0 if all(one.held for one in runs) else 1
