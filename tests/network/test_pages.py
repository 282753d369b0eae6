import re

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network import admission
from network.forms import Form
from network.help import ROLES
from network.models import Body, MailChoice, Notice
from network.notices import choose_mail
from network.pages import lay_aside, pick_up


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# Home


def test_a_visitor_comes_further_from_the_front_page(client, chain):
    project = chain.registered(title="For alle å se", reach="public")
    entry = chain.published()
    page = page_of(client, "/")
    for address in (reverse("public-detail", args=[project.pk]), entry.get_absolute_url(), "/veiledning/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert 'role="search"' in page


def test_a_visitor_sees_what_loft_is_and_only_public_projects(client, chain):
    chain.registered(title="For alle å se", reach="public")
    chain.registered(title="Bare for nettverket")
    page = page_of(client, "/")
    assert "Si hva som hindrer dere. Få svar." in page
    assert "For alle å se" in page
    assert "Bare for nettverket" not in page
    assert "/konto/logg-inn/" in page
    assert "/veiledning/" in page


def test_what_waits_on_a_lead_is_one_click_from_home(client_for, cast, chain):
    issue = chain.raised()
    page = page_of(client_for(cast.lead), "/")
    assert issue.title in page
    assert f'href="/innmeldinger/forste-gjennomgang/#innmelding-{issue.pk}"' in page
    assert "Meld inn" in page
    assert issue.title not in page_of(client_for(cast.lead_west), "/")


def test_a_member_finds_the_two_main_acts_and_their_own_cases(client_for, cast):
    page = page_of(client_for(cast.member), "/")
    for address in ("/innmeldinger/meld-inn/", "/prosjekter/ny/", "/innmeldinger/?mine=1"):
        assert address in page


def test_a_person_without_a_seat_is_told_what_to_do(client_for, cast, chain):
    issue, project = chain.raised(), chain.registered()
    page = page_of(client_for(cast.outsider), "/")
    assert "Du har ingen rolle ennå" in page
    assert 'href="/bli-med/soknad/"' in page
    assert "/innmeldinger/meld-inn/" not in page
    assert issue.title not in page
    assert project.title not in page


def test_the_administrator_is_shown_to_the_admin_site_and_no_cases(client_for, cast, chain):
    issue = chain.raised()
    page = page_of(client_for(cast.admin), "/")
    assert "/admin/" in page
    assert issue.title not in page


def test_an_observer_is_not_offered_what_they_may_not_do(client_for, cast):
    page = page_of(client_for(cast.industry), "/")
    assert "/innmeldinger/meld-inn/" not in page
    assert "/prosjekter/ny/" not in page


def test_a_company_reads_at_home_what_it_can_do_and_no_help_for_members(client_for, cast):
    browser = client_for(cast.industry)
    assert "Dette kan du gjøre som bedrift" in page_of(browser, "/")
    assert "Dette kan du gjøre som bedrift" not in page_of(client_for(cast.member), "/")
    for reader, is_own in ((cast.industry, False), (cast.member, True)):
        own = page_of(client_for(reader), "/hjelp/").partition("For andre roller")[0]
        assert ("For deg som er medlem<" in own.partition("Hva gjør du i Løft?")[0]) == is_own


@pytest.mark.parametrize("address", ["/innmeldinger/meld-inn/", "/prosjekter/ny/"])
def test_who_has_applied_is_told_so_where_a_seat_is_needed(address, client_for, cast, bodies, now):
    def asks():
        return client_for(cast.outsider).get(address).content.decode()

    assert "Søk om å bli medlem" in asks()
    admission.apply(cast.outsider, now=now, workplace="Et sted", why="Vi vil være med.")
    page = asks()
    assert "Søknaden er sendt" in page
    assert "Søk om å bli medlem" not in page


def test_the_week_of_who_leads_nothing_speaks_of_no_leading(client_for, cast):
    page = page_of(client_for(cast.colleague), "/ukens-time/")
    assert "Ingenting venter på deg nå." in page
    assert "dere som leder" not in page
    assert "dere som leder" in page_of(client_for(cast.lead_west), "/ukens-time/")


def test_home_costs_the_same_with_one_case_and_with_many(client_for, cast, chain):
    chain.endorsed(chain.raised(title="Den første"))
    lead = client_for(cast.lead)
    one = queries_of(lead, "/")
    for n in range(30):
        chain.endorsed(chain.raised(title=f"Innmelding {n}"))
    assert queries_of(lead, "/") == one


# Notices


@pytest.fixture
def notice(chain, cast):
    """That someone else has the same need: told to the raiser."""
    chain.endorsed(chain.raised())
    return Notice.objects.get(person=cast.member)


def test_opening_a_notice_reads_it_and_leads_to_the_case(client_for, cast, notice, chain):
    chain.endorsed(chain.raised(title="En annen sak"))
    client = client_for(cast.member)
    page = page_of(client, "/varsler/")
    assert "Gjelder også" in page
    assert page.count("ulest</span>") == 2
    response = client.get(f"/varsler/{notice.pk}/")
    assert response.url == f"/innmeldinger/{notice.event.target_id}/"
    unread = Notice.objects.filter(person=cast.member, read_at=None)
    assert unread.count() == 1
    assert notice not in unread


def test_nobody_opens_the_notices_of_others(client_for, cast, notice):
    assert client_for(cast.colleague).get(f"/varsler/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_can_be_marked_as_read_but_only_ones_own(client_for, cast, chain, notice):
    others = Notice.objects.exclude(person=cast.member).filter(read_at=None).count()
    assert others
    client_for(cast.member).post("/varsler/")
    assert not Notice.objects.filter(person=cast.member, read_at=None).exists()
    assert Notice.objects.exclude(person=cast.member).filter(read_at=None).count() == others


def test_the_list_of_notices_costs_the_same_with_one_and_with_many(client_for, cast, chain, notice):
    client = client_for(cast.member)
    one = queries_of(client, "/varsler/")
    for n in range(26):
        chain.endorsed(chain.raised(title=f"Innmelding {n}"))
    assert queries_of(client, "/varsler/") == one
    assert "?side=2" in page_of(client, "/varsler/")


def test_a_choice_of_mail_is_a_new_dated_row(client_for, cast, now):
    choose_mail(cast.member, MailChoice.Choice.EACH, now=now)
    client = client_for(cast.member)
    page = page_of(client, "/varsler/e-post/")
    assert 'value="each"' in page.partition(" checked")[0].rpartition("<input")[2]
    client.post("/varsler/e-post/", {"choice": "daily"})
    chosen = MailChoice.objects.filter(person=cast.member).order_by("since")
    assert [row.choice for row in chosen] == ["each", "daily"]
    page = client.post("/varsler/e-post/", {"choice": "aldri"}).content.decode()
    assert 'id="id_choice_error"' in page
    assert chosen.count() == 2


# Search


def test_hits_are_grouped_by_kind_and_only_what_one_may_see(client_for, cast, chain):
    chain.registered(title="Bruddpåvisning i akuttmottak")
    chain.raised(title="Hvem eier bruddpåvisningen?")
    page = page_of(client_for(cast.member), "/sok/?q=bruddpåvisning")
    projects, _, issues = page.partition("Innmeldinger</h2>")
    assert "Bruddpåvisning i akuttmottak" in projects
    assert "Hvem eier bruddpåvisningen?" in issues
    page = page_of(client_for(cast.outsider), "/sok/?q=bruddpåvisning")
    assert "Ingen treff" in page
    assert "akuttmottak" not in page


@pytest.mark.parametrize("odd", ["", "   ", "og", '"', "a' OR 1=1 --", "æ" * 5000, "NEAR(", "*", "\x00"])
def test_any_search_gets_a_page(client_for, cast, chain, odd):
    chain.registered()
    assert client_for(cast.member).get("/sok/", {"q": odd}).status_code == 200


def test_search_costs_the_same_with_one_hit_and_with_many_and_says_when_there_are_more(
    client_for, cast, chain
):
    client = client_for(cast.member)
    chain.experience(chain.registered(title="Brudd"), title="Brudd")
    chain.raised(title="Brudd")
    one = queries_of(client, "/sok/?q=brudd")
    for _ in range(25):
        chain.experience(chain.registered(title="Brudd"), title="Brudd")
        chain.raised(title="Brudd")
    assert queries_of(client, "/sok/?q=brudd") == one
    assert "Dette er de 20 nyeste" in page_of(client, "/sok/?q=brudd")


# Bodies


@pytest.fixture
def ended(bodies, organisations, now):
    return Body.objects.create(
        slug="ehelse",
        name="Innholdsansvarlig i e-helse",
        kind=Body.Kind.CONTENT_DESK,
        owner=organisations.hdir,
        ends_on=now.date(),
        successor=bodies.desk_hdir,
    )


def test_bodies_stand_by_level_and_the_ended_last_with_their_successor(client_for, cast, bodies, ended):
    page = page_of(client_for(cast.member), "/nettverk/")
    names = [
        "Samordner, beslutter og svarer</h2>",
        bodies.desk_dmp.name,
        "Samler, gir råd og hjelper</h2>",
        bodies.council.name,
        "Møter hverdagen i tjenesten</h2>",
        bodies.south_east.name,
        "Avsluttet</h2>",
        ended.name,
        f"Videre: {bodies.desk_hdir.name}",
    ]
    places = [page.index(name) for name in names]
    assert places == sorted(places)


def test_a_body_shows_who_sits_there_on_whose_behalf_and_where_its_cases_go(client_for, cast, bodies, ended):
    client = client_for(cast.member_west)
    page = page_of(client, f"/nettverk/{bodies.south_east.pk}/")
    rows = page.partition("<tbody>")[2]
    assert rows.index(cast.lead.name) < rows.index(cast.member.name)
    assert "Vestre Viken HF" in rows
    assert bodies.network_steering.name in page
    assert bodies.secretariat.name in page
    assert ended.name in page_of(client, f"/nettverk/{bodies.desk_hdir.pk}/")
    assert bodies.desk_hdir.name in page_of(client, f"/nettverk/{ended.pk}/")
    assert client.get("/nettverk/999999/").status_code == 404


def test_bodies_cost_the_same_with_few_and_with_many(client_for, cast, bodies, organisations):
    client = client_for(cast.member)
    few = queries_of(client, "/nettverk/")
    for n in range(200):
        Body.objects.create(
            slug=f"b{n}",
            name=f"Gruppe {n}",
            kind="council",
            owner=organisations.ks,
            secretariat=bodies.secretariat,
        )
    assert queries_of(client, "/nettverk/") == few
    assert queries_of(client, f"/nettverk/{bodies.council.pk}/") == queries_of(
        client, f"/nettverk/{bodies.south_east.pk}/"
    )


# Help


@pytest.mark.parametrize("address", ["/hjelp/", "/endringer/"])
def test_help_and_changes_are_for_everyone(client, db, address):
    assert client.get(address).status_code == 200


def test_every_role_has_a_page_of_help_with_a_way_there(client, db):
    front = client.get("/hjelp/").content.decode()
    for role in ROLES:
        assert f'href="/hjelp/{role.slug}/"' in front
        assert str(role.title) in client.get(f"/hjelp/{role.slug}/").content.decode()
    assert client.get("/hjelp/trollmann/").status_code == 404


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("member", ["medlem"]),
        ("lead", ["medlem", "leder", "moter", "roller"]),
        ("steering_member", ["beslutter"]),
        ("owner_hdir", ["leder", "moter", "innhold"]),
        ("outsider", []),
        ("industry", ["bedrift"]),
    ],
)
def test_help_puts_ones_own_roles_first(who, own, client_for, cast):
    page = client_for(getattr(cast, who)).get("/hjelp/").content.decode()
    mine = page.partition("For rollene dine")[2].partition("For andre roller")[0]
    assert re.findall(r'href="/hjelp/(\w+)/"', mine) == own


