"""One answer from several: off until turned on, each decides and signs, and it comes home once."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from config.invariants import breaches
from escalation.models import Answer, Decision
from guidance.models import JointText
from network import audit
from network.messages import wording
from network.models import Event, Notice
from network.registries import waiting_on
from network.workflow import Missing, NotAllowed, NotPossible, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(chain, bodies, cast):
    """Lifted to the coordinating group and two desks that have confirmed it; the network allows joint answers."""
    bodies.south_east.joint_answers = True
    bodies.south_east.save()
    issue = chain.raised()
    chain.endorsed(issue)
    recipients = [bodies.coordinating, bodies.desk_hdir, bodies.desk_dmp]
    escalation = chain.lifted(chain.proposed(chain.taken_up(issue), recipients), recipients)
    return SimpleNamespace(
        escalation=escalation,
        group=chain.acknowledged(chain.referral(escalation, bodies.coordinating)),
        hdir=chain.acknowledged(chain.referral(escalation, bodies.desk_hdir)),
        dmp=chain.acknowledged(chain.referral(escalation, bodies.desk_dmp), cast.owner_dmp),
    )


@pytest.fixture
def step(chain, cast):
    """`step(referral, name, person, …)`: one step, a minute later; the referral as it then stands."""
    return lambda referral, name, person, **given: take(
        referral, name, actor=person, now=chain.tick(), **given
    )


def started(case, step, cast):
    return step(case.group, "start_joint", cast.coord_lead, partners=[case.hdir, case.dmp])


def written(case, step, cast, text="Dere kan dele bildene."):
    group = started(case, step, cast)
    common = group.joint.parts.get(body=None)
    return step(group, "draft_joint", cast.coord_lead, texts={common.pk: text})


def signed_by_all(case, step, chain, cast):
    group = written(case, step, cast)
    group = step(chain.decided(chain.laid_before(group)), "sign_joint", cast.coord_lead)
    for desk, owner in ((case.hdir, cast.owner_hdir), (case.dmp, cast.owner_dmp)):
        step(desk, "sign_joint", owner, outcome="direct", grounds="Avklart mellom etatene.")
    return group


def test_it_is_off_until_the_network_turns_it_on(case, step, cast, bodies):
    bodies.south_east.joint_answers = False
    bodies.south_east.save()
    with pytest.raises(NotPossible, match="slått på"):
        started(case, step, cast)


def test_only_the_lead_recipient_proposes_it(case, step, cast):
    with pytest.raises(NotPossible, match="hovedmottakeren"):
        step(case.hdir, "start_joint", cast.owner_hdir, partners=[case.dmp])


def test_one_answer_comes_home_once_and_ends_every_sak(case, step, chain, cast):
    group = signed_by_all(case, step, chain, cast)
    step(group, "answer_jointly", cast.coord_lead)
    case.escalation.refresh_from_db()
    assert case.escalation.state == "answered"
    assert set(case.escalation.referrals.values_list("state", flat=True)) == {"answered"}
    assert set(Answer.objects.values_list("text", flat=True)) == {"Dere kan dele bildene."}
    event = Event.objects.get(verb="referral.answer_jointly")
    told = Notice.objects.filter(person=cast.member, event__verb__contains="answer")
    assert [notice.event for notice in told] == [event], "read once, not once for each who gave it"
    assert Notice.objects.filter(event=event, person=cast.member_west, needs_you=True).exists()
    _, mail = wording(event, cast.member)
    assert "Alle mottakerne har svart." in mail
    audit.seal()
    assert breaches(chain.now) == []


def test_each_answer_is_signed_by_its_own_body(case, step, chain, cast):
    step(signed_by_all(case, step, chain, cast), "answer_jointly", cast.coord_lead)
    signers = dict(Answer.objects.values_list("referral__recipient__slug", "seat__person__email"))
    assert signers == {
        "coordinating": cast.coord_lead.email,
        "desk-hdir": cast.owner_hdir.email,
        "desk-dmp": cast.owner_dmp.email,
    }


def test_a_desk_decides_as_it_signs_and_only_the_first_time(case, step, cast):
    written(case, step, cast)
    with pytest.raises(Missing):
        step(case.dmp, "sign_joint", cast.owner_dmp)
    desk = step(case.dmp, "sign_joint", cast.owner_dmp, outcome="direct", grounds="Avklart.")
    common = desk.joint.parts.get(body=None)
    case.group.refresh_from_db()
    step(case.group, "draft_joint", cast.coord_lead, texts={common.pk: "Dere kan ikke dele bildene."})
    step(desk, "sign_joint", cast.owner_dmp)
    assert Decision.objects.filter(referral=desk).count() == 1
    assert desk.joint.signatures.count() == 2


def test_a_group_decides_before_it_signs(case, step, cast):
    group = written(case, step, cast)
    with pytest.raises(NotPossible, match="må beslutte"):
        step(group, "sign_joint", cast.coord_lead)


def test_nothing_is_sent_until_every_signature_stands(case, step, chain, cast, bodies):
    group = signed_by_all(case, step, chain, cast)
    own = group.joint.parts.get(body=bodies.desk_dmp)
    step(case.dmp, "draft_joint", cast.owner_dmp, texts={own.pk: "Utstyret må være CE-merket."})
    with pytest.raises(NotPossible, match=bodies.desk_dmp.name):
        step(group, "answer_jointly", cast.coord_lead)
    assert not Answer.objects.exists()
    step(case.dmp, "sign_joint", cast.owner_dmp)
    step(group, "answer_jointly", cast.coord_lead)
    assert Answer.objects.first().text == (
        "Dere kan dele bildene.\n\nDirektoratet for medisinske produkter: Utstyret må være CE-merket."
    )


def test_in_a_joint_answer_nobody_answers_alone_by_mistake(case, step, cast):
    written(case, step, cast)
    with pytest.raises(NotPossible, match="Gå ut av det felles svaret"):
        step(case.hdir, "settle", cast.owner_hdir, outcome="direct", grounds="x", text="y")
    with pytest.raises(NotPossible, match="Gå ut av det felles svaret"):
        step(case.hdir, "hand_on", cast.owner_hdir, reason="Ikke vårt.")


def test_whoever_leaves_answers_alone_and_the_others_go_on(case, step, chain, cast, bodies):
    group = written(case, step, cast)
    desk = step(case.hdir, "leave_joint", cast.owner_hdir, reason="Vi har eget innhold.")
    assert chain.settled(desk).state == "answered"
    group = step(chain.decided(chain.laid_before(group)), "sign_joint", cast.coord_lead)
    step(case.dmp, "sign_joint", cast.owner_dmp, outcome="direct", grounds="Avklart.")
    step(group, "answer_jointly", cast.coord_lead)
    case.escalation.refresh_from_db()
    assert case.escalation.state == "answered"


def test_without_the_lead_there_is_no_joint_answer(case, step, cast):
    group = written(case, step, cast)
    step(group, "leave_joint", cast.coord_lead, reason="Styringsgruppen vil svare selv.")
    case.dmp.refresh_from_db()
    assert case.dmp.joint is None


def test_it_waits_on_those_who_must_sign_and_then_on_the_lead(case, step, chain, cast, viewer):
    group = written(case, step, cast)
    what = lambda person: [w.what for w in waiting_on(viewer(person, chain.now))]  # noqa: E731
    assert "Les og signer det felles svaret" in what(cast.owner_dmp)
    signed_again = step(chain.decided(chain.laid_before(group)), "sign_joint", cast.coord_lead)
    for desk, owner in ((case.hdir, cast.owner_hdir), (case.dmp, cast.owner_dmp)):
        step(desk, "sign_joint", owner, outcome="direct", grounds="Avklart.")
    assert what(cast.owner_dmp) == []
    assert "Alle har signert: send det felles svaret" in what(cast.coord_lead)
    assert signed_again.state == "decided"


def test_a_group_is_not_asked_to_sign_what_it_has_not_decided(case, step, chain, cast, viewer):
    group = written(case, step, cast)
    what = lambda person: [w.what for w in waiting_on(viewer(person, chain.now))]  # noqa: E731
    assert "Les og signer det felles svaret" not in what(cast.coord_lead)
    assert what(cast.coord_lead) != []
    chain.laid_before(group)
    assert what(cast.coord_lead) == []


def test_whoever_leaves_is_told_first_what_follows(case, step, cast, client_for):
    group = written(case, step, cast)

    def page(one, who):
        address = f"/loftede-saker/hos-mottaker/{one.pk}/svar-selv/"
        return client_for(who).get(address).content.decode()

    assert "De andre svarer fortsatt sammen." in page(case.hdir, cast.owner_hdir)
    assert "Går du ut, faller hele det felles svaret bort." in page(group, cast.coord_lead)


def test_the_draft_is_seen_by_those_who_answer_and_by_nobody_else(case, step, cast, client_for):
    written(case, step, cast)
    address = f"/loftede-saker/felles-svar/{JointText.objects.get().pk}/"
    page = client_for(cast.owner_dmp).get(address).content.decode()
    assert "Dere kan dele bildene." in page
    assert "Signer det felles svaret" in page
    assert "Hver av dem signerer her på siden" in page
    lead = client_for(cast.coord_lead).get(address).content.decode()
    assert "Koordineringsgruppen må beslutte før dere kan signere." in lead
    assert client_for(cast.member).get(address).status_code == 404
    assert client_for(cast.lead_west).get(address).status_code == 404


def test_the_answer_is_read_once_on_the_case_and_on_the_innmelding(case, step, chain, cast, client_for):
    step(signed_by_all(case, step, chain, cast), "answer_jointly", cast.coord_lead)
    issue = reverse("issue-detail", args=[case.escalation.issues.get().pk])
    for address in (case.escalation.get_absolute_url(), issue):
        page = client_for(cast.member).get(address).content.decode()
        before_history = page.partition('id="historikk"')[0]
        assert before_history.count("Dere kan dele bildene.") == 1
        assert "Felles svar fra" in page


def test_only_those_who_act_for_the_body_sign(case, step, cast):
    written(case, step, cast)
    with pytest.raises(NotAllowed):
        step(case.dmp, "sign_joint", cast.owner_hdir, outcome="direct", grounds="x")
