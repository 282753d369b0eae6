from escalation.models import Escalation
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Escalation,
        title="Løftede saker",
        words=lambda escalation: f"{escalation.title} {escalation.ask} {escalation.reason}",
        select=("home_body", "lifting_body"),
    )
)
