"""What the articles of these tests say, whatever kind of file they come in."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

TEXT = "Mortar fire hit a market in Bakhara, killing four people."
LONG = " ".join([TEXT, "Officials blamed rebels who had taken the hills above the town a week before."] * 3)
DAY = dt.date(2024, 1, 5)
ACCENTS = "Mr. Müller and José Peña left Bouaké — “at once”."


def mail(text: str, subtype: str = "plain") -> EmailMessage:
    """A message of an agency's desk."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Message-ID"] = (
        "Market hit",
        "The Wire <desk@wire.example>",
        "<1@wire>",
    )
    message["Date"] = "Fri, 05 Jan 2024 10:00:00 +0300"
    message.set_content(text, subtype=subtype)
    return message
