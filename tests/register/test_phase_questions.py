"""What a phase makes answerable opens while one fills in, not after one has saved."""

import re

import pytest

from register.models import Project

NEW = "/prosjekter/ny/"
TYPED = {
    "token": "typed",
    "title": "KI på hudbilder",
    "clinical_area": "Hud",
    "purpose": "Sortere henvisninger.",
    "technique": "Konvolusjonsnett",
    "phase_on": "2026-03-01",
    "phase": "in_use",
}
OPENED = {"product", "implementation_decided_on", "ai_role", "supplier", "device_class", "cost_band"}


def names_in(page):
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))


def part_of_phase(page):
    """What is swapped in: the same part of the page as htmx picks out."""
    return page.split('id="fasen"')[1].split("<details")[0]


@pytest.fixture
def member(client_for, cast):
    return client_for(cast.member)


def test_the_phase_opens_its_questions_in_place(member):
    page = member.get(NEW).content.decode()
    assert not OPENED & names_in(page)
    [phase] = re.findall(r'<div [^>]*hx-include="#id_phase, #fasen"[^>]*>', page)
    for said in (f'hx-get="{NEW}"', 'hx-target="#fasen"', 'hx-select="#fasen"'):
        assert said in phase
    opened = part_of_phase(member.get(NEW, {"phase": "in_use"}).content.decode())
    assert names_in(opened) == OPENED
    assert opened.count("_helptext") >= len(OPENED)


def test_what_is_typed_in_the_opened_questions_follows_when_the_phase_moves(member):
    moved = member.get(NEW, {"phase": "procurement", "product": "BoneView", "cost_band": "to_2"})
    page = part_of_phase(moved.content.decode())
    assert 'value="BoneView"' in page
    assert '<option value="to_2" selected>' in page
    back = part_of_phase(member.get(NEW, {"phase": "research", "product": "BoneView"}).content.decode())
    assert names_in(back) == {"product"}, "what is typed is not thrown away"


def test_without_javascript_a_button_shows_them_and_keeps_all_that_is_typed(member, organisations):
    assert "Vis spørsmålene for fasen" in member.get(NEW).content.decode()
    page = member.post(NEW, TYPED | {"do": "show"}).content.decode()
    assert not Project.objects.exists()
    assert names_in(page) >= OPENED
    for typed in TYPED.values():
        assert f'value="{typed}"' in page or f">\n{typed}</textarea>" in page, typed
    assert "_error" not in page
    member.post(NEW, TYPED | {"organisation": organisations.vestre_viken.pk, "product": "BoneView"})
    assert Project.objects.get().product.name == "BoneView"


def test_an_address_opens_questions_and_gives_nothing_else(member):
    page = member.get(NEW, {"phase": "in_use", "token": "given", "title": "Annet"}).content.decode()
    assert 'value="given"' not in page
    assert "Annet" not in page


def test_moving_the_phase_and_answering_is_one_save(chain, member):
    project = chain.registered(phase="research")
    address = f"/prosjekter/{project.pk}/rediger/"
    assert names_in(part_of_phase(member.get(address, {"phase": "in_use"}).content.decode())) == OPENED
    shown = member.post(address, TYPED | {"do": "show", "title": "Omdøpt"}).content.decode()
    assert names_in(shown) >= OPENED
    assert 'value="Omdøpt"' in shown
    assert Project.objects.get().phase == "research"
    given = TYPED | {"organisation": project.organisation_id, "product": "BoneView", "device_class": "mdr_2a"}
    member.post(address, given | {"phase_on": ""})
    project.refresh_from_db()
    assert (project.phase, project.product.device_class) == ("in_use", "mdr_2a")
