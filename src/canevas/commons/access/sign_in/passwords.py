"""A rule of passwords that Django's list of common (mostly English) ones does not know."""
from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_WORDS = """
    motdepasse monmotdepasse motdepass mdp azerty azertyuiop qsdfghjklm wxcvbn bonjour bonsoir bienvenue salut soleil
    chouchou doudou jetaime amour loulou famille merci secret admin administrateur administrateurs utilisateur
    secretariat secretaire ministere direction reunion migration migrations canevas cadre concertation politique
    afrique niger nigerien nigerienne niamey agadez tahoua zinder maradi dosso diffa tillaberi arlit sahel
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
"""
TRIED_FIRST = frozenset(_WORDS.split())
"""What is tried first here: words of these offices, of this country, of a French keyboard."""


class LocalWordValidator:
    """Refuses such a word with digits or signs around it, or repeated."""

    def validate(self, password: str, user: object = None) -> None:
        plain = unicodedata.normalize("NFD", password.lower())
        letters = "".join(sign for sign in plain if "a" <= sign <= "z")
        halves = {letters, letters[:len(letters) // 2]} if letters[:len(letters) // 2] * 2 == letters else {letters}
        if halves & TRIED_FIRST:
            raise ValidationError(_("This is a word that everybody here would try first, with digits around it."),
                                  code="password_local_word")

    def get_help_text(self) -> str:
        return _("It cannot be one word of your work or your country with digits: take three or four words.")
