"""Code lists and reference of a country, as files a person can read and correct."""
from canevas.tools.vocabulary.files import VocabularyError
from canevas.tools.vocabulary.load import load_vocabulary
from canevas.tools.vocabulary.mentions import TerritoryMention
from canevas.tools.vocabulary.vocabulary import Vocabulary

__all__ = ["TerritoryMention", "Vocabulary", "VocabularyError", "load_vocabulary"]
