"""The one gate in for files: what is kept is a picture or a paper, and nothing else that was in it."""

import io
import zlib

import pikepdf
import pytest
import typst
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from network.forms.uploads import UploadField
from network.models import Attachment
from network.uploads import MOST_BYTES, opened, size_text
from network.workflow import Refused

NATIONAL_ID = "01019000083"  # made up, with valid check digits
BERGEN = {1: "N", 2: (60.0, 23.0, 0.0), 3: "E", 4: (5.0, 19.0, 0.0)}


def pdf_of(text):
    return typst.compile(text.encode(), format="pdf")


def changed(content, change):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def photograph(form="JPEG", size=(40, 20)):
    image, made = Image.new("RGB", size, "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif[0x0112] = 6  # held on its side
    exif.get_ifd(0x8825).update(BERGEN)
    image.save(made, form, exif=exif)
    return made.getvalue()


def test_a_paper_is_kept_as_it_came_and_its_text_is_read():
    content = pdf_of("Svar fra REK")
    upload = opened("Svar fra REK.pdf", content)
    assert (upload.name, upload.kind, upload.content) == ("Svar fra REK.pdf", Attachment.Kind.PDF, content)
    assert "Svar fra REK" in upload.text


@pytest.mark.parametrize(
    ("name", "form"), [("bilde.jpg", "JPEG"), ("bilde.jpeg", "JPEG"), ("bilde.PNG", "PNG")]
)
def test_a_picture_no_longer_says_where_it_was_taken_and_stands_the_right_way(name, form):
    sent = photograph(form)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825), "the picture that is sent says where"
    kept = Image.open(io.BytesIO(opened(name, sent).content))
    assert dict(kept.getexif()) == {}
    assert not kept.info.keys() & {"exif", "xmp", "comment", "icc_profile"}
    assert b"Kamera" not in opened(name, sent).content
    assert (kept.format, kept.size) == (form, (20, 40))


def test_what_somebody_hid_after_a_picture_is_gone():
    kept = opened("bilde.png", photograph("PNG") + b"<script>alert(1)</script>")
    assert b"script" not in kept.content


WRONG = {
    "tom.pdf": (lambda: b"", "Filen er tom"),
    "stor.pdf": (lambda: b"%PDF-" + b"0" * MOST_BYTES, "Filen er for stor"),
    "side.html": (lambda: b"<html></html>", "Bare PDF og bilder"),
    "side.pdf": (lambda: b"<html></html>", "Bare PDF og bilder"),
    "bilde.pdf": (lambda: photograph("PNG"), "men er bilde"),
    "bilde": (lambda: photograph("PNG"), "men er bilde"),
    "papir.png": (lambda: pdf_of("Hei"), "men er PDF"),
    "skadet.pdf": (lambda: b"%PDF-1.7\nikke en pdf", "kan ikke åpnes"),
    "skadet.png": (lambda: photograph("PNG")[:60], "kan ikke åpnes"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_something_else_is_refused_with_what_to_do(name):
    make, sentence = WRONG[name]
    with pytest.raises(Refused, match=sentence):
        opened(name, make())


def _runs(pdf):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(script)


def _starts(pdf):
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def _holds_a_file(pdf):
    pdf.attachments["skjult.exe"] = b"MZ"


@pytest.mark.parametrize("change", [_runs, _starts, _holds_a_file])
def test_a_paper_with_a_program_or_a_file_in_it_is_refused(change):
    with pytest.raises(Refused, match="programkode"):
        opened("papir.pdf", changed(pdf_of("Hei"), change))


def _bomb(pdf):
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    pdf.Root.Bomb = pdf.make_indirect(pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode))


def _bomb_in_a_bomb(pdf):
    packed = zlib.compress(zlib.compress(b"\0" * 9_000_000, 9), 9)
    twice = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    pdf.Root.Bomb = pdf.make_indirect(pikepdf.Stream(pdf, packed, Filter=twice))


@pytest.mark.parametrize("change", [_bomb, _bomb_in_a_bomb])
def test_a_paper_that_becomes_enormous_is_refused(change):
    content = changed(pdf_of("Hei"), change)
    assert len(content) < MOST_BYTES
    with pytest.raises(Refused, match="for stor når den pakkes ut"):
        opened("papir.pdf", content)


def test_a_picture_that_becomes_enormous_is_refused():
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")
    assert len(made.getvalue()) < MOST_BYTES
    with pytest.raises(Refused, match="Bildet er for stort"):
        opened("bilde.png", made.getvalue())


def test_a_locked_paper_is_refused():
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("Hei"))) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="hemmelig", owner="hemmelig"))
    with pytest.raises(Refused, match="låst med passord"):
        opened("papir.pdf", made.getvalue())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kari\\Svar på søknad.pdf", "Svar på søknad.pdf"),
        ('a"; rm -rf <b>\r\nX: y.pdf', "a rm -rf b X y.pdf"),
        ("\u202efdp.exe.pdf", "fdp exe.pdf"),
        (".pdf", "vedlegg.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_words(sent, kept):
    assert opened(sent, pdf_of("Hei")).name == kept


@pytest.mark.parametrize(
    ("name", "text"), [("papir.pdf", f"Gjelder {NATIONAL_ID}"), (f"pasient {NATIONAL_ID}.pdf", "Hei")]
)
def test_a_national_identity_number_in_a_paper_or_its_name_is_refused_and_not_repeated(name, text):
    with pytest.raises(forms.ValidationError) as refused:
        UploadField().clean(SimpleUploadedFile(name, pdf_of(text)))
    assert "ser ut som et fødselsnummer" in str(refused.value)
    assert NATIONAL_ID not in str(refused.value)


@pytest.mark.parametrize(
    ("size", "said"),
    [(10 * 2**20, "10 MB"), (int(2.4 * 2**20), "2,4 MB"), (20 * 2**10, "20 KB"), (0, "0 byte")],
)
def test_a_size_has_no_decimal_that_says_nothing(size, said):
    assert size_text(size).replace("\xa0", " ") == said
