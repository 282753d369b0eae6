"""One text that several sign: an edit voids the signatures it touches, a correction of spelling does not."""

import pytest
from django.db import transaction

from guidance import joint
from network.membership import sits_in
from network.workflow import Missing, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(bodies, now):
    return joint.start(bodies.coordinating, [bodies.desk_hdir, bodies.desk_dmp], now=now)


@pytest.fixture
def writing(text, cast, bodies, now):
    """`writing(text by body or None, …)`: the lead writes, unless another body is named."""

    def write(texts, body=bodies.coordinating, person=cast.coord_lead, **more):
        ids = {part.body: part.pk for part in text.parts.all()}
        given = {ids[one]: words for one, words in texts.items()}
        return joint.edit(text, given, body=body, seat=sits_in(person, body, now), now=now, **more)

    return write


@pytest.fixture
def signed(text, writing, bodies, cast, now):
    writing({None: "Dere kan dele bildene.", bodies.desk_hdir: "Helseretten tillater det."})
    for body, person in (
        (bodies.coordinating, cast.coord_lead),
        (bodies.desk_hdir, cast.owner_hdir),
        (bodies.desk_dmp, cast.owner_dmp),
    ):
        joint.sign(text, body=body, seat=sits_in(person, body, now), now=now)
    assert joint.unsigned(text) == []
    return text


def test_an_edit_of_ones_own_part_voids_only_that_signature(signed, writing, bodies):
    assert writing({bodies.desk_hdir: "Helseretten tillater det når REK har godkjent."}) == [bodies.desk_hdir]
    assert joint.unsigned(signed) == [bodies.desk_hdir]


def test_an_edit_of_what_is_common_voids_all(signed, writing, bodies):
    everyone = [bodies.coordinating, bodies.desk_hdir, bodies.desk_dmp]
    assert writing({None: "Dere kan ikke dele bildene."}) == everyone
    assert joint.unsigned(signed) == everyone


def test_a_correction_of_spelling_leaves_them_and_is_shown_as_such(signed, writing, bodies):
    writing({None: "Dere kan dele bildena."}, only_spelling=True)
    assert joint.unsigned(signed) == []
    common = signed.parts.get(body=None)
    ((before, revision),) = joint.corrections(common)
    assert (before, revision.text) == ("Dere kan dele bildene.", "Dere kan dele bildena.")


@pytest.mark.parametrize(
    "after",
    [
        "Dere kan ikke dele bildene.",
        "Dere må dele bildene.",
        "Dere kan slette bildene.",
        "Dere kan dele 2 bilder.",
        "",
    ],
)
def test_what_is_more_than_spelling_is_not_taken_for_it(signed, writing, after):
    with pytest.raises(Refused):
        writing({None: after}, only_spelling=True)
    assert joint.composed(signed).startswith("Dere kan dele bildene.")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Data tilsynet svarer", "Datatilsynet svarer", True),
        ("godkjennelsen gjelder", "godkjenelsen gjelder.", True),
        ("er lovlig", "er ulovlig", False),
        ("innen 2026", "innen 2027", False),
        ("kan deles", "må deles", False),
        ("to to", "to", False),
    ],
)
def test_what_counts_as_spelling(before, after, same):
    assert joint.is_spelling(before, after) is same


def test_a_fallen_signature_is_given_again_and_the_old_one_is_kept(signed, writing, bodies, cast, now):
    writing({bodies.desk_dmp: "Utstyret må være CE-merket."})
    seat = sits_in(cast.owner_dmp, bodies.desk_dmp, now)
    joint.sign(signed, body=bodies.desk_dmp, seat=seat, now=now)
    assert joint.unsigned(signed) == []
    assert signed.signatures.filter(body=bodies.desk_dmp).count() == 2


def test_the_others_write_in_their_own_part_only(signed, writing, bodies, cast):
    own = {"body": bodies.desk_dmp, "person": cast.owner_dmp}
    assert writing({bodies.desk_dmp: "Utstyret må være CE-merket."}, **own) == [bodies.desk_dmp]
    with pytest.raises(Refused):
        writing({bodies.desk_hdir: "Noe annet."}, **own)
    with pytest.raises(Refused):
        writing({None: "Noe annet."}, **own)


def test_no_longer_than_an_answer_can_be(signed, writing):
    with pytest.raises(Refused, match="høyst 100"), transaction.atomic():
        writing({None: "å" * 101}, longest=100)
    assert joint.composed(signed).startswith("Dere kan dele bildene.")


def test_nothing_new_is_said_to_be_nothing(signed, writing):
    with pytest.raises(Missing):
        writing({None: "Dere kan dele bildene. "})


def test_an_empty_text_cannot_be_signed(text, bodies, cast, now):
    with pytest.raises(Missing):
        joint.sign(text, body=bodies.desk_dmp, seat=sits_in(cast.owner_dmp, bodies.desk_dmp, now), now=now)


def test_whoever_took_over_has_the_part_and_signs_anew(signed, bodies):
    joint.succeed(signed, bodies.desk_dmp, bodies.steering)
    assert signed.bodies == [bodies.coordinating, bodies.desk_hdir, bodies.steering]
    assert joint.unsigned(signed) == [bodies.steering]


def test_whoever_left_is_waited_for_no_more(signed, writing, bodies, now):
    writing({None: "Dere kan dele alt."})
    joint.leave(signed, bodies.desk_dmp, now=now)
    assert joint.unsigned(signed) == [bodies.coordinating, bodies.desk_hdir]
