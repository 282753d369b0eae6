"""Measures pages at several sizes, interleaved, beside minimal views of the same rows.

CPU is this process's own, and with PostgreSQL also that of the server's process for this connection, as Linux
tells it. Ratios hold within one run, and only there.
"""

import argparse
import logging
import os
import platform
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from bench import compiling, load, minimal, suggesting
from issues.models import Issue
from network.models import Body, Person
from register.models import Product, Project

BACKEND = "django.contrib.auth.backends.ModelBackend"
WARM_UP = 5


@dataclass
class Page:
    """One thing people do: our address and the minimal view's. With `form`, it is sent, not fetched."""

    name: str
    ours: str
    plain: str
    form: dict | None = None


@dataclass
class Database:
    """A fresh database of one size, with a browser for our site and one for the minimal views."""

    size: int
    connection: object
    server: Path | None = None  # where the time of its process is told
    pages: list = field(default_factory=list)
    clients: dict = field(default_factory=dict)

    def use(self):
        """Both connections stay open: what is measured is the page, not how it begins."""
        connections["default"] = self.connection


def make(size):
    connection = connections["default"].copy()
    name = f"loft_bench_{size}"
    is_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = settings.VAR / f"{name}.sqlite3" if is_file else name
    database = Database(size, connection)
    database.use()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    case = load.load(size, timezone.now())
    load.settle()
    viewer = Person.objects.get(email=load.VIEWER)
    if not is_file:
        database.server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    database.pages = pages_for(case, viewer)
    database.clients = {"ours": Client(SERVER_NAME="127.0.0.1"), "plain": Client(SERVER_NAME="127.0.0.1")}
    database.clients["ours"].force_login(viewer, backend=BACKEND)
    return database


def pages_for(case, viewer):
    body = Body.objects.get(slug="nettverk-sorost")
    narrowed = "state=with_network&kind=barrier&orden=vekt"
    title = "Hvem har ansvaret for deling av pasientdata i skyen?"
    sent = {"title": title, "text": f"{title}\nVi får ulike svar.", "kind": "barrier", "reach": "network"}
    own = viewer.seats.get(body=body).organisation_id
    few_projects = "fase=in_use&rekkefolge=navn"
    few, many, often = load.RARE, load.COMMON, "sepsis"
    *_, older = Project.objects.order_by("-pk").values_list("pk", flat=True)[: load.LEAST]
    product, narrow = Product.objects.order_by("pk").first().pk, f"type=lesson&q={often}"
    return [
        Page("an empty page, signed in", "/minimal/innlogget/", "/minimal/tom/"),
        Page("list, newest first", "/innmeldinger/", "/minimal/nyeste/"),
        Page("list, filtered and sorted", f"/innmeldinger/?{narrowed}", f"/minimal/filtrert/?{narrowed}"),
        Page("list, by a word", f"/innmeldinger/?ord={many}", f"/minimal/sok/?q={many}"),
        Page("list, a word, by weight", f"/innmeldinger/?ord={many}&orden=vekt", f"/minimal/sok/?q={many}"),
        Page("search, few hits", f"/sok/?q={few}", f"/minimal/sok/?q={few}"),
        Page("search, many hits", f"/sok/?q={many}", f"/minimal/sok/?q={many}"),
        Page("projects, newest first", "/prosjekter/", "/minimal/prosjekter/"),
        Page(
            "projects, filtered and sorted",
            f"/prosjekter/?{few_projects}",
            f"/minimal/prosjekter/?{few_projects}",
        ),
        Page("projects over the years", "/prosjekter/tidslinje/", "/minimal/prosjekter/"),
        Page("experiences, newest first", "/erfaringer/", "/minimal/erfaringer/"),
        Page("experiences, by a word", f"/erfaringer/?q={often}", f"/minimal/erfaringer/?q={often}"),
        Page(
            "experiences, filtered", f"/erfaringer/?{narrow}&fagomrade=hud", f"/minimal/erfaringer/?{narrow}"
        ),
        Page(
            "projects, of a product",
            f"/prosjekter/produkter/{product}/",
            f"/minimal/prosjekter/?produkt={product}",
        ),
        Page(
            "projects, product and level",
            "/prosjekter/?niva=specialist&produkt=Produkt+1",
            "/minimal/prosjekter/",
        ),
        Page("projects, no such organisation", "/prosjekter/?virksomhet=finnesikke", "/minimal/prosjekter/"),
        Page(
            "projects, word and organisation",
            f"/prosjekter/?ord={often}&virksomhet=ahus",
            f"/minimal/sok/prosjekter/?q={often}",
        ),
        Page(
            "projects, a word and no fit",
            f"/prosjekter/?ord={often}&niva=municipal",
            f"/minimal/sok/prosjekter/?q={often}",
        ),
        Page(
            "projects, a word, long stale",
            f"/prosjekter/?ord={often}&bekreftet=gammelt",
            f"/minimal/sok/prosjekter/?q={often}",
        ),
        Page(
            "projects, older hits, by name",
            f"/prosjekter/?ord={often}&rekkefolge=navn&eldre={older}",
            f"/minimal/sok/prosjekter/?q={often}",
        ),
        Page("projects, own, by name", "/prosjekter/?hvem=mine&rekkefolge=navn", "/minimal/prosjekter/"),
        Page(
            "experiences, a word, by amount",
            f"/erfaringer/?q={often}&rekkefolge=belop",
            "/minimal/erfaringer/",
        ),
        Page(
            "experiences, an area, by amount",
            "/erfaringer/?fagomrade=hud&rekkefolge=belop",
            "/minimal/erfaringer/",
        ),
        Page("products", "/prosjekter/produkter/", "/minimal/prosjekter/"),
        Page("list of needs, by weight", "/innmeldinger/?kind=need&orden=vekt", "/minimal/nyeste/"),
        Page("projects that all may see", "/prosjekter/apne/", "/minimal/prosjekter/?apne=1"),
        Page("projects, counted", "/prosjekter/tall/", "/minimal/prosjekter/tall/"),
        Page("projects, compared", "/prosjekter/sammenlign/?omrade=Hud", "/minimal/erfaringer/?omrade=Hud"),
        Page("search, many projects", "/sok/?q=bilder", "/minimal/sok/prosjekter/?q=bilder"),
        Page("suggestions as one types", f"/innmeldinger/lignende/?text={title}", f"/minimal/sok/?q={title}"),
        Page("one case", f"/innmeldinger/{case.pk}/", f"/minimal/{case.pk}/"),
        Page("signed-in home", "/", f"/minimal/hjem/?body={body.pk}&person={viewer.pk}"),
        Page("create by form", "/innmeldinger/meld-inn/", "/minimal/ny/", {**sent, "organisation": own}),
    ]


