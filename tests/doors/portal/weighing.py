"""What a page weighs: itself and all that a browser fetches for it, as stored, before any compression."""
from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from django.contrib.staticfiles import finders
from django.test import Client

FETCHED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src", "object": "data"}
NOT_FETCHED = ("canonical", "alternate", "license", "next", "prev")


class Fetched(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (place := given.get(FETCHED.get(tag, ""))) and given.get("rel") not in NOT_FETCHED:
            self.found.append(place)


def weight(client: Client, address: str) -> int:
    """In bytes. Fails on what comes from elsewhere, or is not there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    reader = Fetched()
    reader.feed(answer.content.decode())
    waiting, seen, total = reader.found, set(), len(answer.content)
    while waiting:
        place = waiting.pop()
        if place in seen or place.startswith("data:"):
            continue
        seen.add(place)
        assert place.startswith("/static/"), f"{address} fetches {place}"
        path = finders.find(re.sub(r"^/static/|[?#].*$", "", place))
        assert path, f"{address}: {place} is not there"
        content = Path(path).read_bytes()
        total += len(content)
        if place.endswith(".css"):
            named = re.findall(r"url\(['\"]?([^'\")]+)|@import ['\"]([^'\"]+)", content.decode())
            waiting += [urljoin(place, one) for pair in named for one in pair if one]
    return total
