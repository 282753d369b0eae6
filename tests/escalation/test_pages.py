"""The pages of a løftet sak and of the sak hos each mottaker."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from escalation import preparing
from escalation.deciding import AFTER_DECISION_DAYS
from escalation.forms import ESCALATION_FORMS, REFERRAL_FORMS
from escalation.lifting import VERDICT_DAYS
from escalation.models import Escalation
from escalation.paper_links import LASTS
from escalation.reminders import AFTER, BEFORE
from escalation.workflow import REFERRALS
from network import deadlines, membership, outbox
from network.addresses import word_for
from network.deadlines import date_text, local_day
from network.models import Body, Deadline, Event
from network.workflow import take
from tests import slow_clock

pytestmark = pytest.mark.django_db


def page_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_where_nothing_is_chosen_it_says_so_in_norwegian(chain, cast, bodies, client_for):
    sent = chain.referral(chain.lifted(), bodies.coordinating)
    page = page_of(client_for(cast.coord_lead), f"{sent.get_absolute_url()}bekreft/")
    assert '<option value="" selected>Velg …</option>' in page
    assert "---" not in page


# Steps


def step(browser, case, name, **given):
    return browser.post(
        f"{case.get_absolute_url()}{word_for(name)}/", {"token": "t", "version": case.version} | given
    )


def said_on(response, browser):
    """What the page after a step says happened."""
    assert response.status_code == 302
    return [str(message) for message in browser.get(response.url).context["messages"]]


@pytest.mark.parametrize("state", ["sent", "answered"])
def test_no_step_that_the_case_has_left_behind_loses_what_was_typed(state, chain, bodies, cast, client_for):
    escalation = chain.all_answered() if state == "answered" else chain.lifted()
    referral = chain.referral(escalation, bodies.coordinating)
    browser = client_for(cast.member)
    typed = {"text": "Ord jeg skrev", "reason": "Ord jeg skrev"}
    for case, forms in ((referral, REFERRAL_FORMS), (escalation, ESCALATION_FORMS)):
        for name in forms:
            response = step(browser, case, name, **typed)
            assert response.status_code == 200, name
            page = response.content.decode()
            asked = typed.keys() & response.context["form"].fields.keys()
            assert ("Ord jeg skrev" in page) == bool(asked), name
            assert "Noe mangler eller må rettes" in page, name


def test_two_who_take_the_same_step_both_keep_their_words(group, chain, cast, client_for):
    asked = chain.asked(group)
    browser = client_for(cast.lead)
    said_on(step(browser, asked, "reply", text="Ti prosjekter."), browser)
    stale = step(browser, asked, "reply", text="Elleve.", token="u")
    assert "Noen andre har endret saken" in stale.content.decode()
    again = step(browser, asked, "reply", text="Elleve.", token="u", version=stale.context["case"].version)
    page = again.content.decode()
    assert "«Gi opplysningene» går ikke nå: saken er «under behandling»." in page
    assert "Elleve." in page


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("new_date", {"due": "2030-01-02", "reason": "Ferie."}),
        ("hand_on", {"new_holder": "desk_dmp", "reason": "Ikke vårt."}),
    ],
)
def test_a_double_click_is_told_that_it_is_done(name, given, group, bodies, cast, client_for):
    given = {key: getattr(bodies, value).pk if key == "new_holder" else value for key, value in given.items()}
    browser = client_for(cast.coord_lead)
    first = said_on(step(browser, group, name, **given), browser)
    assert said_on(step(browser, group, name, **given), browser) == first
    assert str(REFERRALS.steps[name].done) in first[0]
    assert Event.objects.filter(verb=f"referral.{name}").count() == 1


def test_what_the_coordinating_group_finds_unclear_stays_with_it_and_is_said_to(
    chain, group, cast, client_for, mailoutbox
):
    browser, given = client_for(cast.coord_lead), {"responsibility": "unclear", "reason": "Flere har ansvar."}
    said = said_on(step(browser, group, "hand_on", **given), browser)
    assert said == ["Saken blir hos dere til ansvaret er avklart. De det gjelder, har fått beskjed."]
    page = page_of(browser, group.get_absolute_url())
    name = group.holder.name
    assert f"{name} har saken fortsatt, for å avklare hvem som har ansvaret" in page
    assert "sendte saken videre" not in page
    assert "Først sendt til" not in page
    assert "Saken sendt videre" not in page_of(browser, "/loftede-saker/journal/")
    outbox.send_due()
    letters = [mail for mail in mailoutbox if f"{name} avklarer hvem som har ansvaret" in mail.subject]
    assert letters
    assert not any("videre" in mail.body or "Ny svarfrist" in mail.body for mail in letters)


def test_only_a_step_that_told_somebody_says_so(group, cast, client_for):
    browser = client_for(cast.coord_lead)
    assert said_on(step(browser, group, "file", own_case_number="26/1"), browser) == [
        "Arkivopplysningene er lagret."
    ]
    group.refresh_from_db()
    told = said_on(step(browser, group, "new_date", due="2030-01-02", reason="Ferie.", token="u"), browser)
    assert told == ["Den nye svarfristen er satt. De det gjelder, har fått beskjed."]


# What members say before the group decides


def input_page(browser, referral, kind, **given):
    return browser.post(f"{referral.get_absolute_url()}innspill/", {"token": "t", "kind": kind} | given)


def test_each_thing_a_member_can_say_asks_only_for_what_it_needs(laid, cast, client_for):
    forms = client_for(cast.steering_member).get(laid.get_absolute_url()).context["input_forms"]
    asked = {form["kind"].value(): [field.name for field in form.visible_fields()] for form in forms}
    assert asked == {
        "question": ["text"],
        "deputy": ["deputy", "text"],
        "aside": ["text"],
        "anchored": ["value", "text"],
    }


def test_a_question_is_one_field_and_is_taken_in(laid, cast, client_for):
    browser = client_for(cast.steering_member)
    response = input_page(browser, laid, "question", text="Hva koster det kommunene?", value="yes")
    assert said_on(response, browser) == ["Takk. De som forbereder saken, har fått beskjed."]
    assert laid.inputs.get().text == "Hva koster det kommunene?"


def test_what_is_missing_is_said_on_the_form_that_was_sent(laid, cast, client_for):
    page = input_page(client_for(cast.steering_member), laid, "anchored", text="Vi venter på direktøren.")
    assert "Vi venter på direktøren." in page.content.decode()
    assert page.context["form"].errors == {"value": ["Velg et svar."]}
    page = input_page(client_for(cast.steering_member), laid, "aside")
    assert page.context["form"].errors == {"text": ["Skriv hvorfor du kan være inhabil."]}
    assert not laid.inputs.exists()


def test_what_a_member_said_too_late_is_kept_on_the_page(chain, laid, cast, client_for):
    chain.decided(laid)
    browser = client_for(cast.steering_member)
    page = input_page(browser, laid, "written", value="no", text="Vi er ikke enige.").content.decode()
    assert "Saken tar ikke imot innspill nå." in page
    assert "Vi er ikke enige." in page


def test_a_member_who_clicks_twice_is_thanked_twice(chain, laid, cast, client_for):
    browser = client_for(cast.steering_member)
    first = said_on(input_page(browser, laid, "question", text="Hva koster det?"), browser)
    chain.decided(laid)
    assert said_on(input_page(browser, laid, "question", text="Hva koster det?"), browser) == first
    assert laid.inputs.count() == 1


# The answer's way home


def mail_to(person, mailoutbox, about):
    outbox.send_due()
    return next(m.body for m in mailoutbox if m.to == [person.email] and about in m.subject)


def test_the_mail_of_an_answer_leads_to_where_one_says_whether_it_helped(
    chain, bodies, cast, client_for, mailoutbox
):
    escalation = chain.all_answered()
    address = f"{escalation.get_absolute_url()}#tilbakemelding"
    for about in ("Svar fra Koordineringsgruppen", "Svar fra Innholdsansvarlig"):
        assert f"{address}\n" in mail_to(cast.member, mailoutbox, about)
    group = chain.referral(escalation, bodies.coordinating)
    take(
        group,
        "correct",
        actor=cast.coord_secretary,
        now=chain.tick(),
        **chain.decision_input(group, aside=cast.aside, grounds="Datoen var feil."),
    )
    assert f"{address}\n" in mail_to(cast.member, mailoutbox, "Rettet beslutning")
    page = page_of(client_for(cast.member), escalation.get_absolute_url())
    assert 'id="tilbakemelding"' in page
    shown = page_of(client_for(cast.member), group.get_absolute_url())
    assert f'href="{address}"' in shown


def test_the_days_it_took_stop_counting_when_it_is_answered(chain, bodies, cast, client_for):
    chain.now -= timedelta(days=14)
    sent = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    browser = client_for(cast.member)
    since = slow_clock.days_between(local_day(sent.sent_at), local_day(timezone.now()))
    assert f"{since} virkedager siden" in page_of(browser, sent.get_absolute_url())
    chain.now += timedelta(days=7)
    chain.settled(sent)
    took = slow_clock.days_between(local_day(sent.sent_at), local_day(chain.now))
    page = page_of(browser, sent.get_absolute_url())
    assert f"besvart etter {took} virkedager" in page
    assert "siden." not in page.partition("</header>")[0].partition("<h1")[2]


def test_a_case_says_who_decided_to_lift_it_and_when(chain, cast, bodies, client_for):
    browser = client_for(cast.member)
    escalation = chain.proposed()
    address = escalation.get_absolute_url()
    assert "Nettverkets styringsgruppe tar stilling til om saken løftes" in page_of(browser, address)
    chain.lifted(escalation)
    page = page_of(browser, address)
    assert f"Løftet av Nettverkets styringsgruppe {date_text(chain.now.date())}" in page
    assert "tar stilling" not in page.partition("</header>")[0]


def test_a_case_that_was_not_lifted_says_so(chain, cast, client_for):
    escalation = chain.proposed()
    given = {"reason": "For tidlig.", "instead": "Spør regionen.", "how": "writing"}
    take(
        escalation,
        "not_lift",
        actor=cast.lifting_lead,
        now=chain.tick(),
        decided_on=chain.now.date(),
        **given,
    )
    page = page_of(client_for(cast.member), escalation.get_absolute_url())
    assert f"Nettverkets styringsgruppe løftet ikke saken {date_text(chain.now.date())}" in page


def test_our_own_number_stands_on_the_pages_and_finds_the_case(chain, bodies, cast, client_for):
    escalation = chain.lifted()
    browser = client_for(cast.member)
    sent = chain.referral(escalation, bodies.coordinating)
    for address in (escalation.get_absolute_url(), sent.get_absolute_url()):
        assert (
            escalation.case_number
            in page_of(browser, address).partition("</header>")[2].partition("</header>")[0]
        )
    found = page_of(browser, f"/sok/?q={escalation.case_number}")
    assert escalation.get_absolute_url() in found


def test_a_proposal_of_what_was_proposed_meanwhile_keeps_what_was_typed(chain, cast, bodies, client_for):
    issue = chain.taken_up()
    chain.proposed(issue)
    form = {"token": "t", "title": issue.title, "ask": "Avklar dette.", "recipients": bodies.coordinating.pk}
    response = client_for(cast.lead).post(f"/loftede-saker/foresla/{issue.pk}/", form)
    page = response.content.decode()
    assert "Avklar dette." in page
    assert response.context["form"].errors
    assert issue.escalations.count() == 1


# «Hvor er saken min?»


def where(browser, escalation):
    """The sentences about the løftet sak on the page of its innmelding."""
    page = page_of(browser, f"/innmeldinger/{escalation.issues.get().pk}/")
    part = page.partition(f'id="loftet-{escalation.pk}"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_where_it_is_names_who_has_it_and_the_day_an_answer_is_expected(chain, bodies, cast, client_for):
    browser = client_for(cast.member)
    escalation = chain.proposed(recipients=[bodies.coordinating])
    proposed = date_text(local_day(chain.now))
    assert (
        f"Nettverkets styringsgruppe har hatt saken siden {proposed}. Lifting lead leder gruppen, som tar "
        "stilling til om saken løftes." in where(browser, escalation)
    )
    sent = chain.referral(chain.lifted(escalation, [bodies.coordinating]), bodies.coordinating)
    due = date_text(deadlines.running(sent, "answer").due_on)
    assert (
        f"Koordineringsgruppen har hatt saken siden {proposed}, uten saksbehandler ennå: Coord lead skal bekrefte "
        f"den. Svar er ventet innen {due}." in where(browser, escalation)
    )
    chain.acknowledged(sent)
    assert (
        f"Koordineringsgruppen har hatt saken siden {proposed}, med Coord lead som saksbehandler. Svar er ventet "
        f"innen {due}." in where(browser, escalation)
    )
    by = local_day(chain.now) + timedelta(days=14)
    chain.asked(sent, by=by)
    assert (
        "Fristen står stille: Koordineringsgruppen venter på opplysninger fra Regionalt KI-nettverk Helse "
        f"Sør-Øst, ikke lenger enn til {date_text(by)}." in where(browser, escalation)
    )


def test_where_it_is_says_who_decides_and_what_happens_next(chain, bodies, cast, client_for):
    browser = client_for(cast.member)
    escalation = chain.lifted(chain.proposed(recipients=[bodies.coordinating]), [bodies.coordinating])
    group = chain.acknowledged(chain.referral(escalation, bodies.coordinating))
    treated = local_day(chain.now) + timedelta(days=9)
    group = chain.laid_before(group, treated_on=treated)
    assert f"Styringsgruppen behandler den {date_text(treated)}." in where(browser, escalation)
    assert (
        "Når svaret kommer, får de som meldte inn eller sluttet seg til, beskjed, og kan si om det løste saken."
        in where(browser, escalation)
    )
    group = chain.decided(group)
    due = date_text(deadlines.running(group, "after_decision").due_on)
    assert f"Styringsgruppen har besluttet. Svar er ventet innen {due}." in where(browser, escalation)
    chain.answered(group)
    told = where(browser, escalation)
    today = date_text(local_day(chain.now))
    assert f"Koordineringsgruppen har svart {today}." in told
    verdict = date_text(deadlines.running(escalation, "verdict").due_on)
    assert f"kan si om svaret løste saken til og med {verdict}. Da avsluttes saken." in told


def test_all_clocks_are_read_at_once(chain, bodies, cast, client_for):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            where(browser, escalation)
        return len(queries)

    browser = client_for(cast.member)
    escalation = chain.lifted()
    two = asked()
    take(
        escalation,
        "add_recipient",
        actor=cast.lifting_lead,
        now=chain.tick(),
        recipient=bodies.desk_dmp,
        reason="Også deres.",
    )
    assert asked() == two


def main_button(client, case):
    page = client.get(case.get_absolute_url()).content.decode()
    return re.findall(r'data-variant="primary" href="[^"]*/([\w-]+)/"', page)


def test_the_one_main_button_is_what_usually_comes_next_and_never_sends_the_case_away(
    chain, bodies, cast, client_for
):
    escalation = chain.proposed()
    assert main_button(client_for(cast.lifting_lead), escalation) == ["loft"]
    chain.lifted(escalation)
    group, desk = (chain.referral(escalation, body) for body in (bodies.coordinating, bodies.desk_hdir))
    assert main_button(client_for(cast.coord_lead), group) == ["bekreft"]
    chain.acknowledged(group)
    assert main_button(client_for(cast.coord_lead), group) == ["legg-frem"]
    chain.laid_before(group)
    assert main_button(client_for(cast.coord_secretary), group) == ["beslutt"]
    chain.acknowledged(desk)
    assert main_button(client_for(cast.owner_hdir), desk) == ["avgjor-og-svar"]
    chain.settled(desk)
    assert main_button(client_for(cast.owner_hdir), desk) == []


# Before the group that decides


def test_a_case_laid_before_a_group_opens_with_what_it_is_asked_to_decide(chain, group, cast, client_for):
    laid = chain.laid_before(
        group,
        paper_type="decision",
        costs="To årsverk i Helsedirektoratet.",
    )
    page = page_of(client_for(cast.steering_member), laid.get_absolute_url())
    in_order = [
        "Forslag til beslutning",
        "Til beslutning i Styringsgruppen",
        "To årsverk",
        "Hva ber nettverket om?",
    ]
    places = [page.index(words) for words in in_order]
    assert places == sorted(places)


def test_what_the_case_rests_on_gives_reasons_before_scores(chain, cast, client_for):
    issue = chain.taken_up()
    chain.assessed(issue)
    escalation = chain.lifted(chain.proposed(issue))
    page = page_of(client_for(cast.member), escalation.get_absolute_url())
    frozen = page.partition('id="frosset"')[2]
    reason, score = frozen.index("Prosjektet står stille."), frozen.index("alvorlighet 4")
    assert reason < score


def decide_page(browser, referral):
    return browser.get(f"{referral.get_absolute_url()}beslutt/").context["form"]


def test_the_secretary_sees_what_each_member_said_beside_their_name(chain, group, cast, client_for):
    laid = chain.laid_before(group)
    for kind, text in (("question", "Hva koster det?"), ("aside", "Vi kjøpte produktet.")):
        preparing.say(laid, actor=cast.steering_member, now=chain.tick(), kind=kind, text=text)
    browser = client_for(cast.coord_secretary)
    form = decide_page(browser, laid)
    rows = {row.seat.person: row for row in form.participation_rows}
    said = [(given.kind, given.text) for given in rows[cast.steering_member].said]
    assert said == [("question", "Hva koster det?"), ("aside", "Vi kjøpte produktet.")]
    assert rows[cast.steering_lead].said == []
    assert (rows[cast.steering_member].part.value(), rows[cast.steering_lead].part.value()) == (
        "",
        "took_part",
    ), "whoever may be partial is for the secretary to settle"
    page = page_of(browser, f"{laid.get_absolute_url()}beslutt/")
    row = page.partition(f"part_{rows[cast.steering_member].seat.pk}")[2].partition("Hvorfor deltok ikke")[0]
    assert "Kan være inhabil: «Vi kjøpte produktet.»" in row
    answer = browser.post(f"{laid.get_absolute_url()}beslutt/", {"how": "meeting"}).content.decode()
    assert f"Velg om {cast.steering_member.name} deltok." in answer


def test_a_member_whose_organisation_asked_is_pointed_out(chain, cast, bodies, organisations, client_for):
    issue = chain.raised()
    chain.endorsed(issue, cast.lead_west, organisations.hv)
    escalation = chain.lifted(chain.proposed(chain.taken_up(issue)))
    laid = chain.laid_before(chain.acknowledged(chain.referral(escalation, bodies.coordinating)))
    form = decide_page(client_for(cast.coord_secretary), laid)
    assert [row.seat.person for row in form.participation_rows if row.is_party] == [cast.aside]
    assert form.participation_is_open
    page = page_of(client_for(cast.coord_secretary), f"{laid.get_absolute_url()}beslutt/")
    assert "Helse Vest RHF meldte inn eller sluttet seg til saken." in page


def test_who_took_part_is_folded_until_there_is_something_to_say(chain, group, cast, client_for):
    laid = chain.laid_before(group)
    browser = client_for(cast.coord_secretary)
    page = page_of(browser, f"{laid.get_absolute_url()}beslutt/")
    assert "<summary>Hvem deltok, og var noen inhabile?</summary>" in page
    assert "blir det ført at alle deltok, og at ingen var inhabile" in page
    assert not decide_page(browser, laid).participation_is_open
    seat = decide_page(browser, laid).seats[-1]
    refused = step(browser, laid, "decide", **{f"part_{seat.pk}": "stood_aside"})
    assert refused.context["form"].participation_is_open
    assert "ingen var inhabile" not in refused.content.decode()
    assert "Skriv hvorfor den inhabile ikke deltok." in refused.content.decode()


# Lists


def listed(browser, query):
    return [case.title for case in browser.get(f"/loftede-saker/?{query}").context["page"]]


@pytest.fixture
def cases(chain, bodies, organisations, cast):
    """One overdue, one whose clock stands still, one that is answered, and one that others proposed."""
    bodies.coordinating.answer_days = 5
    bodies.coordinating.save()
    chain.now -= timedelta(days=30)
    made = {}
    for title in ("Over fristen", "Står stille"):
        issue = chain.taken_up(
            chain.raised(title=title, kind="question" if title == "Står stille" else "need")
        )
        made[title] = chain.lifted(chain.proposed(issue, [bodies.coordinating]), [bodies.coordinating])
    paused = chain.referral(made["Står stille"], bodies.coordinating)
    chain.asked(chain.acknowledged(paused), by=local_day(chain.now) + timedelta(days=40))
    chain.now += timedelta(days=29)
    made["Besvart"] = chain.all_answered()
    return made


def test_the_list_of_cases_is_narrowed_and_ordered_by_what_presses(cases, cast, bodies, client_for):
    browser = client_for(cast.lead)
    answered = cases["Besvart"].title
    assert listed(browser, "due=over") == ["Over fristen"]
    assert listed(browser, "due=paused") == ["Står stille"]
    assert listed(browser, "kind=question") == ["Står stille"]
    assert listed(browser, "state=answered") == [answered]
    Escalation.objects.filter(pk=cases["Over fristen"].pk).update(home_body=bodies.west)
    assert listed(browser, f"home={bodies.west.pk}") == ["Over fristen"]
    assert listed(browser, f"home={bodies.south_east.pk}") == [answered, "Står stille"]
    assert listed(browser, "order=due")[0] == "Over fristen"
    assert listed(browser, "")[0] == answered


def test_mine_are_those_i_asked_for_or_that_came_to_my_groups(cases, cast, client_for):
    answered = cases["Besvart"].title
    assert listed(client_for(cast.owner_hdir), "whose=mine") == [answered]
    assert set(listed(client_for(cast.owner_hdir), "whose=others")) == {"Over fristen", "Står stille"}
    assert listed(client_for(cast.member_west), "whose=mine") == [answered]
    assert len(listed(client_for(cast.member), "whose=mine")) == 3


def test_no_filter_says_that_it_is_optional(cases, cast, client_for):
    assert "(valgfritt)" not in page_of(client_for(cast.lead), "/loftede-saker/")


# Help


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("saksbehandler/", "Uavklart ansvar"),
        ("beslutter/", "skriftlig behandling"),
        ("beslutter/", "fullmakt"),
        ("beslutter/", "sakspapiret"),
        ("beslutter/", "forankret"),
        ("medlem/", "Hva det førte til"),
        ("saksbehandler/", "Journalen"),
        ("saksbehandler/", "felles svar"),
        ("", "Fristen står stille"),
        ("", f"{Body._meta.get_field('answer_days').default} virkedager når ikke noe annet er avtalt"),
        ("medlem/", f"delvis eller nei innen {VERDICT_DAYS} virkedager"),
        ("beslutter/", f"i {LASTS.days} dager"),
    ],
)
def test_help_explains_a_loftet_sak_as_the_rules_have_it(page, words, client, db):
    assert words in page_of(client, f"/hjelp/{page}")


def test_the_days_that_help_writes_in_words_are_five():
    assert (AFTER_DECISION_DAYS, BEFORE, AFTER) == (5, 5, 5)


def test_whoever_replies_sees_the_question_and_whoever_answers_sees_the_decision(
    chain, group, cast, client_for
):
    asked = chain.asked(group)
    assert "Hvor mange prosjekter gjelder det?" in page_of(
        client_for(cast.lead), f"{asked.get_absolute_url()}gi-opplysninger/"
    )
    take(asked, "reply", actor=cast.lead, now=chain.tick(), text="Tre.")
    chain.decided(chain.laid_before(asked))
    page = page_of(client_for(cast.coord_lead), f"{asked.get_absolute_url()}besvar/")
    assert "Ulik praksis stopper prosjekter." in page


def test_the_answer_is_read_before_one_says_whether_it_helped(chain, cast, client_for):
    escalation = chain.all_answered()
    for address in ("", "tilbakemelding/"):
        page = page_of(client_for(cast.member), f"{escalation.get_absolute_url()}{address}")
        assert page.index("Personvernombudet ved eget sykehus") < page.index("Send tilbakemelding")


def test_a_new_round_shows_what_the_answer_did_not_solve(chain, cast, client_for):
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "no")
    page = page_of(client_for(cast.lifting_lead), f"{escalation.get_absolute_url()}ny-runde/")
    assert "Svaret gjelder ikke oss." in page


def test_what_is_missing_is_asked_for_in_the_words_of_the_table(chain, group, cast, client_for):
    refused = step(client_for(cast.coord_lead), group, "new_date", reason="", due="")
    assert "Velg den nye svarfristen." in refused.content.decode()
    assert "Feltet er påkrevet" not in refused.content.decode()


def test_a_step_that_is_not_yours_says_so_and_one_that_must_wait_says_why(chain, group, cast, client_for):
    browser = client_for(cast.member)
    page = browser.get(f"{group.get_absolute_url()}beslutt/", follow=True).content.decode()
    assert "Rollen din gir ikke adgang til «Registrer beslutningen»." in page
    page = (
        client_for(cast.coord_lead)
        .get(f"{group.get_absolute_url()}avklar-ansvar/", follow=True)
        .content.decode()
    )
    assert "Ansvaret for saken er ikke uavklart." in page


def test_a_long_text_is_not_cut_by_the_browser_but_answered(chain, group, cast, client_for):
    decided = chain.decided(chain.laid_before(group))
    browser = client_for(cast.coord_lead)
    (area,) = re.findall("<textarea[^>]*>", page_of(browser, f"{decided.get_absolute_url()}besvar/"))
    assert "maxlength" not in area
    text = "å" * 1501
    page = step(browser, decided, "answer", text=text).content.decode()
    assert "1501" in page
    assert text in page


def test_a_named_vara_stands_as_having_taken_part_for_the_member_who_sent_them(
    chain, group, cast, bodies, system, client_for
):
    laid = chain.laid_before(group)
    member = chain.seat(cast.steering_member, bodies.steering)
    details = {"organisation": member.organisation, "role": "deputy", "deputises_for": member}
    vara = membership.seat(cast.colleague, bodies.steering, actor=system, now=chain.tick(), **details)
    preparing.say(laid, actor=cast.steering_member, now=chain.tick(), kind="deputy", deputy=vara)
    form = decide_page(client_for(cast.coord_secretary), laid)
    parts = {row.seat.person: row.part.value() for row in form.participation_rows}
    assert (parts[cast.steering_member], parts[cast.colleague]) == ("absent", "took_part")


@pytest.mark.parametrize(
    ("step", "person", "told"),
    [
        ("send_back", "lifting_lead", "Forslaget går tilbake til Regionalt KI-nettverk Helse Sør-Øst"),
        ("widen", "lead", "I dag er saken synlig for"),
        ("withdraw", "lead", "kan ikke åpnes igjen"),
    ],
)
def test_the_page_of_a_step_says_what_follows(step, person, told, chain, cast, client_for):
    case = chain.proposed()
    address = reverse("escalation-step", args=[case.pk, step])
    assert told in client_for(getattr(cast, person)).get(address).content.decode()


def test_the_list_shows_by_when_it_is_lifted_and_what_stands_still_beside_what_runs(
    chain, bodies, cast, client_for
):
    browser = client_for(cast.lead)
    proposed = chain.proposed()
    due = deadlines.running(proposed, Deadline.Kind.PROPOSAL).due_on
    assert date_text(due) in page_of(browser, "/loftede-saker/")
    lifted = chain.lifted(proposed, recipients=[bodies.coordinating, bodies.desk_hdir])
    chain.asked(chain.acknowledged(chain.referral(lifted, bodies.coordinating)))
    other = deadlines.running(chain.referral(lifted, bodies.desk_hdir), Deadline.Kind.ANSWER).due_on
    page = page_of(browser, "/loftede-saker/")
    assert date_text(other) in page
    assert "én frist står stille" in page


def test_withdrawing_a_proposal_does_not_speak_of_those_who_have_not_got_it(chain, cast, client_for):
    proposed = chain.proposed()
    page = page_of(client_for(cast.lead), f"{proposed.get_absolute_url()}trekk/")
    assert "Forslaget trekkes" in page
    assert "hos dem som har fått den" not in page


def test_what_is_asked_about_the_deadline_says_which_it_is(chain, bodies, cast, client_for):
    referral = chain.referral(chain.lifted(), bodies.coordinating)
    due = date_text(deadlines.running(referral, Deadline.Kind.ANSWER).due_on)
    page = page_of(client_for(cast.coord_lead), f"{referral.get_absolute_url()}bekreft/")
    assert f"Svarfristen nå:</strong> {due}" in page
    assert "trengs når du velger en annen dag enn svarfristen" in page


def test_a_corrected_decision_keeps_its_grounds_and_is_not_asked_of_an_answer_there_is_not(
    chain, bodies, cast, client_for
):
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    decided = chain.decided(referral)
    browser = client_for(cast.coord_secretary)
    assert "Svaret må også rettes" not in page_of(browser, f"{decided.get_absolute_url()}rett/")
    given = chain.decision_input(decided) | {"grounds": "Det sto feil dato."}
    take(decided, "correct", actor=cast.coord_secretary, now=chain.tick(), **given)
    page = page_of(browser, f"{decided.get_absolute_url()}besvar/")
    assert "Hva ble rettet, og hvorfor:</strong> Det sto feil dato." in page
    assert "Begrunnelse:</strong> Ulik praksis stopper prosjekter." in page
    chain.answered(decided)
    assert "Svaret må også rettes" in page_of(browser, f"{decided.get_absolute_url()}rett/")


def test_a_leader_of_a_network_hears_that_a_change_comes_of_an_innmelding(chain, cast, client_for):
    address = "/loftede-saker/hva-det-forte-til/ny/"
    asked = '<span class="muted">(valgfritt)</span>'
    label = "Hvilke innmeldinger kom den av?"
    assert f"{label} {asked}" not in page_of(client_for(cast.lead), address)
    assert f"{label} {asked}" in page_of(client_for(cast.owner_hdir), address)
