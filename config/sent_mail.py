"""The mail of the demo: files that the file backend wrote, newest first."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class SentMail:
    name: str
    to: str
    subject: str
    at: datetime
    body: str


def sent_mails():
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return _Lazily(files)


class _Lazily:
    """Reads only the files of the page that is shown."""

    def __init__(self, files):
        self.files = files

    def __getitem__(self, part):
        return [_read(path) for path in self.files[part]]


def read_mail(name):
    """One message by its file's name, or None. Only names of files in the folder are known."""
    paths = {path.name: path for path in Path(settings.EMAIL_FILE_PATH).glob("*.log")}
    return _read(paths[name]) if name in paths else None


def _read(path):
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return SentMail(
        name=path.name,
        to=message["To"],
        subject=message["Subject"],
        at=datetime.fromtimestamp(path.stat().st_mtime).astimezone(),
        body=message.get_content().rpartition("-" * 79)[0],
    )
