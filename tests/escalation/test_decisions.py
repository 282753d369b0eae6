"""What every decision says: who took part, what its outcome demands, and how it reads afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from escalation import preparing
from escalation.forms import REFERRAL_FORMS
from escalation.models import Decision
from network import membership
from network.deadlines import local_day
from network.models import Notice, Seat
from network.workflow import Missing, Refused, take

pytestmark = pytest.mark.django_db
How, Outcome = Decision.How, Decision.Outcome


@pytest.fixture
def authorised(chain, laid, cast, bodies):
    """The coordinating group's lead may decide for the steering group, which they do not run."""
    return take(
        laid,
        "authorise",
        actor=cast.coord_secretary,
        now=chain.tick(),
        seat=chain.seat(cast.coord_lead, bodies.coordinating),
        limits="Innenfor forslaget.",
        until=local_day(chain.now) + timedelta(days=10),
    )


def correct(chain, referral, person, **more):
    given = chain.decision_input(referral) | {"grounds": "Det var feil."} | more
    return take(referral, "correct", actor=person, now=chain.tick(), **given)


def newest(case):
    return case.decisions.order_by("-pk").first()


# By fullmakt


def test_a_case_lifted_by_fullmakt_does_not_say_that_the_group_was_there(chain, cast, bodies):
    lifted = take(
        chain.proposed(),
        "lift",
        actor=cast.lifting_lead,
        now=chain.tick(),
        recipients=[bodies.desk_hdir],
        lead_recipient=bodies.desk_hdir,
        reason="Haster.",
        how=How.AUTHORITY,
        decided_on=local_day(chain.now),
        participations=chain.participations(bodies.network_steering, aside=cast.lifting_member),
    )
    parts = newest(lifted).participations.values_list("seat__person", "part")
    assert list(parts) == [(cast.lifting_member.pk, "stood_aside")]


def test_nor_does_a_correction_by_fullmakt(chain, authorised, cast):
    decided = chain.decided(authorised, how=How.AUTHORITY)
    corrected = correct(chain, decided, cast.coord_secretary, how=How.AUTHORITY)
    assert newest(corrected).corrects
    assert not newest(corrected).participations.exists()


def test_one_who_decides_alone_is_asked_neither_how_nor_who_was_there(chain, authorised, cast, client_for):
    address = reverse("referral-step", args=[authorised.pk, "decide"])
    alone = client_for(cast.coord_lead).get(address).context["form"]
    assert not [name for name in alone.fields if name.startswith("part_")]
    assert alone.fields["how"].choices == [(How.AUTHORITY, How.AUTHORITY.label)]
    secretary = client_for(cast.coord_secretary).get(address).context["form"]
    assert [name for name in secretary.fields if name.startswith("part_")]
    assert secretary.fields["how"].initial == How.MEETING


# Vara


def test_the_silence_of_a_vara_is_the_members(chain, group, cast, bodies, organisations, system):
    member = chain.seat(cast.steering_member, bodies.steering)
    vara = membership.seat(
        cast.outsider,
        bodies.steering,
        organisation=organisations.dmp,
        role=Seat.Role.DEPUTY,
        deputises_for=member,
        actor=system,
        now=chain.tick(),
    )
    week = local_day(chain.now) + timedelta(days=7)
    laid = chain.laid_before(group, in_writing=True, treated_on=week)
    for person in (cast.steering_lead, cast.aside):
        preparing.say(laid, actor=person, now=chain.tick(), kind="written", value="yes")
    parts = chain.participations(bodies.steering)
    without_vara = [part | {"part": "absent"} if part["seat"] == vara else part for part in parts]
    with pytest.raises(Refused, match="Ikke alle har svart"):
        chain.decided(laid, how=How.WRITING, participations=without_vara)
    without_member = [part | {"part": "absent"} if part["seat"] == member else part for part in parts]
    decided = chain.decided(laid, how=How.WRITING, participations=without_member)
    assert decided.state == "decided"


# What an outcome demands, and how it reads


def test_another_scheme_is_named_and_told_to_those_who_asked(chain, laid, cast, client_for):
    with pytest.raises(Missing) as refusal:
        chain.decided(laid, outcome=Outcome.OTHER_SCHEME, scheme=" ")
    assert refusal.value.field == "scheme"
    answered = chain.answered(chain.decided(laid, outcome=Outcome.OTHER_SCHEME, scheme="Nye metoder"))
    page = client_for(cast.member).get(answered.get_absolute_url()).content.decode()
    assert "hører til en annen ordning: Nye metoder" in page
    told = Notice.objects.get(event__verb="referral.answer", person=cast.member).event
    assert told.data["outcome"] == "hører til en annen ordning: Nye metoder"


def test_that_nobody_acts_is_kept_and_shown(chain, laid, cast, client_for, organisations):
    with pytest.raises(Refused, match="Velg enten"):
        chain.decided(laid, nobody_acts=True, executor=organisations.hdir)
    decided = chain.decided(laid, nobody_acts=True)
    page = client_for(cast.coord_lead).get(decided.get_absolute_url()).content.decode()
    assert "Ingen skal gjøre noe nå." in page


def test_other_outcomes_say_nothing_of_nobody(chain, laid):
    decided = chain.decided(laid, outcome=Outcome.NOTED, nobody_acts=True, scheme="Nye metoder")
    assert (newest(decided).nobody_acts, newest(decided).scheme) == (False, "")


def test_those_who_shall_do_it_after_a_correction_are_needed(chain, laid, cast, organisations):
    decided = chain.decided(laid)
    correct(chain, decided, cast.coord_secretary, outcome=Outcome.ENDORSED, executor=organisations.dmp)
    assert Notice.objects.get(person=cast.steering_member, event__verb="referral.correct").needs_you
    assert not Notice.objects.get(person=cast.steering_lead, event__verb="referral.correct").needs_you


def test_a_desk_shows_by_a_link_that_it_existed(chain, bodies, cast):
    desk = chain.settled(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    form = REFERRAL_FORMS["correct"](
        {
            "outcome": Outcome.EXISTS,
            "wording": "Det fantes alt.",
            "grounds": "Vi fant siden.",
            "link": "https://www.helsedirektoratet.no/",
            "version": desk.version,
            "token": "en",
        },
        case=desk,
        now=chain.now,
    )
    assert form.is_valid(), form.errors
    corrected = take(desk, "correct", actor=cast.owner_hdir, now=chain.tick(), **form.given())
    assert newest(corrected).outcome == Outcome.EXISTS
