import os
import re

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.demo_views import heading_for
from network.models import MailChoice, Person
from network.notices import choose_mail
from network.outbox import send_due

PEOPLE, MAILS = "/demo/", "/demo/utsendt-post/"
FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def post_box(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_BACKEND = FILES
    return settings.EMAIL_FILE_PATH


def addresses(page):
    """Where the mails of a list are read."""
    found = re.findall(rf'href="({MAILS}[^"?]+)"', page)
    assert found
    return found


def signed_in(client):
    return client.session.get("_auth_user_id")


# «Logg inn som …»


def test_the_invented_people_stand_with_their_seats(client, cast):
    page = client.get(PEOPLE).content.decode()
    assert "Medlem i Regionalt KI-nettverk Helse Sør-Øst, på vegne av Vestre Viken HF" in page
    assert "Driver systemet" in page
    headings = ["Medlemmer av", "Ledere av", "Sekretariatet", "Koordineringsgruppen", "Innholdsansvarlige"]
    places = [page.index(heading) for heading in headings]
    assert places == sorted(places)
    for person in vars(cast).values():
        assert f'aria-label="Logg inn som {person.name}"' in page


def test_one_click_signs_in(client, cast):
    response = client.post(PEOPLE, {"email": cast.lead.email})
    assert response.url == "/"
    assert signed_in(client) == str(cast.lead.pk)
    client.post(PEOPLE, {"email": cast.member.email})
    assert signed_in(client) == str(cast.member.pk)


def test_real_people_and_the_system_cannot_be_borrowed(client, cast, system):
    real = Person.objects.create_user("ekte@sykehus.example", name="Ekte Person")
    closed = Person.objects.create_user(
        "sluttet@loft.example", name="Sluttet", is_invented=True, is_active=False
    )
    page = client.get(PEOPLE).content.decode()
    for person in (real, system, closed):
        assert person.name not in page.partition("<main")[2] or person is system
        assert client.post(PEOPLE, {"email": person.email}).status_code == 404
    assert client.post(PEOPLE).status_code == 404
    assert signed_in(client) is None


def test_the_list_costs_the_same_with_many_people(client, cast, bodies):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(PEOPLE)
        return len(found)

    few = queries()
    for n in range(100):
        Person.objects.create_user(f"p{n}@loft.example", name=f"P {n}", is_invented=True)
    assert queries() == few


def test_everyone_stands_somewhere(cast):
    assert heading_for([]) == "Observatører og andre"
    for person in vars(cast).values():
        assert heading_for(list(person.seats.select_related("body")))


# Utsendt post


def test_what_was_mailed_can_be_read_in_the_demo(client, chain, cast, post_box):
    choose_mail(cast.member, MailChoice.Choice.EACH, now=chain.tick())
    chain.endorsed(chain.raised(title="Får vi dele bildene på tvers?"))
    assert send_due() > 0
    page = client.get(MAILS).content.decode()
    assert "Får vi dele bildene på tvers?" in page
    assert cast.member.email in page
    for address in addresses(page):
        page = client.get(address).content.decode()
        assert "Får vi dele bildene på tvers?" in page
        assert "Hilsen Løft" in page
        assert "-----" not in page


def test_mail_in_two_forms_is_read_as_plain_text(client, db, post_box):
    message = EmailMultiAlternatives("Nytt passord", "Følg lenken: å, æ, ø", to=["a@loft.example"])
    message.attach_alternative("<p>html</p>", "text/html")
    message.send()
    (address,) = addresses(client.get(MAILS).content.decode())
    page = client.get(address).content.decode()
    assert "Følg lenken: å, æ, ø" in page
    assert "html&lt;" not in page


def test_the_newest_come_first_and_the_rest_on_the_next_page(client, db, post_box):
    files = [get_connection(), get_connection()]  # both are kept, so that each has a file of its own
    for n in range(27):
        message = EmailMessage(f"Sak nummer {n:02}", "x", to=["a@loft.example"], connection=files[n > 9])
        message.send()
    for age, used in enumerate(reversed(files)):
        os.utime(used._get_filename(), (1_900_000_000 - age,) * 2)
    page = client.get(MAILS).content.decode()
    assert page.index("Sak nummer 26") < page.index("Sak nummer 25")
    assert "Sak nummer 01" not in page
    assert "Sak nummer 01" in client.get(f"{MAILS}?side=2").content.decode()


def test_before_anything_is_sent_the_page_says_so(client, db, post_box):
    assert "Ingen e-post er sendt ennå." in client.get(MAILS).content.decode()


@pytest.mark.parametrize(
    "name", ["finnes-ikke.log", "..", "secret-key", "%2e%2e%2fsecret-key", "..%2Fsecret-key"]
)
def test_no_other_file_is_read(client, db, post_box, name):
    post_box.mkdir()
    (post_box / "secret-key").write_text("hemmelig")
    (post_box.parent / "secret-key").write_text("hemmelig")
    response = client.get(f"{MAILS}{name}/")
    assert response.status_code in (301, 302, 404)
    assert b"hemmelig" not in response.content
