"""An archive comes back as it went in, or not at all."""
from __future__ import annotations

import errno
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.tools.archive import writing
from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.keys import check_public_key, new_key_pair, private_keys
from canevas.tools.archive.reading import open_archive
from canevas.tools.archive.writing import ArchiveWriter, hash_of

PAIR = new_key_pair()
CONTENT = {"header.json": b"{}", "tables/a.b/000001.jsonl.gz": os.urandom(70_000),
           "home/files/été (1) d'Agadez.docx": b"", "home/long": bytes(range(256)) * 3000}


def write(place: Path, content: dict[str, bytes] = CONTENT, keys: Sequence[str] = (PAIR.public,)) -> ArchiveWriter:
    with ArchiveWriter(place, keys) as archive:
        for name, data in content.items():
            archive.add_stream(name, len(data), io.BytesIO(data))
        archive.seal()
        archive.keep()
    return archive


def read(place: Path, keys: Sequence[str] = (PAIR.private,)) -> dict[str, bytes]:
    with open_archive(place, keys) as entries:
        return {entry.name: entry.content.read() for entry in entries}


@pytest.mark.parametrize("keys", [(PAIR.public,), (new_key_pair().public, PAIR.public), ()])
def test_what_goes_in_comes_out(keys: tuple[str, ...], tmp_path: Path) -> None:
    archive = write(tmp_path / "one.age", keys=keys)
    assert read(tmp_path / "one.age") == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["one.age"]
    assert hash_of(tmp_path / "one.age") == archive.sha256
    assert (b"home/long" in (tmp_path / "one.age").read_bytes()) == (not keys)


def test_memory_does_not_grow_with_the_content(tmp_path: Path) -> None:
    """A file of 300 MB is written and read back in a process that may hold 150 MB more than it starts with."""
    resource = pytest.importorskip("resource", reason="Sans objet : limite de mémoire propre à Unix.")

    class Zeros(io.RawIOBase):
        def __init__(self, left: int) -> None:
            self.left = left

        def read(self, size: int = -1) -> bytes:
            given = min(self.left, size)
            self.left -= given
            return bytes(given)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = 300 << 20
    with ArchiveWriter(tmp_path / "big.age", [PAIR.public]) as archive:
        archive.add_stream("home/big", size, Zeros(size))
        archive.seal()
        archive.keep()
    seen = 0
    with open_archive(tmp_path / "big.age", [PAIR.private]) as entries:
        for entry in entries:
            while data := entry.content.read(1 << 20):
                seen += len(data)
    assert seen == size
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("whole") / "one.age"
    write(place)
    return place


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_cut_or_changed_archive_is_refused(whole: Path, data: st.DataObject) -> None:
    content = whole.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 600))
    bad = (content[:at] if data.draw(st.booleans())
           else content[:at] + bytes([content[at] ^ 1 << data.draw(st.integers(0, 7))]) + content[at + 1:])
    broken = whole.with_name("broken.age")
    broken.write_bytes(bad)
    with pytest.raises(ArchiveRefused) as refused:
        read(broken)
    assert "broken.age" in str(refused.value)


def test_another_key_and_no_key_are_told(whole: Path) -> None:
    with pytest.raises(ArchiveRefused, match=r"n’ouvre pas|does not open"):
        read(whole, [new_key_pair().private])
    with pytest.raises(ArchiveRefused, match="--key"):
        read(whole, [])


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" * 200, b"age-encryption.org/v1\n", b"\0" * 20_000])
def test_what_is_no_archive_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    if content == b"\0" * 20_000:
        assert read(tmp_path / "x") == {}
    else:
        with pytest.raises(ArchiveRefused):
            read(tmp_path / "x")


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../b", "a\\b", "C:x", "a//b", "."])
def test_no_member_leaves_its_folder(name: str, tmp_path: Path) -> None:
    write(tmp_path / "one.age", {name: b"x"})
    with pytest.raises(ArchiveRefused):
        read(tmp_path / "one.age")


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: object, data: bytes) -> int:
        self.error = OSError(errno.ENOSPC, "No space left on device")  # type: ignore[attr-defined]
        raise self.error  # type: ignore[attr-defined]

    monkeypatch.setattr(writing._Out, "write", full)
    for keys in ((PAIR.public,), ()):
        with pytest.raises(ArchiveRefused, match=r"plus de place|no room"):
            write(tmp_path / "out" / "one.age", keys=keys)
        assert list((tmp_path / "out").iterdir()) == []


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), ArchiveWriter(tmp_path / "one.age", [PAIR.public]) as archive:
        archive.add("home/a", b"x" * 100_000)
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_backup_left_goes_with_the_next(tmp_path: Path) -> None:
    left, fresh = tmp_path / ".canevas-1.age.part", tmp_path / ".canevas-2.age.part"
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")
    os.utime(left, (0, 0))
    write(tmp_path / "canevas-3.age")
    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, "canevas-3.age"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveRefused):
        write(tmp_path / "file" / "one.age")


def test_keys_are_looked_at(tmp_path: Path) -> None:
    assert check_public_key(f" {PAIR.public}\n") == PAIR.public
    for wrong in ("", "age1zzz", PAIR.private, PAIR.public[:-1]):
        with pytest.raises(ArchiveRefused):
            check_public_key(wrong)
    page = tmp_path / "key.txt"
    page.write_text(f"# Clé de la sauvegarde\n\n  {PAIR.private}  \n", encoding="utf-8-sig")
    assert private_keys(page) == [PAIR.private]
    for text in ("", PAIR.public, PAIR.private[:-2]):
        page.write_text(text)
        with pytest.raises(ArchiveRefused):
            private_keys(page)
    with pytest.raises(ArchiveRefused):
        private_keys(tmp_path / "nowhere.txt")
