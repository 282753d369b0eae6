"""The one gate in for files: size, real type, what else they hold, and nothing about where a picture was taken."""

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.models import Attachment
from network.workflow import Refused

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 40  # that it may take; of the processor it gets half
OPENER = Path(__file__).with_name("opening.py")
NOT_OPENED = _(
    "Filen kan ikke åpnes. Den kan være skadet. Lagre den på nytt som PDF, PNG eller JPEG, og prøv igjen."
)
REFUSED = {
    "pixels": _("Bildet er for stort. Gjør det mindre, og prøv igjen."),
    "locked": _("Filen er låst med passord. Lagre den uten passord, og prøv igjen."),
    "active": _(
        "Filen inneholder programkode, et skjema som kan sende noe, eller andre filer. Skriv den ut til en ny "
        "PDF, og last opp den."
    ),
    "unpacked": _("Filen blir for stor når den pakkes ut. Skriv den ut til en ny PDF, og last opp den."),
    "pages": _("Filen har mer enn 300 sider. Last opp den delen saken gjelder."),
}
BEGINS = {
    Attachment.Kind.PDF: b"%PDF-",
    Attachment.Kind.PNG: b"\x89PNG\r\n\x1a\n",
    Attachment.Kind.JPEG: b"\xff\xd8\xff",
}
ENDINGS = {"pdf": Attachment.Kind.PDF, "png": Attachment.Kind.PNG}
ENDINGS |= dict.fromkeys(("jpg", "jpeg"), Attachment.Kind.JPEG)


@dataclass(frozen=True)
class Upload:
    """A file that has passed the gate: what is kept, and the text it holds."""

    name: str
    kind: Attachment.Kind
    content: bytes
    text: str


def opened(name, content):
    """Pass a file through the gate. Refused with a sentence that says what to do instead. Slow (it starts a
    process), so never inside a transaction."""
    if not content:
        raise Refused(_("Filen er tom."))
    check_size(len(content))
    kind = _kind_of(content)
    stem, ending = _parts_of(name)
    if ENDINGS.get(ending) != kind:
        raise Refused(
            format_lazy(
                _("Filen heter noe med «.{ending}», men er {kind}. Gi den riktig navn, eller velg en annen."),
                ending=ending,
                kind=kind.label,
            )
        )
    text, kept = _open(kind, content)
    return Upload(f"{stem}.{kind}", kind, kept, text)


def check_size(size):
    """Refused when it is too much to be read at all."""
    if size > MOST_BYTES:
        raise Refused(
            format_lazy(
                _("Filen er for stor: {size}. Den kan være høyst {most}."),
                size=size_text(size),
                most=size_text(MOST_BYTES),
            )
        )


def size_text(size):
    """«2,4 MB», «10 MB»: without a decimal that says nothing."""
    return re.sub(r"\D0(?=\D)", "", filesizeformat(size))


def _kind_of(content):
    for kind, begins in BEGINS.items():
        if content.startswith(begins):
            return kind
    raise Refused(_("Bare PDF og bilder (PNG eller JPEG) kan lastes opp."))


def _parts_of(name):
    """What people read as the name, without paths and signs that file systems or pages stumble in."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, _, ending = base.rpartition(".")
    stem = " ".join(re.sub(r"[^\w ,()-]", " ", stem).split())
    return stem[:100].strip() or "vedlegg", re.sub(r"\W", "", ending)[:10].lower()


def _open(kind, content):
    command = [sys.executable, "-I", str(OPENER), kind.value]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Refused(NOT_OPENED) from None
    said, _, kept = done.stdout.partition(b"\n")
    said = json.loads(said)
    if "refused" in said:
        raise Refused(REFUSED[said["refused"]])
    return said["text"], kept
