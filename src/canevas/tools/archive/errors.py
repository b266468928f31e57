from __future__ import annotations


class ArchiveRefused(Exception):  # noqa: N818 (a refusal, as elsewhere in the house)
    """An archive that cannot be written or read; the message is a sentence for the person who asked."""