def test_on_a_narrow_screen_the_menu_is_folded_and_opens_without_javascript(client_for, cast):
    page = client_for(cast.member).get("/").content.decode()
    folded = page.partition("<summary>Meny</summary>")[2].partition("</details>")[0]
    for place in (
        "/prosjekter/",
        "/innmeldinger/",
        "/loftede-saker/",
        "/moter/",
        "/veiledning/",
        "/nettverk/",
    ):
        assert f'href="{place}"' in folded
    assert "Logg ut" in folded


# Where one is, and what to do where there is nothing yet


def crumbs_of(page):
    nav = re.search(r'<nav class="ds-breadcrumbs".*?</nav>', page, re.DOTALL)
    return re.findall(r"<li[^>]*>(?:<a [^>]*>)?(.*?)(?:</a>)?</li>", nav[0]) if nav else []


@pytest.mark.parametrize(
    ("address", "crumbs"),
    [
        ("/innmeldinger/meld-inn/", ["Innmeldinger", "Meld inn"]),
        ("/venter/", ["Forsiden", "Alt som venter på deg"]),
        ("/ukens-time/", ["Forsiden", "Ukens time"]),
        ("/fravaer/", ["Forsiden", "Fravær"]),
        ("/varsler/", ["Forsiden", "Varsler"]),
        ("/varsler/e-post/", ["Varsler", "E-post fra Løft"]),
        ("/sok/", ["Forsiden", "Søk"]),
        ("/bli-med/", ["Forsiden", "Bli med"]),
        ("/meg/", ["Forsiden", "Min side"]),
        ("/loftede-saker/hva-det-forte-til/", []),
        ("/innmeldinger/", []),
        ("/", []),
    ],
)
def test_a_page_says_where_it_is(address, crumbs, client_for, cast):
    page = page_of(client_for(cast.lead), address)
    assert crumbs_of(page) == crumbs
    assert page.count('<li aria-current="page">') == (1 if crumbs else 0)


