"""A page asks the database the same number of times whatever there is: with a few rows, and with many."""

import re
from copy import copy
from datetime import time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.models import Entry
from issues import anonymising
from issues.models import Issue
from meetings import actions, closing, room
from meetings.compiling import compile_meeting
from meetings.facilitating import facilitate
from meetings.outside import list_event
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish
from meetings.series import start_series
from meetings.standing import add_standing
from network import search
from network.audit import seal
from network.deadlines import local_day
from network.models import Body, Forum, Regulation
from network.registries import searchables
from network.viewer import Viewer
from network.workflow import take
from register import asking, sharing

PAGES = [
    "/",
    "/innmeldinger/",
    "/innmeldinger/?mine=1",
    "/innmeldinger/?orden=vekt&state=with_network",
    "/innmeldinger/?ord=røntgenbilder&orden=vekt",
    "/innmeldinger/?instrument=rules&responsibility=several",
    "/innmeldinger/forste-gjennomgang/",
    "/innmeldinger/forste-gjennomgang/?del=ikke-vurdert",
    "/innmeldinger/figur/",
    "/innmeldinger/regler-i-spenning/",
    "/nettverk/hvem-eier-hva/",
    "/sok/?q=røntgenbilder",
    "/loftede-saker/",
    "/loftede-saker/ko/",
    "/loftede-saker/etterspurt/",
    "/loftede-saker/ansvar/",
    "/loftede-saker/hva-det-forte-til/",
    "/loftede-saker/journal/",
    "/prosjekter/",
    "/moter/",
    "/varsler/",
    "/nettverk/",
    "/ukens-time/",
    "/venter/",
    "/veiledning/",
]


def statements(browser, address):
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(address)
        count = len(asked)
    assert page.status_code == 200
    return count


@pytest.fixture
def few_and_many(chain, cast, bodies):
    """Makes a few of everything, and then many more."""

    def make(times):
        for _ in range(times):
            project = chain.registered()
            issue = chain.taken_up(chain.raised(project=project))
            chain.endorsed(issue)
            chain.assessed(issue)
            lifted = chain.lifted(chain.proposed(chain.taken_up(chain.raised())))
            chain.clarified(
                chain.handed_on(chain.referral(lifted, bodies.coordinating), responsibility="unclear")
            )
            chain.settled(chain.acknowledged(chain.referral(lifted, bodies.desk_hdir)))
            promised = chain.lifted(recipients=[bodies.desk_hdir])
            chain.promised(chain.acknowledged(chain.referral(promised, bodies.desk_hdir)))

    return make


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_with_many_rows_as_with_few(address, few_and_many, client_for, cast):
    browser = client_for(cast.owner_hdir if "journal" in address else cast.lead)
    few_and_many(2)
    before = statements(browser, address)
    few_and_many(6)
    assert statements(browser, address) == before


@pytest.mark.parametrize("who", ["owner_hdir", "coord_lead", "lifting_lead", "steering_member"])
def test_a_board_asks_as_often_with_many_rows_as_with_few(who, few_and_many, client_for, cast, bodies, now):
    for number, group in enumerate([bodies.network_steering, bodies.coordinating]):
        starts_at = now + timedelta(days=9 + number)
        runs = cast.lifting_lead if group == bodies.network_steering else cast.coord_lead
        compile_meeting(plan(group, actor=runs, now=now, starts_at=starts_at), now=now)
    browser = client_for(getattr(cast, who))
    few_and_many(2)
    before = statements(browser, "/")
    few_and_many(6)
    assert statements(browser, "/") == before


def test_a_case_asks_as_often_with_many_voices_as_with_few(chain, cast, organisations, client_for):
    issue = chain.taken_up()
    browser = client_for(cast.lead)
    chain.endorsed(issue)
    chain.assessed(issue)
    before = statements(browser, f"/innmeldinger/{issue.pk}/")
    for person in ("lead_west", "colleague", "council_chair", "aside"):
        chain.endorsed(issue, getattr(cast, person))
        chain.assessed(issue, cast.council_chair)
    assert statements(browser, f"/innmeldinger/{issue.pk}/") == before
    assert Issue.objects.get(pk=issue.pk).voices.count() == 6


