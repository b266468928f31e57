"""Documentation that fails when it rots: commands, settings, pages and words."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
SOURCE = ROOT / "src" / "canevas"


def guide() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md")))


def test_every_command_is_in_the_guide() -> None:
    assert OUR_COMMANDS
    assert [name for name in OUR_COMMANDS if f"canevas {name}" not in guide()] == []


OUR_COMMANDS = sorted(name for name, app in get_commands().items() if str(app).startswith("canevas."))


@pytest.mark.parametrize("name", OUR_COMMANDS)
def test_every_command_helps_in_french(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class(get_commands()[name], name)
    with pytest.raises(SystemExit) as left:
        command.create_parser("canevas", name).parse_args(["--help"])
    assert left.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert " ".join(str(command.help).split()) in said  # a line ends at spaces that do not break, too
    with override("en"):
        assert str(type(command).help) not in said


def test_every_environment_variable_is_in_the_guide() -> None:
    settings = (SOURCE / "project" / "settings.py").read_text(encoding="utf-8") + (
        SOURCE / "project" / "home.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(CANEVAS_[A-Z_]+|DATABASE_URL)"', settings))
    assert names
    assert sorted(name for name in names if f"`{name}`" not in guide()) == []


def pages(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, str]]:
    """(namespaced name, route) of every address."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += pages(pattern.url_patterns, space)
        elif pattern.name:
            found.append((prefix + pattern.name, str(pattern.pattern)))
    return found


def test_every_page_is_in_the_guide() -> None:
    listed = (GUIDE / "pages.md").read_text(encoding="utf-8")
    # what programs ask describes itself: tests/doors/api/test_description.py holds it to that
    names = {name for name, _ in pages(get_resolver().url_patterns) if not name.startswith("api:interface:")}
    assert names
    assert sorted(name for name in names if f"`{name}`" not in listed) == []


def test_the_list_of_pages_names_no_page_that_is_gone() -> None:
    listed = set(re.findall(r"`([a-z]+:[a-z-]+)`", (GUIDE / "pages.md").read_text(encoding="utf-8")))
    assert sorted(listed - {name for name, _ in pages(get_resolver().url_patterns)}) == []


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| `([A-Za-z_]+)` \|", text, flags=re.MULTILINE)
    assert len(rows) > 20
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    defined = set(re.findall(r"^\s*(?:class|def) (\w+)", code, flags=re.MULTILINE))
    defined |= set(re.findall(r"^\s*(\w+)\s*(?::[^=\n]+)?=", code, flags=re.MULTILINE))
    assert [f"{french}: {english}" for french, english in rows if english not in defined] == []


@pytest.mark.parametrize("document", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]),
                         ids=lambda path: path.name)
def test_links_and_pictures_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_picture_of_the_guide_is_shown_and_every_shown_one_is_there() -> None:
    pages = [*GUIDE.glob("*.md"), ROOT / "README.md"]
    shown = {name for page in pages for name in re.findall(r"images/([\w-]+\.png)", page.read_text(encoding="utf-8"))}
    assert shown == {picture.name for picture in (GUIDE / "images").iterdir()}


def test_every_chapter_is_in_the_index_of_the_guide() -> None:
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    chapters = {page.name for page in GUIDE.glob("*.md")} - {"README.md"}
    assert sorted(name for name in chapters if f"]({name})" not in index) == []
