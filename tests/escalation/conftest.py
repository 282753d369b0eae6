"""Two places along a case's way that most tests of the groups begin at."""

import pytest


@pytest.fixture
def group(chain, bodies):
    """A sak that the coordinating group has confirmed."""
    return chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))


@pytest.fixture
def laid(chain, group):
    """The same, laid before the steering group."""
    return chain.laid_before(group)
