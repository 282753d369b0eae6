"""That a virksomhet stands behind an innmelding is said by someone who may, dated, and never required."""

from issues.models import Backing
from network.models import Event


def back(browser, issue, organisation):
    return browser.post(f"/innmeldinger/{issue.pk}/star-bak/", {"organisation": organisation.pk}, follow=True)


def test_a_voice_is_a_person_and_the_virksomhet_stands_behind_by_an_act_of_its_own(
    chain, cast, organisations, client_for
):
    issue = chain.raised()
    assert "står bak (" not in client_for(cast.member_west).get(f"/innmeldinger/{issue.pk}/").content.decode()
    assert not Backing.objects.exists()
    page = back(client_for(cast.colleague), issue, organisations.vestre_viken).content.decode()
    assert f"{organisations.vestre_viken.called} står bak (" in page
    backing = Backing.objects.get()
    assert (backing.seat.person, backing.organisation) == (cast.colleague, organisations.vestre_viken)


def test_the_regions_lead_may_and_others_may_not(chain, cast, organisations, client_for):
    issue = chain.raised()
    for person in (cast.member_west, cast.lead_west, cast.admin):
        back(client_for(person), issue, organisations.vestre_viken)
    assert not Backing.objects.exists()
    for _ in range(2):
        back(client_for(cast.lead), issue, organisations.vestre_viken)
    assert Backing.objects.count() == Event.objects.filter(verb="issue.backed").count() == 1


def test_only_who_has_a_voice_can_be_stood_behind(chain, cast, organisations, client_for):
    issue = chain.raised()
    back(client_for(cast.member_west), issue, organisations.bergen)
    assert not Backing.objects.exists()
    chain.endorsed(issue)
    back(client_for(cast.member_west), issue, organisations.bergen)
    assert Backing.objects.get().organisation == organisations.bergen


def test_it_is_shown_as_meldt_av_ved(chain, cast, client_for):
    issue = chain.raised()
    chain.endorsed(issue)
    page = client_for(cast.lead).get(f"/innmeldinger/{issue.pk}/").content.decode()
    assert f"meldt av {cast.member_west.name}" in page
