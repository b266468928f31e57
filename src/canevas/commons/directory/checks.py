"""The vocabulary is read at start, so that a mistake in its files is said before anybody works with them."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from canevas.tools.vocabulary import VocabularyError, load_vocabulary


def vocabulary_is_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error with file, line and entry where the vocabulary of this installation cannot be used."""
    try:
        load_vocabulary(settings.CANEVAS_VOCABULARY)
    except VocabularyError as error:
        return [Error(str(error), id="directory.E001")]
    return []
