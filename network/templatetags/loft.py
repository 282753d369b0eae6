"""Small helps for templates."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import nh3
from django import template
from django.forms import Textarea
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from markdown_it import MarkdownIt

from network.browsers import browser_of
from network.deadlines import clock_face, date_text, local_day, moment_text
from network.language import word_read
from network.plots import tall
from network.uploads import size_text

register = template.Library()
register.filter("tall", tall)
register.filter("filstorrelse", size_text)
OSLO = ZoneInfo("Europe/Oslo")
MARKDOWN = MarkdownIt("commonmark", {"html": False})


@register.filter
def dato(value):
    """«3. desember 2026», in Norwegian time. What a source wrote that is no date, stands as it was written."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return value
    if hasattr(value, "hour"):
        value = timezone.localtime(value, OSLO)
    return date_text(value)


@register.filter
def siste_dag(moment):
    """The last day of what ends at a moment: midnight belongs to the day before."""
    return dato(moment - timedelta(microseconds=1)) if moment else ""


@register.filter
def tidspunkt(value):
    """«3. desember 2026 kl. 14.30», in Norwegian time."""
    return moment_text(value) if value else ""


@register.filter
def klokkeslett(moment):
    """«14.30», in Norwegian time."""
    return clock_face(timezone.localtime(moment, OSLO))


@register.filter
def tidsrom(meeting):
    """«torsdag 3. desember 2026 kl. 14.30–16.00», in Norwegian time, of what starts and ends."""
    starts = timezone.localtime(meeting.starts_at, OSLO)
    day = gettext("{weekday} {date}").format(weekday=date_format(starts, "l"), date=date_text(starts))
    return gettext("{day} kl. {starts}–{ends}").format(
        day=day, starts=clock_face(starts), ends=klokkeslett(meeting.ends_at)
    )


register.filter("browser", browser_of)


@register.filter
def land(name):
    """A country, in the reader's language."""
    return word_read(name)


@register.filter
def markdown(text):
    return mark_safe(nh3.clean(MARKDOWN.render(text)))  # noqa: S308 - rendered without HTML, then cleaned


@register.simple_tag(takes_context=True)
def block_of(context, name):
    """What a page fills a block with, also where the block itself stands elsewhere or nowhere."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(block.render(context).strip()) if block else ""  # noqa: S308 - rendered by a template


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
    days = (local_day(timezone.now()) - local_day(since)).days
    if days < 1:
        return gettext("siden i dag")
    said = ngettext("{days} dag", "{days} dager", days).format(days=days)
    return said.replace(" ", "\N{NO-BREAK SPACE}")
