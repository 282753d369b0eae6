"""What an innmelding can be about, in one place: the words are stored as they are read and searched for."""

from network.language import Written

TOPICS = (
    "datatilgang",
    "kodeverk og datakvalitet",
    "kompetanse",
    "infrastruktur",
    "utprøving",
    "undervisning",
    "strategi",
    "test av nytt utstyr",
    "forskningsstøtte",
)
CHOICES = [(topic, Written(topic.capitalize())) for topic in TOPICS]
