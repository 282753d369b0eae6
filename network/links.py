"""Where a thing is shown: by convention the URL name is the model's name and «-detail». And what leads elsewhere."""

from django.urls import reverse

WEB = ("http", "https")


def url_for(label, pk):
    return reverse(f"{label.rpartition('.')[2]}-detail", args=[pk])


def is_web_address(text):
    """Whether a browser opens it as a page: never a script, a file or plain words."""
    return text.startswith(tuple(f"{scheme}://" for scheme in WEB))
