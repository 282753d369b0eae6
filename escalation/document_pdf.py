"""A document as PDF: tagged, in Norwegian, with its fonts in it."""

import json
from datetime import UTC
from functools import partial

import typst
from django.conf import settings

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
        sys_inputs={"document": json.dumps(content)},
        # typst wants a fixed offset and whole seconds.
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    try:
        return compiled(pdf_standards="ua-1")
    except typst.TypstError:
        # A sign that no font has, such as an emoji, is against the standard. The PDF is tagged all the
        # same, and says to a screen reader what was written; only the claim is left out.
        return compiled()
