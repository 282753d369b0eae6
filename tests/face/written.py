"""What people wrote, as the site has it, and where an English page shows it without saying that it is Norwegian."""

import json
from html.parser import HTMLParser

LEAST, ENOUGH = 12, 40  # letters: shorter could stand anywhere, and what is cut short begins with so many
# Run by the site itself, on its own database. Names are the same in all languages.
ASKED = f"""
import json
from django.apps import apps
from django.db.models import CharField, TextField

from meetings.models import OutsideEvent
from network.models import Body

FIELDS = {{"title", "text", "what", "ask", "purpose", "reason", "question", "part", "why", "severity_reason"}}
names = [*Body.objects.values_list("name", flat=True), *OutsideEvent.objects.values_list("organiser", flat=True)]
for model in apps.get_models():
    fields = FIELDS & {{one.name for one in model._meta.fields if isinstance(one, (CharField, TextField))}}
    for thing in model._base_manager.all() if fields else ():
        for field in fields if not getattr(thing, "is_foreign", False) else ():
            begun = " ".join(getattr(thing, field).split())[:{ENOUGH}].strip()
            if len(begun) >= {LEAST} and not any(begun in name for name in names):
                print(json.dumps(begun))
"""
# What is not read out, has no languages inside it, or is the reader's own text.
BESIDE = {"title", "script", "style", "svg", "option", "textarea"}
EMPTY = {"area", "br", "hr", "img", "input", "link", "meta"}


def written_on(site):
    """The beginning of everything that was written."""
    lines = site.manage("shell", "--verbosity", "0", "--command", ASKED).stdout.splitlines()
    return {json.loads(line) for line in lines}


class Unsaid(HTMLParser):
    """The texts of a page that hold something `written`, in an element that says nothing of its language."""

    def __init__(self, html, written):
        super().__init__()
        self.written, self.open, self.found = written, [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.found += [f"{tag} {name}" for name, value in told.items() if "<span" in (value or "")]
        if tag not in EMPTY:
            self.open.append((tag, tag != "html" and "lang" in told))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        text = " ".join(data.split())
        if any(said or tag in BESIDE for tag, said in self.open):
            return
        self.found += [text for one in self.written if one in text][:1]
