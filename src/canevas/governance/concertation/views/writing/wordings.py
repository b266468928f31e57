"""What the page says while minutes are typed: sentences for the browser, ``{name}`` where a fact goes."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def wordings() -> dict[str, Any]:
    return {
        "saved": _("Saved at {time}"),
        "stands": _("Last saved by {by}, {time}"),
        "typing": "",
        "idle": "",
        "kept": _("Kept in this browser, being sent…"),
        "away": _("Offline: kept in this browser, will be sent when the connection is back"),
        "later": _("The server does not answer: kept in this browser, will be sent when it is back"),
        "signed-out": _("You are no longer signed in: kept in this browser, will be sent once you are."),
        "other-person": _("Somebody else is signed in in this browser: your text is kept for you. Sign in again under "
                          "your name to send it."),
        "conflict": _("Conflict: choose below what is to stand"),
        "closed": _("Not saved, kept in this browser. {why}"),
        "refused": _("Not saved, kept in this browser: {why}."),
        "gone": _("This item is no longer on the agenda: your text is kept in this browser."),
        "theirs": _("Written by {by}, {time}"),
        "not_kept": _("This browser has no room left to keep your text: do not close the page before it is saved."),
        "sign_in_again": _("Sign in again"),
        "unsent_one": _("One text of this browser was not sent yet"),
        "unsent_many": _("{count} texts of this browser were not sent yet"),
        "elsewhere": _("{title} (another meeting)"),
        "take_up": _("Put it into the editor"),
        "discard": _("Throw away"),
        "discard_sure": _("Throw away for good"),
        "other_writes": _("{by} changed this item ({time}). What you type now will be set beside it."),
        "show_it": _("Show the change"),
        "editor_label": _("Text of item {title}. Escape then Tab leaves the text."),
        "form_failed": _("Not sent: the server cannot be reached. What you typed stays here; try again in a moment."),
        "panel": _conflict(),
    }


def _conflict() -> dict[str, str]:
    return {
        "title": _("{who} changed this item while you were writing ({when})"),
        "explained": _("Nothing was lost and nothing was overwritten. Choose for each place; the words that differ are "
                       "underlined. The text that you do not choose stays in the earlier texts of this item."),
        "mine": _("My text"), "theirs": _("The other text"), "somebody": _("Somebody"),
        "nothing": _("(nothing here)"),
        "choose_here": _("What is to stand here?"),
        "mine_here": _("mine"), "theirs_here": _("the other"), "both_here": _("both"),
        "keep_here": _("keep"), "drop_here": _("leave out"),
        "choose_all": _("Say for each place what is to stand."),
        "take_choice": _("Keep what I chose"), "take_mine": _("Keep all of my text"),
        "take_theirs": _("Take all of the other text"),
    }
