"""What an innmelding can be about, in one place: the words are stored as they are read and searched for."""

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
CHOICES = [(topic, topic.capitalize()) for topic in TOPICS]