# Pages of one thing, however much hangs on it


@pytest.fixture
def case_of(chain, cast, bodies):
    """`case_of(n)`: a case of n innmeldinger from n projects, each joined and weighed by others, lifted to n
    content desks and to the coordinating group, which lays it before the steering group."""

    def make(n):
        issues = [chain.taken_up(chain.raised(project=chain.registered())) for _ in range(n)]
        for issue in issues:
            chain.endorsed(issue)
            chain.assessed(issue, cast.lead)
            chain.assessed(issue, cast.council_chair)
            chain.experience(issue.project)
        made = len(issues)
        slugs = [f"desk-{made}-{number}" for number in range(n)]
        desks = [
            Body.objects.create(slug=s, name=s, kind="content_desk", owner=bodies.desk_hdir.owner)
            for s in slugs
        ]
        recipients = [bodies.coordinating, bodies.desk_hdir, *desks]
        case = chain.lifted(chain.proposed(issues[0], recipients, beside=issues[1:]), recipients)
        chain.settled(chain.acknowledged(chain.referral(case, bodies.desk_hdir)))
        group = chain.acknowledged(chain.referral(case, bodies.coordinating))
        for number in range(n):
            take(case, "supplement", actor=cast.lead, now=chain.tick(), text=f"Nytt {number}")
        return chain.laid_before(group)

    return make


SOME = 30
PAGES_OF_A_CASE = {
    "the case": lambda referral: referral.escalation.get_absolute_url(),
    "the sak hos mottaker": lambda referral: referral.get_absolute_url(),
    "its paper": lambda referral: f"{referral.get_absolute_url()}sakspapir/",
    "what it led to": lambda referral: referral.escalation.changes.get().get_absolute_url(),
    "the content made for it": lambda referral: (
        referral.escalation.referrals.get(state="answered").answers.get().entry.get_absolute_url()
    ),
    "an innmelding behind it": lambda referral: reverse(
        "issue-detail", args=[referral.escalation.issues.first().pk]
    ),
}


def test_pages_of_a_case_ask_as_often_with_one_of_each_as_with_many(case_of, cast, client_for):
    browser = client_for(cast.coord_lead)

    def asked(referral):
        seal()  # what has happened, apart: its batches are no part of a page
        return {name: statements(browser, address(referral)) for name, address in PAGES_OF_A_CASE.items()}

    few = asked(case_of(1))
    assert asked(case_of(SOME)) == few


def test_a_meeting_asks_as_often_with_one_line_as_with_many(chain, cast, bodies, now, client_for):
    meeting = plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=9))
    propose(bodies.south_east, actor=cast.member, now=now, title="Felles opplæring")
    compile_meeting(meeting, now=now)
    line = meeting.items.get()
    browser = client_for(cast.lead)
    before = statements(browser, f"/moter/{meeting.pk}/")
    copies(line, SOME, target_id=lambda number: 1000 + number)
    assert statements(browser, f"/moter/{meeting.pk}/") == before


def test_series_and_what_others_arrange_ask_as_often_with_one_as_with_many(cast, bodies, now, client_for):
    day = local_day(now)
    given = {"weekday": 1, "nth": 2, "time": time(12), "starts_on": day}
    series = start_series(bodies.south_east, actor=cast.lead, now=now, **given)
    facilitate(series, actor=cast.lead, now=now, facilitator=bodies.coordinating, wish="HSØ")
    standing = add_standing(bodies.south_east, actor=cast.lead, now=now, title="Nytt fra virksomhetene")
    told = {"title": "KI-stafett", "organiser": "KIN", "url": "https://kin.example/", "starts_on": day}
    event = list_event(actor=cast.lead, now=now, **told)
    pages = (
        "/moter/",
        f"/moter/{series.meetings.first().pk}/",
        f"/moter/serier/{series.pk}/",
        f"/moter/faste-saker/{bodies.south_east.pk}/",
    )
    for person in (cast.lead, cast.coord_lead, cast.secretariat):
        browser = client_for(person)
        seen = [address for address in pages if browser.get(address).status_code == 200]
        few = {address: statements(browser, address) for address in seen}
        with transaction.atomic():
            copies(series, SOME)
            copies(standing, SOME)
            copies(event, SOME, url=lambda number: f"https://kin.example/{number}")
            copies(
                series.meetings.last(),
                SOME,
                series_date=lambda number: day + timedelta(days=number + 400),
                starts_at=lambda number: now + timedelta(days=number + 400),
            )
            assert {address: statements(browser, address) for address in seen} == few
            transaction.set_rollback(True)


