"""What must always be true of the whole, whatever has been killed, flushed or sent twice."""

import escalation.invariants
import register.invariants
from network import audit, notices, workflow


def breaches(now):
    """A sentence for each breach; none when all is well."""
    return [
        *workflow.breaches(),
        *notices.breaches(),
        *escalation.invariants.breaches(),
        *register.invariants.breaches(),
        *audit.breaches(),
        *audit.unsealed(now),
    ]
