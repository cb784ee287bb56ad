"""Whose eyes a command looks through: a member's, in one of their roles, or the operator's."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from oyez.company.core.scope import Viewer


def looks(command: Any) -> Any:
    """The options of a command that shows what somebody may see."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="As JSON."),
        click.option("--role", default="", help="The member's role to look in."),
        click.option(
            "--viewer",
            "email",
            default="",
            metavar="EMAIL",
            help="Look as this member; without it as the operator.",
        ),
    ):
        command = option(command)
    return command


def viewer(email: str, role: str) -> "Viewer":
    """The viewer that was asked for."""
    from oyez.company.core.scope import OPERATOR
    from oyez.company.queries import member_by_email, viewer_for

    return viewer_for(member_by_email(email), role or None) if email else OPERATOR
