"""What has changed between two agendas: pure, of what versions keep (`compiling.content_of`)."""

from meetings.models import ItemType


def difference(before, after):
    """Each change as a sentence; empty where nothing a reader would notice has changed. What only moved between
    the reserve list and out is left out: it was not on either agenda."""
    was, now = _on(before), _on(after)
    told = [f"Ny sak: {_described(line)}." for key, line in now.items() if key not in was]
    told += [f"Tatt ut: {line['title']}." for key, line in was.items() if key not in now]
    told += [said for key, line in now.items() if key in was and (said := _changed(was[key], line))]
    kept_before, kept_now = [key for key in was if key in now], [key for key in now if key in was]
    if kept_before != kept_now:
        told.append("Sakene står i en annen rekkefølge.")
    return told


def _on(content):
    return {(line["source"], line["label"], line["pk"]): line for line in content["items"]}


def _described(line):
    return f"{line['title']} ({ItemType(line['type']).label}, {line['minutes']} minutter)"


def _changed(was, line):
    parts = []
    if was["title"] != line["title"]:
        parts.append(f"het «{was['title']}»")
    if was["type"] != line["type"]:
        parts.append(f"{ItemType(line['type']).label}, ikke {ItemType(was['type']).label}")
    if was["minutes"] != line["minutes"]:
        parts.append(f"{line['minutes']} minutter, ikke {was['minutes']}")
    if was.get("presenter") != line.get("presenter") and line.get("presenter"):
        parts.append(f"legges frem av {line['presenter']}")
    return f"Endret: {line['title']}: {', '.join(parts)}." if parts else ""
