from guidance.models import Entry
from issues.ranking import keys_of
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Entry,
        title="Veiledning",
        words=lambda entry: f"{entry.title} {entry.text} {' '.join(keys_of(f'{entry.title} {entry.text}'))}",
        select=("agency", "desk"),
        answers=True,
    )
)
