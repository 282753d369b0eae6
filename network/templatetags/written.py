"""What people wrote is in Norwegian, also where the page around it is not."""

from django import template
from django.utils.html import format_html

from network.language import as_written, of_what_is_written

register = template.Library()


@register.simple_tag
def skrevet(source=None):
    """Says, inside the tag of an element, which language what people wrote there is in, where the page is in another:
    `<h1{% skrevet %}>`. What a `source` abroad wrote, nobody has told the language of."""
    language = of_what_is_written()
    return (
        ""
        if language is None or getattr(source, "is_foreign", False)
        else format_html(' lang="{}"', language)
    )


@register.filter
def som_skrevet(text, source=None):
    """The same for what stands inside a sentence of ours."""
    return text if getattr(source, "is_foreign", False) else as_written(text)
