"""What members of a deciding body can say before it decides. None of it is needed for the group to decide."""

import pytest

from escalation import preparing
from escalation.models import MemberInput
from network import membership
from network.messages import compose, wording
from network.models import Event, Mail, Notice
from network.workflow import Missing, NotAllowed, NotPossible, Refused

pytestmark = pytest.mark.django_db


def say(chain, referral, person, kind, **more):
    return preparing.say(referral, actor=person, now=chain.tick(), kind=kind, **more)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("question", {"text": "Hva koster det kommunene?"}),
        ("deputy", {"text": "Nils kommer for meg."}),
        ("aside", {"text": "Vi kjøpte produktet."}),
        ("anchored", {"value": "ongoing"}),
    ],
)
def test_it_reaches_those_who_prepare_the_case_and_stands_on_it(chain, laid, cast, kind, more, client_for):
    given = say(chain, laid, cast.steering_member, kind, **more)
    assert (given.kind, given.seat.person) == (kind, cast.steering_member)
    assert Notice.objects.filter(event__verb="referral.input", person=cast.coord_lead).exists()
    shown = client_for(cast.coord_secretary).get(laid.get_absolute_url()).content.decode()
    assert more.get("text", "pågår") in shown


def test_the_notice_names_the_organisation_and_what_it_said(chain, laid, cast):
    say(chain, laid, cast.steering_member, "anchored", value="ongoing")
    subject, _body = wording(Event.objects.get(verb="referral.input"))
    assert subject == f"Forankret hjemme, pågår (Direktoratet for medisinske produkter): {laid.title}"


def test_only_members_of_the_group_that_decides(chain, laid, cast):
    for person in (cast.member, cast.coord_lead, cast.owner_dmp, cast.outsider):
        with pytest.raises(NotAllowed):
            say(chain, laid, person, "question", text="Hei?")


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        ("question", {}, "text"),
        ("aside", {}, "text"),
        ("anchored", {}, "value"),
        ("anchored", {"value": "maybe"}, "value"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(chain, laid, cast, kind, more, field):
    with pytest.raises(Missing) as refusal:
        say(chain, laid, cast.steering_member, kind, **more)
    assert refusal.value.field == field
    assert not MemberInput.objects.exists()


def test_an_answer_in_writing_only_when_it_was_sent_so(chain, laid, cast):
    for kind, more in (("written", {"value": "yes"}), ("meeting", {})):
        with pytest.raises(NotPossible, match="ikke på skriftlig behandling"):
            say(chain, laid, cast.steering_member, kind, **more)


def test_after_the_decision_nothing_more_is_taken_in(chain, laid, cast):
    chain.decided(laid)
    with pytest.raises(NotPossible):
        say(chain, laid, cast.steering_member, "question", text="For sent?")


def test_twice_is_once(chain, laid, cast):
    first = say(chain, laid, cast.steering_member, "question", text="Hva koster det?", token="t")
    assert say(chain, laid, cast.steering_member, "question", text="Hva koster det?", token="t") == first
    assert Event.objects.filter(verb="referral.input").count() == 1


def test_the_group_decides_though_nobody_has_said_anything(chain, laid):
    assert chain.decided(laid).state == "decided"


@pytest.fixture
def vara(chain, cast, bodies, organisations, system):
    return membership.seat(
        cast.colleague,
        bodies.steering,
        organisation=organisations.dmp,
        role="deputy",
        deputises_for=chain.seat(cast.steering_member, bodies.steering),
        actor=system,
        now=chain.tick(),
    )


def test_the_vara_a_member_sends_is_told_with_a_link_to_the_papers(
    chain, laid, cast, vara, client_for, client
):
    browser = client_for(cast.steering_member)
    address = laid.get_absolute_url()
    form = next(f for f in browser.get(address).context["input_forms"] if f["kind"].value() == "deputy")
    assert list(form.fields["deputy"].queryset) == [vara]
    sent = {"token": "t", "kind": "deputy", "deputy": vara.pk, "text": ""}
    for _ in range(2):
        assert browser.post(f"{address}innspill/", sent).status_code == 302
    assert laid.inputs.get().deputy == vara
    assert cast.colleague.name in client_for(cast.coord_secretary).get(address).content.decode()
    notice = Notice.objects.get(event__verb="referral.deputy_sent")
    assert (notice.person, notice.needs_you) == (cast.colleague, True)
    mail = compose(Mail.objects.get(notices=notice), chain.now)
    link = mail.body.partition("bare til deg:")[2].split()[0]
    client.logout()
    assert "Åpne sakspapiret" in client.get(link).content.decode()


def test_nobody_else_is_sent_as_vara(chain, laid, cast, vara, bodies):
    with pytest.raises(Refused) as refusal:
        say(chain, laid, cast.aside, "deputy", deputy=vara)
    assert refusal.value.field == "deputy"
    assert say(chain, laid, cast.aside, "deputy").deputy is None