def test_a_meeting_that_goes_on_asks_as_often_with_one_line_as_with_many(
    chain, cast, bodies, now, client_for
):
    meeting = plan(
        bodies.south_east, actor=cast.lead, now=now - timedelta(days=1), starts_at=now - timedelta(hours=1)
    )
    chain.taken_up()
    publish(meeting, actor=cast.lead, now=now)
    browser, due = client_for(cast.lead), now.date() + timedelta(days=1)
    line, seat = meeting.items.select_related("meeting").get(), chain.seat(cast.member, bodies.south_east)
    promised = {"actor": cast.lead, "now": now, "owner": cast.member, "due_on": due}
    room.attend(meeting, actor=cast.lead, now=now, arrived=[seat])
    room.stand_aside(line, actor=cast.lead, now=now, why={seat: "Meldte saken."})
    action = actions.add(meeting, item=line, what="Spørre REK", **promised)
    actions.add(meeting, what="Spørre andre", **promised)
    addresses = [f"/moter/{meeting.pk}/{page}" for page in ("", "fore/", "fore/avslutt/")]
    copies(
        line, 1, target_id=lambda _: line.target_id + SOME + 1
    )  # what has changed since it was sent is also asked for
    before = [statements(browser, address) for address in addresses]
    copies(line, SOME, target_id=lambda number: line.target_id + number + 1)
    copies(action, SOME)
    for item in meeting.items.exclude(pk=line.pk):
        copies(line.stood_aside.get(), 1, item=lambda number, item=item: item)
        copies(action, 1, item=lambda number, item=item: item)
    assert [statements(browser, address) for address in addresses] == before


def test_minutes_ask_as_often_with_one_action_as_with_many(cast, bodies, now, client_for):
    meeting = plan(
        bodies.south_east, actor=cast.lead, now=now - timedelta(days=1), starts_at=now - timedelta(hours=1)
    )
    closing.close(meeting, actor=cast.lead, now=now)
    promised = {"owner": cast.member, "due_on": now.date() + timedelta(days=1), "what": "Spørre REK"}
    action = actions.add(meeting, actor=cast.lead, now=now, **promised)
    browser, address = client_for(cast.lead), f"/moter/{meeting.pk}/referat/"
    seal()
    before = statements(browser, address)
    copies(action, SOME)
    assert statements(browser, address) == before


def copies(row, n, **different):
    """n more rows like one, without what must be unique but for what is given for each number."""
    model = type(row)
    none = {f.attname: None for f in model._meta.concrete_fields if f.unique and f.null and not f.primary_key}
    for number in range(n):
        row = copy(row)
        row.pk, row._state.adding = None, True
        for name, value in (none | {name: make(number) for name, make in different.items()}).items():
            setattr(row, name, value)
        row.save(force_insert=True)


