"""Mails of our own invention, as they come back."""

from email.message import EmailMessage

ANA = "ana@example.org"
OURS = "surveys@aurora.example"
ASKED = "<asked-1@aurora.example>"


def written(text: str, *, subject: str = "Re: How was the fitting?", **headers: str) -> bytes:
    """A mail that a person wrote, in answer to ours."""
    named = {"From": f"Ana Silva <{ANA}>", "To": OURS, "Subject": subject, "In-Reply-To": ASKED}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in named.items() if value]
    head = "\n".join([*lines, "Message-ID: <m1@example.org>", "Date: Mon, 16 Nov 2026 09:30:00 +0100"])
    return f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode()


def in_html(html: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = ANA, OURS, "AW: How was the fitting?"
    mail["In-Reply-To"] = ASKED
    mail.set_content(html, subtype="html")
    return mail.as_bytes()


def reported(status: str = "5.1.1", action: str = "failed", said: str = "550 5.1.1 User unknown") -> bytes:
    """A delivery report as RFC 3464 wants it."""
    return f"""From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: {OURS}
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn-1@mx.example.org>
Date: Mon, 16 Nov 2026 09:31:00 +0100
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {ANA}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: text/rfc822-headers

From: {OURS}
To: {ANA}
Message-ID: {ASKED}
Subject: How was the fitting?

--b--
""".encode()


def complained() -> bytes:
    """Somebody pressed “this is spam” (RFC 5965)."""
    return f"""From: feedback@provider.example
To: {OURS}
Subject: FW: How was the fitting?
Message-ID: <arf-1@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report for an email message received from aurora.example.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
Version: 1
Original-Rcpt-To: {ANA}

--b
Content-Type: message/rfc822

From: {OURS}
To: {ANA}
Message-ID: {ASKED}
Subject: How was the fitting?

Would you recommend us?

--b--
""".encode()


def prose(text: str, sender: str = "MAILER-DAEMON@mx.example.org", subject: str = "failure notice") -> bytes:
    """A bounce for people, as many servers write it."""
    return written(text, subject=subject, From=sender, In_Reply_To="", Return_Path="<>")
