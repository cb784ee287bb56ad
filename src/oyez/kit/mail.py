"""Mail transports: SMTP, providers by their own programs, and a folder of .eml files for trying things out."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from oyez.kit.errors import Unavailable
from oyez.kit.rules import MAIL_PROVIDERS


class FolderBackend(BaseEmailBackend):
    """Writes each message as one .eml file, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.OYEZ_MAIL_FOLDER)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for message in email_messages:
                _write(folder, message)
        except OSError as error:
            raise Unavailable(f"The mail folder {folder} cannot be written: {error.strerror}.") from error
        return len(email_messages)


def _write(folder: Path, message: EmailMessage) -> None:
    name = str(message.extra_headers.get("Message-ID", "")).strip("<>").split("@")[0]
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(message.message().as_bytes())
    Path(temporary).rename(folder / f"{name or Path(temporary).stem}.eml")


def transport(url: str, data: Path) -> dict[str, object]:
    """Django's mail settings for a mail URL."""
    if not url or url.startswith("folder:"):
        folder = Path(url.removeprefix("folder:")) if url else data / "mail"
        return {"EMAIL_BACKEND": "oyez.kit.mail.FolderBackend", "OYEZ_MAIL_FOLDER": folder}
    parts = urlsplit(url)
    if parts.scheme in MAIL_PROVIDERS:
        return _provider(parts.scheme, unquote(parts.username or ""), parts.hostname or "") | {
            "OYEZ_MAIL_FOLDER": data / "mail"
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
        "OYEZ_MAIL_FOLDER": data / "mail",
    }


def _provider(name: str, key: str, domain: str) -> dict[str, object]:
    """`postmark://TOKEN@`, or `mailgun://KEY@mg.example.org`, where a provider wants to know the domain."""
    said: dict[str, object] = {MAIL_PROVIDERS[name]: key, "REQUESTS_TIMEOUT": 20}
    if name == "mailgun" and domain:
        said["MAILGUN_SENDER_DOMAIN"] = domain
    return {"EMAIL_BACKEND": f"anymail.backends.{name}.EmailBackend", "ANYMAIL": said}
