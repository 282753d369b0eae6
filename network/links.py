"""Where a thing is shown: by convention the URL name is the model's name and «-detail»."""

from django.urls import reverse


def url_for(label, pk):
    return reverse(f"{label.rpartition('.')[2]}-detail", args=[pk])
