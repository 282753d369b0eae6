"""Whom a case concerns, by what each agency answers for (S54). Advice only: a person chooses."""

from django.utils.html import format_html
from django.utils.translation import gettext

from issues.remits import agencies_for, in_words, listed
from network.models import Body


def suggested(issues, bodies, day):
    """{body id: why, for a page}, of those that can receive a case: the content desks of the agencies that answer for
    what the innmeldinger are about, and the coordinating group when that is more than one agency."""
    agencies = agencies_for(issues, day)
    desks = {body: agencies[body.owner_id] for body in bodies if body.is_desk and body.owner_id in agencies}
    found = {body.pk: in_words(whys) for body, whys in desks.items()}
    if len(desks) > 1:
        named = listed(sorted({body.owner.name for body in desks}))
        for body in bodies:
            if body.kind == Body.Kind.COORDINATING:
                found[body.pk] = format_html(gettext("Ansvaret ligger hos flere: {named}"), named=named)
    return found
