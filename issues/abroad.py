"""Experience from other countries: who met the same, what they did, and where it can be read."""

from django.utils.translation import gettext_lazy as _

from issues.models import Abroad, Country
from network.audit import record
from network.collation import sort_key
from network.links import is_web_address
from network.once import twice_is_once
from network.workflow import Refused


def countries():
    """[(code, name)] in the alphabet of whoever reads; what is none of them stands last."""
    return sorted(Country.choices, key=lambda one: (one[0] == Country.OTHER, sort_key(str(one[1]))))


def by_country(told):
    """Rows in the order of their countries, of each the oldest first."""
    place = {code: number for number, (code, _name) in enumerate(countries())}
    return sorted(told, key=lambda one: (place[one.country], one.pk))


@twice_is_once
def tell(issue, *, actor, seat, now, country, who, what, url, learned="", token=None):
    """Write down what another country did about the same. The address is kept, never fetched. Sent twice, it
    counts once."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Abroad.objects.filter(token=key).first()):
        return first
    if not is_web_address(url):
        raise Refused(
            _("Kilden må være en nettadresse som begynner med https:// eller http://."), field="url"
        )
    abroad = Abroad.objects.create(
        issue=issue,
        country=country,
        who=who.strip(),
        what=what.strip(),
        learned=learned.strip(),
        url=url,
        told_by=actor,
        seat=seat,
        at=now,
        token=key,
    )
    record(
        "abroad.told",
        actor=actor,
        seat=seat,
        at=now,
        target=abroad,
        about=[issue],
        issue=issue.pk,
        country=abroad.get_country_display(),
        who=abroad.who,
    )
    return abroad
