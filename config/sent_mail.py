"""The mail of the demo: files that the file backend wrote, newest first."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

END_OF_MESSAGE = b"-" * 79  # what the file backend writes after each message


@dataclass(frozen=True)
class SentMail:
    name: str
    to: str
    subject: str
    at: datetime
    body: str


def sent_mails():
    files = sorted(_files(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return _Lazily(files)


def read_mail(name):
    """One message by its file's name, or None. Only names of files in the folder are known."""
    paths = {path.name: path for path in _files()}
    return _read(paths[name]) if name in paths else None


def _files():
    return Path(settings.EMAIL_FILE_PATH).glob("*.log")


class _Lazily:
    """Reads only the files of the page that is shown."""

    def __init__(self, files):
        self.files = files

    def __getitem__(self, part):
        return [_read(path) for path in self.files[part]]


def _read(path):
    message = message_from_bytes(path.read_bytes().rpartition(END_OF_MESSAGE)[0], policy=policy.default)
    plain = message.get_body(preferencelist=("plain", "html"))
    return SentMail(
        name=path.name,
        to=message["To"] or "",
        subject=message["Subject"] or "Uten emne",
        at=datetime.fromtimestamp(path.stat().st_mtime).astimezone(),
        body=plain.get_content().strip() if plain else "",
    )
