"""Opens one file that somebody sent, in a process of its own: the file on standard input, its kind as the
argument. What it holds may be made to harm whoever opens it; here that costs a process, and no more.

Writes one line of JSON ({"refused": why} or {"text": what it says}) and then the file to keep.
"""

import io
import json
import resource
import sys
import warnings
import zlib

import pikepdf
import pypdfium2
from PIL import Image, ImageOps

SECONDS = 20
MEMORY = 1_500_000_000  # bytes of address space, the libraries' own included
UNPACKED = 200_000_000  # bytes of all streams of a PDF
PIXELS = 50_000_000  # a telephone's largest picture
PAGES = 300
LETTERS = 2_000_000

# What a PDF holds besides pages: programs, files, and forms that are programs.
KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
NAMES = {
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/FileAttachment",
    "/RichMedia",
    "/Rendition",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
}
UNPACKS = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}


class Refuse(Exception):
    pass


def picture(content, form):
    """The same picture and nothing more: not where, when or with what it was taken."""
    with Image.open(io.BytesIO(content), formats=[form]) as image:
        if image.width * image.height > PIXELS:
            raise Refuse("pixels")
        turned = ImageOps.exif_transpose(image).convert("RGB" if form == "JPEG" else "RGBA")
    bare = Image.new(turned.mode, turned.size)
    bare.paste(turned)
    kept = io.BytesIO()
    bare.save(kept, form, **({"quality": 88} if form == "JPEG" else {"optimize": False}))
    return "", kept.getvalue()


def paper(content):
    """The text of a PDF, and the PDF as it came: without programs and files, and of a size to be opened."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            left = UNPACKED
            for thing in pdf.objects:
                look_through(thing)
                if isinstance(thing, pikepdf.Stream):
                    left -= unpacked_size(thing, left)
    except pikepdf.PasswordError:
        raise Refuse("locked") from None
    return text_of(content), content


def look_through(thing):
    """Everything written in one object; what it points to is an object of its own."""
    inside = [thing]
    while inside:
        part = inside.pop()
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            pairs = part.stream_dict.items() if isinstance(part, pikepdf.Stream) else part.items()
            for key, value in pairs:
                if key in KEYS or (isinstance(value, pikepdf.Name) and str(value) in NAMES):
                    raise Refuse("active")
                inside.append(value)
        elif isinstance(part, pikepdf.Array):
            inside.extend(part)
        inside = [one for one in inside if not getattr(one, "is_indirect", False)]


def unpacked_size(stream, most):
    filters = stream.stream_dict.get("/Filter", [])
    filters = [str(name) for name in (filters if isinstance(filters, pikepdf.Array) else [filters])]
    if sum(name in UNPACKS for name in filters) > 1:
        raise Refuse("unpacked")
    packed = stream.read_raw_bytes()
    if filters[:1] not in (["/FlateDecode"], ["/Fl"]):
        return len(packed)
    unpacker = zlib.decompressobj()
    try:
        size = len(unpacker.decompress(packed, most + 1))
    except zlib.error:
        return len(packed)
    if size > most:
        raise Refuse("unpacked")
    return size


def text_of(content):
    pdf = pypdfium2.PdfDocument(content)
    if len(pdf) > PAGES:
        raise Refuse("pages")
    found, left = [], LETTERS
    for page in pdf:
        found.append(page.get_textpage().get_text_range()[:left])
        left -= len(found[-1])
    return "\n".join(found)


def main(kind):
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    content = sys.stdin.buffer.read()
    try:
        text, kept = (
            paper(content) if kind == "pdf" else picture(content, {"jpg": "JPEG", "png": "PNG"}[kind])
        )
        said = {"text": text}
    except Refuse as refusal:
        said, kept = {"refused": str(refusal)}, b""
    except Image.DecompressionBombError:
        said, kept = {"refused": "pixels"}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + kept)


if __name__ == "__main__":
    main(sys.argv[1])
