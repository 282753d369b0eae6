"""The front page tells what happens in the reader's regions, and in the network."""

from escalation.panels import NEW_FOR
from network.models import Seat


def front_page(client_for, person):
    return client_for(person).get("/").content.decode()


def test_one_sees_what_is_new_in_ones_own_region(chain, cast, client_for):
    project = chain.registered(title="KI på hudbilder")
    issue = chain.raised(title="Hvem svarer om hudbilder?")
    page = front_page(client_for, cast.colleague)
    assert "Nytt i regionen din og i nettverket" in page
    assert f'href="/prosjekter/{project.pk}/"' in page
    assert f'href="/innmeldinger/{issue.pk}/"' in page
    west = front_page(client_for, cast.member_west)
    assert "KI på hudbilder" not in west
    assert "Hvem svarer om hudbilder?" not in west


def test_what_one_may_not_see_is_not_told(chain, cast, client_for):
    chain.raised(title="Hvem svarer når leverandøren er borte?", restricted=True)
    chain.registered(title="Bare for oss selv", reach="organisation")
    Seat.objects.filter(person=cast.colleague).update(organisation=cast.lead.seats.get().organisation)
    page = front_page(client_for, cast.colleague)
    assert "leverandøren er borte" not in page
    assert "Bare for oss selv" not in page
    assert "Nytt i regionen" not in front_page(client_for, cast.industry)
    assert "Nytt i regionen" not in front_page(client_for, cast.outsider)


def test_those_who_see_all_regions_are_told_of_all(chain, cast, client_for):
    chain.registered(title="KI på hudbilder")
    assert "KI på hudbilder" in front_page(client_for, cast.owner_hdir)


def test_only_the_place_where_one_is_stands_out(cast, client_for):
    page = client_for(cast.member).get("/loftede-saker/hva-det-forte-til/").content.decode()
    assert page.count('aria-current="page"') == 2  # the menu stands twice: wide, and folded
    assert page.count('<a href="/loftede-saker/hva-det-forte-til/" aria-current="page">') == 2


def test_what_is_old_is_no_news(chain, cast, client_for, now):
    project = chain.registered(title="KI på hudbilder")
    type(project).objects.filter(pk=project.pk).update(registered_at=now - NEW_FOR)
    assert "KI på hudbilder" not in front_page(client_for, cast.colleague)
