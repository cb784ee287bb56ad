"""`oyez person`: one person's story, and everything known of them as a file."""

import json
from typing import IO

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as


@click.group("person")
def command() -> None:
    """One person, named by e-mail, another identifier (crm:4711), or number."""
    setup()


@command.command("show")
@click.argument("who")
@click.option("--limit", default=25, show_default=True, help="How many interactions, the newest first.")
@looks
def show(who: str, limit: int, email: str, role: str, as_json: bool) -> None:
    """Show WHO with their newest interactions across all channels."""
    from oyez.share.page import Page
    from oyez.share.queries import people as queries
    from oyez.share.records import person_record
    from oyez.share.sentences import entry

    viewer = looking_as(email, role)
    known = queries.visible(viewer, queries.named(viewer, who))
    story = queries.story(viewer, known, limit=limit)
    if as_json:
        click.echo(json.dumps(person_record(viewer, known, story), indent=2, ensure_ascii=False, default=str))
        return
    page = Page(viewer)
    console = Console()
    console.print(f"[bold]{queries.name_of(viewer, known.person)}[/] ({known.person.pk})", highlight=False)
    for row in queries.identifiers(viewer, known):
        console.print(f"  {row.kind}: {row.value}", highlight=False, markup=False)
    table = Table("When", "What", "Score", "Words", title=f"{len(story.events)} of {story.total}")
    for event in story.events:
        line = entry(page, event)
        words = line["quote"] or line["note"]
        table.add_row(f"{event.at:%Y-%m-%d %H:%M}", line["title"], line["score"], words[:100])
    console.print(table)


@command.command("export")
@click.argument("who")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="A file; else the terminal.")
@looks
def export(who: str, out: IO[str], email: str, role: str, as_json: bool) -> None:
    """Everything known of WHO as JSON: identifiers, preferences, contacts, all interactions, cases."""
    from oyez.share.exports import export_person
    from oyez.share.queries.people import named

    viewer = looking_as(email, role)
    found = export_person(viewer, named(viewer, who))
    json.dump(found, out, indent=2, ensure_ascii=False)
    out.write("\n")
