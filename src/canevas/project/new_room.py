"""Scaffolds a room of the common shape: ``python3 dev.py new-room FLOOR/NAME``."""
from __future__ import annotations

import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
FLOORS = ("commons", "evidence", "governance", "doors")

FILES = {
    "__init__.py": "",
    "README.md": "# {title}\n\nWhat it is for.\n\n## Words\n\n| on the screen | in the code |\n|---|---|\n\n"
                 "## Invariants\n\n- \n",
    "apps.py": '''from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class {camel}Config(AppConfig):
    name = "canevas.{floor}.{name}"
    label = "{name}"
    verbose_name = _("{title}")
''',
    "rules.py": '"""Pure domain of {title}: no Django in here."""\nfrom __future__ import annotations\n',
    "models.py": "from __future__ import annotations\n",
    "queries.py": '"""Reads of {title}."""\nfrom __future__ import annotations\n',
    "operations.py": '"""Every write of {title}: keyword-only, `by=`, permission, change and journal row in one '
                     'transaction."""\nfrom __future__ import annotations\n',
    "permissions.py": '"""Names of what may be done in {title}."""\n',
    "forms.py": "from __future__ import annotations\n",
    "views.py": "from __future__ import annotations\n",
    "urls.py": 'from __future__ import annotations\n\nfrom django.urls import URLPattern\n\napp_name = "{name}"\n'
               "urlpatterns: list[URLPattern] = []\n",
    "jobs.py": '"""Long work of {title}."""\nfrom __future__ import annotations\n',
    "migrations/__init__.py": "",
    "templates/{name}/.gitkeep": "",
    "locale/fr/LC_MESSAGES/django.po":
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: fr\\n"\n',
}


def scaffold(place: str, package: Path = PACKAGE) -> list[Path]:
    """Write the files of a new room at ``FLOOR/NAME``.

    Raises ``ValueError`` with a sentence when the place is not a floor and a name, or is taken.
    """
    match = re.fullmatch(r"([a-z]+)/([a-z][a-z_]*)", place)
    if not match or match[1] not in FLOORS:
        raise ValueError(f"“{place}” is no place for a room: write FLOOR/NAME, the floor one of {', '.join(FLOORS)}.")
    floor, name = match[1], match[2]
    folder = package / floor / name
    if folder.exists():
        raise ValueError(f"The room {floor}/{name} exists already.")
    words = {"floor": floor, "name": name, "title": name.replace("_", " ").capitalize(),
             "camel": "".join(part.capitalize() for part in name.split("_"))}
    written = []
    for path, text in FILES.items():
        target = folder / path.format(**words)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(**words), encoding="utf-8")
        written.append(target)
    return written


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)  # noqa: T201
        return 2
    try:
        written = scaffold(sys.argv[1])
    except ValueError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    for path in written:
        print(path.relative_to(PACKAGE.parent.parent))  # noqa: T201
    print("Now add it to INSTALLED_APPS, to project/urls.py and to .importlinter.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
