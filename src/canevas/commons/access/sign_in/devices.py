"""Which browser on which machine a session belongs to, in words a person knows again."""
from __future__ import annotations

from django.utils.translation import gettext as _

# The order matters: most browsers also claim to be those that come later in the list.
BROWSERS = (("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("OPX/", "Opera Mini"),
            ("Opera Mini", "Opera Mini"), ("SamsungBrowser/", "Samsung Internet"), ("UCBrowser/", "UC Browser"),
            ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
           ("Mac OS X", "Mac"), ("Linux", "Linux"))


def _first(signs: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in signs if sign in text), "")


def device_in_words(user_agent: str) -> str:
    """« Firefox sous Windows »; what is not known is said so."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("a browser that does not say its name")