def spent(server):
    """Seconds of CPU so far, this process's and the server's."""
    return time.process_time() + (int(server.read_text().split()[0]) / 1e9 if server else 0)


def ask(client, address, form, server=None):
    """The CPU of one request. A form carries a token of its own, or it would count as the same click."""
    sent = form and {**form, "token": secrets.token_urlsafe(12)}
    start = spent(server)
    response = client.post(address, sent) if sent else client.get(address)
    used = spent(server) - start
    client.cookies.pop("messages", None)  # «sendt» would be shown on the next page measured
    wanted = 302 if sent else 200
    if response.status_code != wanted:
        raise RuntimeError(f"{address}: {response.status_code}, not {wanted}")
    return used


def requests_of(database):
    for page in database.pages:
        yield page, "ours", page.ours
        yield page, "plain", page.plain


def measure(databases, rounds):
    """CPU of each request, in milliseconds: {(size, page, kind): the median}."""
    found = {}
    for number in range(-WARM_UP, rounds):
        for database in databases:
            database.use()
            for page, kind, address in requests_of(database):
                seconds = ask(database.clients[kind], address, page.form, database.server)
                if number >= 0:
                    found.setdefault((database.size, page.name, kind), []).append(seconds * 1000)
    return {key: median(values) for key, values in found.items()}


def count_statements(databases):
    """All statements of a request, session and user included; BEGIN and COMMIT left out."""
    found = {}
    for database in databases:
        database.use()
        for page, kind, address in requests_of(database):
            with CaptureQueriesContext(database.connection) as queries:
                ask(database.clients[kind], address, page.form)
            asked = [query["sql"].split()[0] for query in queries]
            counted = [word for word in asked if word not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")]
            found[database.size, page.name, kind] = len(counted)
    return found


def table(databases, times, statements):
    sizes = [database.size for database in databases]
    smallest, largest = sizes[0], sizes[-1]
    titles = [f"{size:,}: ours  plain  ×" for size in sizes]
    yield (
        f"{'CPU ms per request':28}"
        + "".join(f"{title:>26}" for title in titles)
        + (f"{f'{largest:,}/{smallest:,}':>16}{'statements':>12}{'plain':>7}")
    )
    for page in databases[0].pages:
        row = f"{page.name:28}"
        for size in sizes:
            ours, plain = times[size, page.name, "ours"], times[size, page.name, "plain"]
            row += f"{ours:>14.2f}{plain:>7.2f}{ours / plain:>5.1f}"
        growth = times[largest, page.name, "ours"] / times[smallest, page.name, "ours"]
        counts = {kind: {statements[size, page.name, kind] for size in sizes} for kind in ("ours", "plain")}
        row += f"{growth:>16.2f}" + "".join(
            f"{'/'.join(map(str, sorted(counts[kind]))):>{width}}"
            for kind, width in (("ours", 12), ("plain", 7))
        )
        yield row


def main():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000", help="numbers of issues, with commas between")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--agenda", action="store_true", help="only what compiling an agenda costs")
    parser.add_argument("--suggest", action="store_true", help="only what a suggestion costs")
    options = parser.parse_args()
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    if sizes[0] < load.LEAST:
        parser.error(f"at least {load.LEAST} issues: so many are new in every size")
    logging.disable(logging.WARNING)
    settings.ROOT_URLCONF = "bench.minimal"
    databases = []
    try:
        for size in sizes:
            print(f"… {size:,} issues", flush=True)
            databases.append(make(size))
        if not (options.agenda or options.suggest):
            report(databases, options.rounds)
        if not options.agenda:
            print("\n" + "\n".join(suggesting.rows(databases, options.rounds)))
        if not options.suggest:
            print("\n" + "\n".join(compiling.rows(databases, options.rounds)))
    finally:
        for database in databases:
            database.use()
            database.connection.creation.destroy_test_db("", verbosity=0)


def report(databases, rounds):
    with override_settings(MIDDLEWARE=minimal.MIDDLEWARE):
        for database in databases:
            database.clients["plain"].handler.load_middleware()
    statements = count_statements(databases)
    times = measure(databases, rounds)
    print(
        f"\nPython {platform.python_version()}, Django {django.__version__}, {databases[0].connection.vendor}"
    )
    print(
        f"Median of {rounds} rounds after {WARM_UP}, {Issue._meta.verbose_name_plural} with voices and ranks.\n"
    )
    print("\n".join(table(databases, times, statements)))


if __name__ == "__main__":
    main()
