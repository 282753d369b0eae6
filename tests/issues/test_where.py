"""«Hvor er saken min?»: a name, a date, what happens next and what one can do, in every state."""

from datetime import timedelta

import pytest

from issues.where import where_is
from issues.workflow import WORKFLOW
from network.deadlines import date_text, local_day
from network.workflow import drawing, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(chain):
    """What stands on its page now, as one text."""

    def of(issue):
        issue.refresh_from_db()
        where = where_is(issue, chain.now)
        return f"{where.sentence} {where.next}"

    return of


@pytest.fixture
def today(chain):
    return date_text(local_day(chain.now))


def test_a_new_one_names_who_takes_the_first_look(chain, said, today):
    assert said(chain.raised()).startswith(
        f"Regionalt KI-nettverk Helse Sør-Øst har hatt saken siden {today}. Lead leder nettverket og tar første "
        "gjennomgang."
    )


def test_one_that_is_taken_in_names_who_did_it(chain, said, today):
    told = said(chain.taken_up())
    assert f"Regionalt KI-nettverk Helse Sør-Øst har saken. Lead tok saken inn {today}." in told
    assert "Du får beskjed når noe skjer" in told


def test_one_on_hold_names_the_day_it_comes_up_again(chain, cast, said):
    issue, until = chain.taken_up(), local_day(chain.now) + timedelta(days=30)
    take(issue, "hold", actor=cast.lead, now=chain.tick(), until=until, reason="Vi venter.")
    assert f"til {date_text(until)}. Den kommer opp igjen av seg selv" in said(issue)


def test_one_that_came_back_was_not_taken_in_by_whoever_sent_it_back(chain, cast, said, today):
    escalation = chain.proposed()
    given = {"reason": "For tidlig.", "instead": "Spør regionen.", "how": "writing"}
    day = local_day(chain.now)
    take(escalation, "not_lift", actor=cast.lifting_lead, now=chain.tick(), decided_on=day, **given)
    assert f"Den kom tilbake {today}. Lifting lead registrerte beslutningen." in said(escalation.issues.get())


def test_one_that_is_answered_says_what_can_be_done_if_it_did_not_help(chain, cast, said, today):
    issue = chain.taken_up()
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Spør personvernombudet.")
    assert f"Lead besvarte saken for Regionalt KI-nettverk Helse Sør-Øst {today}." in said(issue)
    assert "«Svaret hjalp ikke» én gang" in said(issue)
    take(issue, "not_helped", actor=cast.member, now=chain.tick(), reason="Vi spurte.")
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Spør igjen.")
    assert "kan du melde inn på nytt" in said(issue)


def test_one_that_is_answered_where_it_was_lifted_points_to_the_answers(chain, said, today):
    told = said(chain.all_answered().issues.get())
    assert f"Alle mottakerne har svart. Owner hdir sendte det siste svaret {today}." in told


STATES = ("new", "with_network", "on_hold", "referred", "answered_here", "proposed", "lifted", "answered")
READERS = {"raiser": "member", "joiner": "member_west", "lead": "lead"}


@pytest.fixture
def stands(chain, cast):
    """An innmelding that someone joined, brought to a state."""

    def at(state):
        issue = chain.raised()
        chain.endorsed(issue)
        if state == "new":
            return issue
        chain.taken_up(issue)
        given = {
            "on_hold": ("hold", {"until": local_day(chain.now) + timedelta(days=9), "reason": "Vi venter."}),
            "referred": ("refer", {"to": "REK", "reason": "Deres felt."}),
            "answered_here": ("answer", {"text": "Slik."}),
        }
        if state in given:
            step, words = given[state]
            take(issue, step, actor=cast.lead, now=chain.tick(), **words)
        elif state != "with_network":
            escalation = chain.proposed(issue)
            if state == "lifted":
                chain.lifted(escalation)
            elif state == "answered":
                return chain.all_answered().issues.get()
        return type(issue).objects.get(pk=issue.pk)

    return at


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", READERS)
def test_each_reader_is_told_a_name_a_date_and_what_they_can_do(
    state, reader, stands, chain, cast, viewer, client_for, today
):
    issue = stands(state)
    person = getattr(cast, READERS[reader])
    where = where_is(issue, chain.now, viewer(person), list(issue.voices.all()))
    assert today in where.sentence
    assert any(one.name in where.sentence for one in vars(cast).values())
    assert where.next
    assert where.you
    page = client_for(person).get(f"/innmeldinger/{issue.pk}/").content.decode()
    assert where.you in page


def test_whoever_has_said_if_the_answer_solved_it_is_not_asked_again(stands, chain, cast, client_for):
    issue = stands("answered")
    address = f"/innmeldinger/{issue.pk}/"
    ask = f'href="/loftede-saker/{issue.escalations.get().pk}/tilbakemelding/"'
    assert ask in client_for(cast.member).get(address).text
    chain.said(issue.escalations.get(), cast.member, "yes")
    page = client_for(cast.member).get(address).text
    assert ask not in page
    assert "si om de løste saken.</p>" not in page.replace("om du kan si om de løste saken.</p>", "")


def test_what_came_back_is_drawn_in_the_order_of_the_way(chain, cast):
    issue = chain.taken_up()
    issue = take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Slik.")
    issue = take(issue, "not_helped", actor=cast.member, now=chain.tick(), reason="Det hjalp ikke.")
    drawn = [(step["name"], step["state"]) for step in drawing(WORKFLOW, issue)]
    assert drawn[:3] == [("new", "done"), ("with_network", "now"), ("proposed", "next")]
    assert drawn[-1] == ("answered", "next")


def test_a_message_is_promised_only_to_those_who_get_it(chain, cast, viewer, client_for):
    issue = chain.raised()
    following = lambda person: where_is(issue, chain.now, viewer(person), issue.voices.all()).next  # noqa: E731
    assert following(cast.member).startswith("Du hører fra et menneske innen")
    for person in (cast.member_west, cast.lead):
        assert following(person).startswith("Den som meldte inn, hører fra et menneske innen")
        assert "Du får beskjed" not in following(person)
    heading = lambda person: client_for(person).get(f"/innmeldinger/{issue.pk}/").content.decode()  # noqa: E731
    assert ">Hvor er saken min?</h2>" in heading(cast.member)
    assert ">Hvor er saken?</h2>" in heading(cast.member_west)
