"""A document as Word, for those who write on in it: real headings and lists, in Norwegian."""

from io import BytesIO

from django.utils import translation
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from network.language import Quoting, of_what_is_written

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
SMALL = "Liten tekst"
INK = RGBColor(0x1A, 0x1C, 0x1F)


def word_of(content, made_at):
    """A .docx of a document (`escalation.document`)."""
    document = Document()
    _style(document.styles, LANGUAGES[content["language"]])
    if content["dense"]:
        _make_dense(document.styles)
    _about(document.core_properties, content, made_at)
    _sheet(document.sections[0], content)
    with translation.override(content["language"]):
        _write(document, content)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _style(styles, spoken):
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), spoken)
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()  # the theme's fonts go before those that are named
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), "Calibri")
    for level, size in enumerate((20, 14, 11), start=1):
        font = styles[f"Heading {level}"].font
        font.size, font.color.rgb = Pt(size), INK
    small = styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = styles["Normal"]
    small.font.size = Pt(8.5)
    small.paragraph_format.space_after = Pt(4)


def _make_dense(styles):
    """One sheet is to hold it."""
    styles["Normal"].font.size = Pt(9)
    styles["Normal"].paragraph_format.space_after = Pt(3)
    styles["Heading 2"].paragraph_format.space_before = Pt(7)


def _about(properties, content, made_at):
    properties.title, properties.author, properties.comments = content["title"], "Løft", ""
    properties.created = properties.modified = made_at
    properties.language = LANGUAGES[content["language"]]


def _sheet(sheet, content):
    sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
    margin = Cm(1.5 if content["dense"] else 2.5)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = margin
    sheet.header.paragraphs[0].text = f"{content['kind']} {content['case_number']}"
    footer = sheet.footer.paragraphs[0]
    for text, field in ((f"{content['page']} ", "PAGE"), (f" {content['of']} ", "NUMPAGES")):
        footer.add_run(text)
        footer._p.append(_element("w:fldSimple", instr=field))


def _write(document, content):
    _say(document.add_heading(level=1), content["title"])
    for fact in content["about"]:
        paragraph = document.add_paragraph(style="No Spacing")
        paragraph.add_run(f"{fact['name']}: ").bold = True
        _say(paragraph, fact["text"])
    for section in content["sections"]:
        _say(document.add_heading(level=section["level"]), section["heading"])
        for block in section["blocks"]:
            _block(document, block, SMALL if section["small"] else None)
    document.add_paragraph()
    for sentence in content["foot"]:
        document.add_paragraph(sentence, style=SMALL)


def _block(document, block, style):
    if "text" in block:
        _say(document.add_paragraph(style=style), block["text"])
    for point in block.get("points", ()):
        _say(document.add_paragraph(style="List Number"), point["text"])
    for line in block.get("lines", ()):
        paragraph = document.add_paragraph(style="List Bullet")
        if line["url"]:
            _link(paragraph, line["before"], line["url"])
        else:
            _say(paragraph, line["before"])
        _say(paragraph, line["text"])
    if "table" in block:
        caption = document.add_paragraph(style=style)
        caption.paragraph_format.keep_with_next = True
        _say(caption, block["caption"])
        _table(document, block["table"], style)


def _say(paragraph, text):
    """A text of the document; what people wrote in it says its language where that is another. Gives its runs."""
    before, written, after = text.parts if isinstance(text, Quoting) else (text, "", "")
    spoken = of_what_is_written()
    runs = []
    for part, language in ((before, None), (written, spoken), (after, None)):
        if part:
            runs.append(paragraph.add_run(part))
            if language:
                runs[-1]._r.get_or_add_rPr().append(_element("w:lang", val=LANGUAGES[language]))
    return runs


def _table(document, rows, style):
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for texts in (rows[0].keys(), *(row.values() for row in rows)):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            _say(cell.paragraphs[0], text)
            cell.paragraphs[0].style = style
    heading = table.rows[0]
    # Read out with each cell, and repeated on the next sheet.
    heading._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell in heading.cells:
        cell.paragraphs[0].runs[0].bold = True


def _link(paragraph, text, url):
    """python-docx reads links, but does not make them."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    for run in _say(paragraph, text):
        run.underline = True
        link.append(run._r)
    paragraph._p.append(link)


def _element(name, **attributes):
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
