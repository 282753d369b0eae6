"""«Gjelder oss også» can be taken back, by whoever said it, and said again."""

import pytest

from escalation.evidence import changed_since, freeze
from issues import merging
from issues.models import Backing
from network.membership import seat
from network.models import Event, Notice, Person, Seat
from network.workflow import take

ASK = "Deling av røntgenbilder mellom sykehus"


@pytest.fixture
def colleague(bodies, organisations, system, now):
    """Another member for the organisation that says it."""
    person = Person.objects.create_user("kollega@loft.example", name="Kollega Bergen")
    seat(person, bodies.west, organisation=organisations.bergen, role=Seat.Role.MEMBER, actor=system, now=now)
    return person


def page_of(browser, issue):
    return browser.get(f"/innmeldinger/{issue.pk}/").content.decode()


def taken_back(browser, issue):
    return browser.post(f"/innmeldinger/{issue.pk}/gjelder-ikke-oss/", follow=True).content.decode()


def test_whoever_said_it_takes_it_back_and_says_it_again(chain, cast, organisations, client_for):
    issue, browser = chain.raised(), client_for(cast.member_west)
    chain.endorsed(issue)
    for _ in range(2):
        page = taken_back(browser, issue)
    assert "«Gjelder oss også» er tatt tilbake: Helse Bergen HF" in page
    assert Event.objects.filter(verb="issue.unendorsed").count() == 1
    assert not issue.voices.standing().exclude(is_raiser=True).exists()
    assert Notice.objects.get(event__verb="issue.unendorsed").person == cast.member
    browser.post(f"/innmeldinger/{issue.pk}/gjelder-oss-ogsa/")
    assert issue.voices.standing().get(is_raiser=False).organisation == organisations.bergen


def test_a_colleague_is_shown_that_it_is_said_and_may_have_the_answer_too(
    chain, cast, colleague, organisations, client_for
):
    issue, browser = chain.raised(), client_for(colleague)
    assert "Gjelder oss også</button>" in page_of(browser, issue)
    chain.endorsed(issue)
    page = page_of(browser, issue)
    assert "Virksomheten din står alt på saken" in page
    assert "Gi meg også svaret</button>" in page
    assert "Gjelder oss også</button>" not in page
    alike = browser.get("/innmeldinger/lignende/", {"text": ASK}).content.decode()
    assert "Virksomheten din står alt på denne saken" in alike
    assert "Gi meg også svaret<" in alike
    browser.post(f"/innmeldinger/{issue.pk}/gjelder-oss-ogsa/")
    assert "Jeg trenger ikke svaret likevel</button>" in page_of(browser, issue)
    taken_back(browser, issue)
    # The raiser heard of the organisation once, and not that it left: it stands.
    assert Notice.objects.filter(event__verb="issue.endorsed").count() == 1
    assert not Notice.objects.filter(event__verb="issue.unendorsed").exists()
    assert issue.voices.standing().get(organisation=organisations.bergen).person == cast.member_west


def test_who_raised_it_withdraws_instead_and_what_is_answered_stays(chain, cast, client_for):
    issue = chain.raised()
    assert "gjelder-ikke-oss" not in page_of(client_for(cast.member), issue)
    assert "kan du trekke innmeldingen" in taken_back(client_for(cast.member), issue)
    chain.endorsed(issue)
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Spør personvernombudet.")
    assert "gjelder-ikke-oss" not in page_of(client_for(cast.member_west), issue)
    assert "Det du har sagt, blir stående" in taken_back(client_for(cast.member_west), issue)
    assert issue.voices.standing().count() == 2


def test_those_who_took_it_back_get_no_answer_and_no_say(chain, cast, client_for):
    issue = chain.raised()
    chain.endorsed(issue)
    taken_back(client_for(cast.member_west), issue)
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Spør personvernombudet.")
    told = Notice.objects.filter(event__verb="issue.answer").values_list("person", flat=True)
    assert list(told) == [cast.member.pk]


def test_what_stood_behind_does_not_come_back_by_itself(chain, cast, organisations, client_for):
    issue, browser = chain.raised(), client_for(cast.member_west)
    chain.endorsed(issue)
    browser.post(f"/innmeldinger/{issue.pk}/star-bak/", {"organisation": organisations.bergen.pk})
    assert Backing.objects.exists()
    taken_back(browser, issue)
    chain.endorsed(issue)
    assert "står bak (" not in page_of(browser, issue)


def test_a_party_who_saw_it_as_such_only_is_led_to_the_list(chain, cast, client_for):
    issue, browser = chain.raised(), client_for(cast.member_west)
    chain.endorsed(issue)
    issue.restricted = True
    issue.save()
    page = taken_back(browser, issue)
    assert "Du står ikke lenger på saken" in page
    assert browser.get(f"/innmeldinger/{issue.pk}/").status_code == 404


def test_a_lifted_case_tells_that_someone_is_no_longer_behind(chain, cast, client_for):
    """Whoever took it back stands before those who came later: places in the list say nothing."""
    issue = chain.raised()
    chain.endorsed(issue)
    escalation = chain.proposed(chain.taken_up(issue))
    chain.lifted(escalation)
    frozen = escalation.evidence.get().content
    taken_back(client_for(cast.member_west), issue)
    found = changed_since(frozen, freeze(escalation, chain.tick()))
    assert found == [f"Helse Bergen HF står ikke lenger på «{issue.title}»."]
    assert [voice["organisation"] for voice in frozen["issues"][0]["voices"]][-1] == "Helse Bergen HF"


def test_what_came_by_a_merging_ends_there_and_stands_in_the_first(chain, cast, client_for):
    first, into = chain.raised(), chain.raised(title="Deling av bilder")
    chain.endorsed(first)
    merging.propose_merge(first, into=into, actor=cast.lead, now=chain.tick(), reason="Det samme.")
    merging.agree(first, actor=cast.member, now=chain.tick())
    taken_back(client_for(cast.member_west), into)
    merging.unmerge(first, actor=cast.lead, now=chain.tick(), reason="To ulike spørsmål.")
    assert not into.voices.standing().filter(person=cast.member_west).exists()
    assert first.voices.standing().filter(person=cast.member_west).exists()
