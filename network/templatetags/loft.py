"""Small helps for templates."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import nh3
from django import template
from django.forms import Textarea
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()
OSLO = ZoneInfo("Europe/Oslo")
MARKDOWN = MarkdownIt("commonmark", {"html": False})


@register.filter
def dato(value):
    """«3. desember 2026», in Norwegian time."""
    if not value:
        return ""
    if hasattr(value, "hour"):
        value = timezone.localtime(value, OSLO)
    return date_format(value, "j. F Y")


@register.filter
def siste_dag(moment):
    """The last day of what ends at a moment: midnight belongs to the day before."""
    return dato(moment - timedelta(microseconds=1)) if moment else ""


@register.filter
def tidspunkt(value):
    """«3. desember 2026 kl. 14.30», in Norwegian time."""
    return date_format(timezone.localtime(value, OSLO), "j. F Y \\k\\l. H.i") if value else ""


@register.filter
def tidsrom(meeting):
    """«torsdag 3. desember 2026 kl. 14.30–16.00», in Norwegian time, of what starts and ends."""
    starts, ends = (timezone.localtime(moment, OSLO) for moment in (meeting.starts_at, meeting.ends_at))
    return f"{date_format(starts, 'l j. F Y')} kl. {starts:%H.%M}–{ends:%H.%M}"


@register.filter
def markdown(text):
    return mark_safe(nh3.clean(MARKDOWN.render(text)))  # noqa: S308 - rendered without HTML, then cleaned


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """This page's query string with some parts changed, or left out: `?{% query side=None %}`."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = value
    return params.urlencode()


@register.filter
def ds_input(field):
    """A field's widget with Designsystemet's class. A long text has no `maxlength`: browsers cut what is
    pasted without a word, while the form says how much too long it is and keeps it all."""
    if isinstance(field.field.widget, Textarea):
        field.field.widget.attrs.pop("maxlength", None)
    drawn = field.as_widget(attrs={"class": "ds-input"})
    return drawn + field.as_hidden(only_initial=True) if field.field.show_hidden_initial else drawn


@register.filter
def ventet(since):
    """How long something has waited: «3 dager»."""
    days = (timezone.now() - since).days
    return "siden i dag" if days < 1 else f"{days}\N{NO-BREAK SPACE}{'dag' if days == 1 else 'dager'}"
