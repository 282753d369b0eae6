"""The paper as PDF: tagged, in Norwegian, with its fonts in it."""

import json
from functools import partial

import typst
from django.conf import settings

from escalation.paper import laid_out

TEMPLATE = settings.BASE_DIR / "templates" / "escalation" / "paper.typ"
FONTS = settings.BASE_DIR / "static" / "vendor"  # Inter; for what it lacks, those that typst carries


def pdf_of(paper):
    """PDF/UA-1 of a paper that carries its anchor."""
    compiled = partial(
        typst.compile,
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(laid_out(paper))},
        timestamp=paper["made_at"],
    )
    try:
        return compiled(pdf_standards="ua-1")
    except typst.TypstError:
        # A sign that no font has, such as an emoji, is against the standard. The PDF is tagged all the
        # same, and says to a screen reader what was written; only the claim is left out.
        return compiled()
