"""What a page says is «valgfritt» is never what is refused when it is left empty."""

import re
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.urls import reverse

from network.audit import label_of
from network.links import url_for
from tests.escalation.test_workflow import MAY, TABLES, cases, first_place, may, ready, table_of
from tests.optional import empty, fillings, optional_in
from tests.permission_table import TABLE
from tests.test_permissions import arguments, world

__all__ = ["cases", "world"]  # fixtures
pytestmark = pytest.mark.django_db

STEPS = [
    first_place(name, TABLES[kind]) for kind in TABLES for name in MAY[kind] if TABLES[kind].steps[name].word
]
PAGES = [name for name, method in TABLE if method == "get" and "page" in TABLE[name, "get"]]


def refused_of(answer):
    """(ids of the fields that a page refuses, and their sentences)."""
    found = (
        re.findall(r'id="([^"]+)_error">([^<]*)<', answer.content.decode())
        if answer.status_code == 200
        else []
    )
    return dict(found)


def lies_of(browser, address):
    """What the form of a page refuses although it is marked as optional."""
    page = browser.get(address)
    form = page.context.get("form") if page.status_code == 200 and page.context else None
    if not isinstance(form, BaseForm):
        return {}, False
    optional, lies = optional_in(page.content.decode()), {}
    for given in (empty(form), *fillings(form, optional)):
        refused = {}
        # Set in a state behind the workflow's back, a case may have rows already that the step would make.
        with suppress(IntegrityError), transaction.atomic():
            refused = refused_of(browser.post(address, given))
            transaction.set_rollback(True)
        lies |= {field: sentence for field, sentence in refused.items() if field in optional}
    return lies, True


@pytest.mark.parametrize(("kind", "state", "name"), STEPS)
def test_what_a_step_calls_optional_it_does_not_refuse_without(
    kind, state, name, cases, cast, bodies, now, client_for
):
    case = ready(kind, state, cases, cast, bodies, now)
    actor = getattr(cast, sorted(may(kind, name, state))[0])
    address = f"{url_for(label_of(case), case.pk)}{table_of(kind).steps[name].word}/"
    lies, asked = lies_of(client_for(actor), address)
    assert asked, address
    assert lies == {}


def test_what_any_other_page_calls_optional_it_does_not_refuse_without(world, cast, client_for):
    lying, asking = {}, 0
    for name in PAGES:
        person = TABLE[name, "get"]["page"].split()[-1]
        if person == "anonymous" or name.endswith("-step"):
            continue
        with transaction.atomic():  # what one page changes, the next does not meet
            lies, asked = lies_of(
                client_for(getattr(cast, person)), reverse(name, args=arguments(name, world))
            )
            transaction.set_rollback(True)
        asking += asked
        lying |= {name: lies} if lies else {}
    assert lying == {}
    assert asking > 40
