"""What is known of a product, told by several at once."""

import pytest

from register.models import Product
from register.products import correct
from register.projects import edit
from tests.escalation.test_races import at_once, refused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

SAID = {"product": "Transpara", "supplier": "ScreenPoint"}


def suppliers(project):
    return [version.told["supplier"] for version in project.versions.order_by("number")]


def test_all_who_fill_in_the_same_at_once_come_through(chain, cast, now):
    """Each holds their own project, and none waits for another's."""
    using = [chain.registered(product="Transpara") for _ in range(4)]
    outcomes = at_once(*(lambda one=one: edit(one, actor=cast.member, now=now, **SAID) for one in using))
    assert refused(outcomes) == []
    assert Product.objects.get().supplier == "ScreenPoint"
    assert [suppliers(project)[-1] for project in using] == ["ScreenPoint"] * 4


def test_who_fills_in_and_who_corrects_come_through(chain, cast, now):
    using = [chain.registered(product="Transpara") for _ in range(3)]
    given = {"supplier": "ScreenPoint", "device_class": "mdr_2b", "reason": "Står i EUDAMED."}
    acts = [lambda one=one: edit(one, actor=cast.member, now=now, **SAID) for one in using]
    acts.append(lambda: correct(using[0].product, actor=cast.secretariat, now=now, **given))
    assert refused(at_once(*acts)) == []
    product = Product.objects.get()
    assert (product.supplier, product.device_class) == ("ScreenPoint", "mdr_2b")
    assert [suppliers(project)[-1] for project in using] == ["ScreenPoint"] * 3
