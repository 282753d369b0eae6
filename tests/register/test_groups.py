"""A group of fields is seen by the same people whether a row or the database is asked."""

import pytest

from register.groups import GROUPS, may_see, seen_by
from register.models import Project


@pytest.mark.parametrize("who", ["member", "member_west", "lead", "owner_hdir", "industry", "outsider"])
def test_the_database_finds_the_same_projects(who, chain, cast, viewer):
    for reach in ("public", "network", "region", "organisation"):
        for chosen in ("", "public", "network", "region", "organisation"):
            chain.registered(reach=reach, group_reach=dict.fromkeys(GROUPS, chosen) if chosen else {})
    looking = viewer(getattr(cast, who))
    seen = Project.objects.visible_to(looking)
    for group in GROUPS:
        found = set(seen.filter(seen_by(looking, group)).values_list("pk", flat=True))
        assert found == {
            one.pk for one in seen.select_related("organisation") if may_see(looking, one, group)
        }
