"""The mail of the demo: files that the file backend wrote, newest first."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

# What the file backend writes after each message. Mails of the same second can share a file.
END_OF_MESSAGE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class SentFile:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class SentMail:
    name: str
    to: str
    subject: str
    at: datetime
    body: str
    files: tuple[SentFile, ...] = ()


def sent_mails():
    """All messages, newest first, as something to take a page of: only that page is parsed."""
    newest_first = sorted(_files(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return _Parsed([message for path in newest_first for message in reversed(_messages_in(path))])


def read_mail(name):
    """One message by its name, or None. Only names of files in the folder are known."""
    stem = name.rpartition(".")[0]
    messages = [message for path in _files() if path.stem == stem for message in _messages_in(path)]
    return next((_parse(*message) for message in messages if message[0] == name), None)


class _Parsed:
    def __init__(self, messages):
        self.messages = messages

    def __getitem__(self, part):
        return [_parse(*message) for message in self.messages[part]]


def _files():
    return Path(settings.EMAIL_FILE_PATH).glob("*.log")


def _messages_in(path):
    """The messages of one file, oldest first: name, when, and what was sent."""
    at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    parts = path.read_bytes().split(END_OF_MESSAGE)[:-1]
    return [(f"{path.stem}.{number}", at, sent) for number, sent in enumerate(parts, 1)]


def _parse(name, at, sent):
    message = message_from_bytes(sent, policy=policy.default)
    plain = message.get_body(preferencelist=("plain", "html"))
    return SentMail(
        name=name,
        to=message["To"] or "",
        subject=message["Subject"] or gettext("Uten emne"),
        at=at,
        body=plain.get_content().strip() if plain else "",
        files=tuple(
            SentFile(part.get_filename() or "vedlegg", part.get_content_type(), part.get_payload(decode=True))
            for part in message.iter_attachments()
        ),
    )
