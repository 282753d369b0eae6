"""A document as PDF: tagged, in Norwegian, with its fonts in it."""

import json
from datetime import UTC
from functools import partial

import typst
from django.conf import settings
from django.utils import translation

from network.language import Quoting, of_what_is_written

TEMPLATE = settings.BASE_DIR / "templates" / "escalation" / "document.typ"
FONTS = settings.BASE_DIR / "static" / "vendor"  # Inter; for what it lacks, those that typst carries


def pdf_of(content, made_at):
    """PDF/UA-1 of a document (`escalation.document`)."""
    compiled = partial(
        typst.compile,
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_marked(content))},
        # typst wants a fixed offset and whole seconds.
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    try:
        return compiled(pdf_standards="ua-1")
    except typst.TypstError:
        # A sign that no font has, such as an emoji, is against the standard. The PDF is tagged all the
        # same, and says to a screen reader what was written; only the claim is left out.
        return compiled()


def _marked(content):
    """Each text that people wrote, or that quotes them, in its parts, where the document is in another language."""
    with translation.override(content["language"]):
        spoken = of_what_is_written()

    def of(value):
        if isinstance(value, Quoting) and spoken:
            before, written, after = value.parts
            return {"before": before, "written": written, "after": after, "language": spoken}
        if isinstance(value, dict):
            return {name: of(one) for name, one in value.items()}
        return [of(one) for one in value] if isinstance(value, list) else value

    return of(content)
