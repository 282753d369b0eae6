"""One case on two bodies' agendas: each line says where else it stands, to those who may see that agenda."""

from datetime import timedelta

import pytest

from meetings import closing
from meetings.compiling import compile_meeting
from meetings.planning import plan
from network.models import Seat

pytestmark = pytest.mark.django_db
SAYS = "Saken står også på sakslisten til"


@pytest.fixture
def both(chain, bodies, cast, now):
    """A case of the coordinating group, laid before the steering group: on both agendas."""
    escalation = chain.lifted(recipients=[bodies.coordinating])
    chain.laid_before(chain.acknowledged(chain.referral(escalation, bodies.coordinating)))

    def made(body, actor, days):
        meeting = plan(body, actor=actor, now=chain.tick(), starts_at=now + timedelta(days=days))
        compile_meeting(meeting, now=chain.tick())
        return meeting

    return made(bodies.coordinating, cast.coord_lead, 5), made(bodies.steering, cast.coord_secretary, 9)


def read(client_for, person, meeting):
    return client_for(person).get(f"/moter/{meeting.pk}/").content.decode()


def test_each_line_names_the_other_agenda_and_its_date(both, client_for, cast):
    first, second = both
    page = read(client_for, cast.coord_secretary, first)
    assert f'{SAYS} <a class="ds-link" href="/moter/{second.pk}/">Styringsgruppen ' in page
    assert (
        f'href="/moter/{first.pk}/">Koordineringsgruppen '
        in read(client_for, cast.coord_secretary, second).partition(SAYS)[2]
    )


def test_who_may_not_see_the_other_agenda_reads_nothing_of_it(both, client_for, cast, bodies):
    seated = Seat.objects.filter(body=bodies.steering).values("person")
    only_here = Seat.objects.filter(body=bodies.steering).exclude(
        person__in=Seat.objects.filter(body=bodies.coordinating).values("person")
    )
    person = only_here.filter(person__in=seated, role="member").first().person
    page = read(client_for, person, both[1])
    assert "deling av røntgenbilder" in page
    assert SAYS not in page


def test_a_case_on_one_agenda_says_nothing_of_others(both, client_for, cast):
    both[1].items.update(removed=True)
    assert SAYS not in read(client_for, cast.coord_secretary, both[0])


def test_treated_in_one_it_is_still_the_others_to_decide(both, client_for, cast):
    first, second = both
    when = first.starts_at + timedelta(hours=1)
    compile_meeting(first, now=when, actor=cast.coord_lead)
    closing.close(first, actor=cast.coord_lead, now=when, rest_to_next=True)
    compile_meeting(second, now=when)
    assert second.items.get(source="decision").is_on