def test_lists_ask_as_often_with_one_row_as_with_many(case_of, chain, cast, bodies, now, client_for):
    referral = chain.clarified(chain.handed_on(case_of(1), responsibility="unclear"), to=bodies.coordinating)
    case = referral.escalation
    meeting = plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=9))
    round_after = lambda number: 2 + number  # noqa: E731
    rows = {
        "/loftede-saker/": (case, {}),
        "/loftede-saker/ko/": (referral, {"round": round_after, "is_lead": lambda number: False}),
        "/loftede-saker/ansvar/": (referral.clarifications.get(), {}),
        "/loftede-saker/hva-det-forte-til/": (case.changes.get(), {}),
        "/prosjekter/": (case.issues.get().project, {}),
        "/veiledning/": (Entry.objects.get(), {}),
        "/moter/": (meeting, {"starts_at": lambda number: now + timedelta(days=10 + number)}),
        "/nettverk/": (bodies.desk_dmp, {"slug": lambda number: f"desk-{number}"}),
    }
    browser = client_for(cast.coord_lead)
    few = {address: statements(browser, address) for address in rows}
    for row, different in rows.values():
        copies(row, MANY, **different)
    assert {address: statements(browser, address) for address in rows} == few


# How many, at most. Session, person and seats are what every signed-in page reads; they are counted apart.
EVERY_PAGE = 3
MANY = 200
# The goal of each kind of page, and beside it what stands above the goal today: to be lowered, never raised.
LIST = SEARCH = 6
HOME, HOME_TODAY = (
    8,
    14,
)  # invitations, promised actions and own projects wait there too
CASE, CASE_TODAY = 8, 16  # the first line, the range of places, merging
CREATE, CREATE_TODAY = 12, 16
NO_STATEMENTS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")

AT_MOST = {
    "/innmeldinger/": LIST,
    "/innmeldinger/?state=new&kind=barrier": LIST,
    "/innmeldinger/?orden=vekt": LIST,
    "/innmeldinger/lignende/?text=deling av røntgenbilder til trening": LIST,
    "/sok/?q=røntgenbilder": SEARCH,
    "/innmeldinger/{pk}/": CASE_TODAY,
    "/": HOME_TODAY,
}


def beyond_every_page(queries):
    return len([q for q in queries if not q["sql"].startswith(NO_STATEMENTS)]) - EVERY_PAGE


def test_pages_ask_at_most_so_often_with_one_row_and_with_many(chain, cast, client_for):
    issue = chain.assessed(chain.taken_up()).issue
    browser = client_for(cast.lead)

    def asked():
        found = {}
        for address in AT_MOST:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address.format(pk=issue.pk)).status_code == 200
            found[address] = beyond_every_page(queries)
        return found

    chain.raised()
    with_one = asked()
    for _ in range(MANY - 1):
        chain.raised()
    assert asked() == with_one
    assert {address: count for address, count in with_one.items() if count > AT_MOST[address]} == {}


def test_a_word_that_every_kind_has_is_found_in_so_many_statements(chain, cast, bodies, client_for):
    """As many as for one kind."""
    chain.experience(chain.registered(title="Deling"), title="Deling")
    escalation = chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Deling"))))
    chain.clarified(
        chain.handed_on(chain.referral(escalation, bodies.coordinating), responsibility="several")
    )
    chain.published()
    hidden = chain.raised(title="Noe skjermet", text="", restricted=True)
    given = {"actor": cast.member, "seat": None, "now": chain.tick(), "version": 0}
    anonymising.write(hidden, title="Deling", text="", **given)
    for made in (
        Forum.objects.create(name="Deling", purpose="", owner="", level="national"),
        Regulation.objects.create(slug="deling", kind="lov", title="Deling", owner_name="HOD"),
    ):
        search.index(made)
    by = {"actor": cast.member, "seat": cast.member.seats.get(), "now": chain.now}
    sharing.share_tool(**by, name="Deling", kind="template", purpose="", url="https://a.example")
    sharing.tell_competence(**by, group="leaders", topic="law", title="Deling")
    asking.become_resource(**by, knows="Deling", reach_me="E-post")
    meeting = plan(bodies.south_east, actor=cast.lead, now=chain.now, starts_at=chain.now + timedelta(days=9))
    propose(bodies.south_east, actor=cast.lead, now=chain.now, title="Deling")
    publish(meeting, actor=cast.lead, now=chain.now)
    browser = client_for(cast.lead)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/sok/?q=deling").content.decode()
    assert page.count("</h2>") == len(searchables())
    assert beyond_every_page(queries) <= SEARCH


