"""The same running site, and the same Chromium, as the chain's."""

from tests.chain.conftest import browser_type_launch_args, site

__all__ = ["browser_type_launch_args", "site"]
