"""What people call the browser they use: «Chrome på Windows», from what it says of itself."""

import re

from django.utils.translation import gettext

# Most say that they are others too, so the first that fits is the one.
BROWSERS = {
    "Edge": r"\bEdg(?:e|A|iOS)?/",
    "Opera": r"\bOPR/",
    "Samsung Internet": r"\bSamsungBrowser/",
    "Firefox": r"\b(?:Firefox|FxiOS)/",
    "Chrome": r"\b(?:(?:Headless)?Chrome|CriOS)/",
    "Safari": r"\bVersion/\S+ .*\bSafari/",
}
SYSTEMS = {
    "Windows": r"\bWindows\b",
    "iPhone": r"\biPhone\b",
    "iPad": r"\biPad\b",
    "Android": r"\bAndroid\b",
    "Mac": r"\bMacintosh\b",
    "ChromeOS": r"\bCrOS\b",
    "Linux": r"\bLinux\b",
}


def browser_of(user_agent):
    """Its name, with the machine when that is known; an unknown one is called so."""
    browser, system = (_first(names, user_agent) for names in (BROWSERS, SYSTEMS))
    if browser is None:
        return gettext("ukjent nettleser")
    return gettext("{browser} på {system}").format(browser=browser, system=system) if system else browser


def _first(names, text):
    return next((name for name, pattern in names.items() if re.search(pattern, text)), None)