def test_a_step_does_not_say_again_which_case_it_is_taken_in(client_for, cast, chain):
    issue = chain.raised()
    page = page_of(client_for(cast.lead), f"/innmeldinger/{issue.pk}/sla-sammen/")
    assert crumbs_of(page) == ["Innmeldinger", issue.title, "Slå sammen med en annen"]
    assert f"<title>Slå sammen: {issue.title} – Løft</title>" in page


def test_the_last_crumb_is_the_page_itself_as_its_title_says_it(client_for, cast, chain):
    issue = chain.raised(title="Hvem <eier> svaret?")
    page = page_of(client_for(cast.lead), f"/innmeldinger/{issue.pk}/")
    assert crumbs_of(page) == ["Innmeldinger", "Hvem &lt;eier&gt; svaret?"]


@pytest.mark.parametrize(
    ("address", "act", "reader", "other"),
    [
        ("/innmeldinger/", "/innmeldinger/meld-inn/", "member", "industry"),
        ("/prosjekter/", "/prosjekter/ny/", "member", "industry"),
        ("/innmeldinger/tiltak/", "/innmeldinger/tiltak/nytt/", "owner_dmp", "member"),
        ("/loftede-saker/hva-det-forte-til/", "/loftede-saker/hva-det-forte-til/ny/", "lead", "member"),
    ],
)
def test_where_there_is_nothing_the_obvious_act_is_a_click_away(
    address, act, reader, other, client_for, cast
):
    def empty(person):
        page = page_of(client_for(getattr(cast, person)), address)
        assert page.count('data-variant="primary"') <= 1
        return page[page.rindex('<div class="ds-card stack"><h2') :]

    assert f'href="{act}"' in empty(reader)
    assert f'href="{act}"' not in empty(other)


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("member", "Her kommer svarene, innkallingene og det du har lovet å gjøre."),
        ("steering_member", "Her kommer sakene, innkallingene og oppfølgingspunktene"),
        ("lead", "Se hele køen"),
        ("coord_lead", "Planlegg neste møte"),
        ("outsider", "Det som er åpent, kan du lese nå."),
    ],
)
def test_when_nothing_waits_the_front_page_says_what_will_come(person, told, client_for, cast):
    page = page_of(client_for(getattr(cast, person)), "/")
    assert told in page
    assert "Ingen varsler ennå. Når noe skjer" in page


class WithFile(Form):
    text = forms.CharField()
    file = forms.FileField()


def test_a_file_cannot_wait_with_what_is_typed_and_whoever_chose_it_is_told(rf):
    request = rf.post("/her/", {"text": "Skrevet.", "file": SimpleUploadedFile("vedlegg.pdf", b"%PDF")})
    request.session = {}
    request._messages = CookieStorage(request)
    assert lay_aside(request, WithFile(request.POST, request.FILES))
    assert [str(one) for one in request._messages] == [
        "Filen du valgte, kan ikke tas vare på. Velg den igjen etterpå."
    ]
    back = rf.get("/her/")
    back.session = request.session
    form = WithFile()
    pick_up(back, form)
    assert (form["text"].value(), form["file"].value()) == ("Skrevet.", None)


def test_only_the_newest_few_wait(rf):
    session = {}
    for n in range(7):
        request = rf.post(f"/{n}/", {"text": "Skrevet."})
        request.session = session
        lay_aside(request, WithFile(request.POST))
    assert list(session["aside"]) == [f"/{n}/" for n in range(2, 7)]
