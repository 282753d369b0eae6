from django.core.management.base import BaseCommand

from network.workflow import workflows


class Command(BaseCommand):
    help = "Print every workflow table as Mermaid state diagrams, with the English names as ids."

    def handle(self, **options):
        self.stdout.write("\n\n".join(diagram(table) for table in workflows.values()))


def diagram(table):
    """One table as a Mermaid state diagram; a step that keeps the state is drawn as a loop."""
    lines = [f"%% {table.label}", "stateDiagram-v2"]
    for name, step in table.steps.items():
        lines += [f"    {source} --> {step.target or source}: {name}" for source in sorted(step.sources)]
    return "\n".join(lines)
