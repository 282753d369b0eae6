"""The pages of a løftet sak and of the sak hos each mottaker."""

import pytest

pytestmark = pytest.mark.django_db


def page_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_where_nothing_is_chosen_it_says_so_in_norwegian(chain, cast, bodies, client_for):
    sent = chain.referral(chain.lifted(), bodies.coordinating)
    page = page_of(client_for(cast.coord_lead), f"{sent.get_absolute_url()}acknowledge/")
    assert '<option value="" selected>Velg …</option>' in page
    assert "---" not in page