def test_an_innmelding_is_sent_with_so_many_statements(chain, cast, organisations, client_for):
    form = {
        "text": "Hvem eier modellen?",
        "kind": "need",
        "reach": "network",
        "organisation": organisations.vestre_viken.pk,
    }
    browser = client_for(cast.member)
    counts = []
    for rows in (0, MANY):
        for _ in range(rows):
            chain.raised()
        with CaptureQueriesContext(connection) as queries:
            sent = browser.post("/innmeldinger/meld-inn/", form | {"token": f"t{rows}"})
        assert sent.status_code == 302
        counts.append(beyond_every_page(queries))
    assert counts[0] == counts[1] <= CREATE_TODAY


# Where the time would go with 100,000 rows: a list walks an index in its own order, and stops after a page.


def plan_of(sql, without=("sort", "incremental_sort", "seqscan", "bitmapscan")):
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return "\n".join(row[3] for row in cursor.fetchall())
        # With a few rows PostgreSQL would read them all: asked is what it could do with many.
        for way in without:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize(
    "query",
    ["", "?kind=barrier", "?state=new", "?region={region}", "?orden=vekt", "?orden=vekt&state=answered"],
)
def test_a_list_of_innmeldinger_is_never_sorted(query, chain, cast, regions, client_for):
    chain.assessed(chain.raised())
    address = "/innmeldinger/" + query.format(region=regions["sor-ost"].pk)
    with CaptureQueriesContext(connection) as asked:
        assert client_for(cast.lead).get(address).status_code == 200
    lists = [q["sql"] for q in asked if re.match(r'SELECT "issues_issue".*LIMIT 26$', q["sql"], re.DOTALL)]
    assert len(lists) == 1
    plan = plan_of(lists[0])
    assert "ORDER BY" not in plan
    assert "Sort" not in plan


def test_a_search_begins_with_the_full_text_index(chain, cast, client_for):
    chain.raised()
    with CaptureQueriesContext(connection) as asked:
        client_for(cast.lead).get("/sok/?q=røntgenbilder")
    sought = [q["sql"] for q in asked if "network_search_fts MATCH" in q["sql"] or "words @@" in q["sql"]]
    # SQLite's index tells which are newest; PostgreSQL's does not, and is asked after the newest have been read.
    begins = {
        "sqlite": ["SCAN network_search_fts VIRTUAL TABLE"],
        "postgresql": ["Index", "Index"],
    }
    for sql, begun in zip(sought, begins[connection.vendor], strict=True):
        assert begun in plan_of(sql, without=["seqscan"])


@pytest.mark.parametrize("any_word", [False, True])
def test_common_words_find_what_rare_ones_would(any_word, chain, cast, now, monkeypatch):
    """Where much is hidden from the reader it is looked further back, and what anyone may see is found."""
    mine = [chain.raised(title=f"Deling av røntgenbilder {n}") for n in range(4)]
    chain.registered(title="Deling av røntgenbilder")
    viewer = Viewer(cast.member, now)
    found = search.find("deling røntgenbilder", viewer, limit=3)
    monkeypatch.setattr(search, "MOST", 3)
    monkeypatch.setattr(search, "CANDIDATES", 2)
    monkeypatch.setattr(search, "READ", 2)
    assert search.find("deling røntgenbilder", viewer, limit=3) == found
    assert {kind.title: len(rows) for kind, rows in found} == {"Prosjekter": 1, "Innmeldinger": 3}
    ids = search.matching("issues.issue", "deling røntgenbilder", any_word=any_word)
    newest = mine[1:] if any_word else mine
    assert list(Issue.objects.filter(pk__in=ids).order_by("pk")) == newest
    hidden = [chain.raised(title=f"Deling av røntgenbilder {n}", restricted=True) for n in range(2)]
    seen = search.find("deling", Viewer(cast.member_west, now))
    assert not {issue.pk for issue in hidden} & {
        hit.pk for kind, hits in seen if kind.model is Issue for hit in hits
    }
    assert search.find("deling røntgenbilder", Viewer(cast.member_west, now), limit=3) == found
