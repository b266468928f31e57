"""What the journal says of recommendations, in sentences. Pure."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canevas.tools.text.sentences import say


def status_word(status: object) -> str:
    words = {"open": say("to be put into practice"), "in_progress": say("under way"), "done": say("put into practice"),
             "abandoned": say("abandoned")}
    return words.get(str(status), str(status))


def recommendation_sentence(event: str, label: str, details: Mapping[str, Any]) -> str:
    """The sentence of one event, or "" for an event of another room."""
    words = {"text": shortened(label), "before": status_word(details.get("before")),
             "after": status_word(details.get("after"))}
    if event == "recommendation_status_changed":
        return say("moved the recommendation “%(text)s” from “%(before)s” to “%(after)s”.", **words)
    if event == "recommendation_reported":
        return reported_sentence(words, details)
    if event == "recommendation_status_undone":
        return say("took back a change: the recommendation “%(text)s” is “%(after)s” again.", **words)
    if event == "recommendation_noted":
        return say("wrote about the recommendation “%(text)s”:", text=words["text"])
    if event == "recommendation_set_written":
        return say("entered the recommendations in the register.")
    return ""


def reported_sentence(words: Mapping[str, str], details: Mapping[str, Any]) -> str:
    """What a report says: the state where it changed, the share done, in whose name."""
    if details.get("region"):
        said = say("reported on the part of the region %(region)s of the recommendation “%(text)s”: “%(part)s”.",
                   text=words["text"], region=details["region"], part=status_word(details.get("part")))
    elif details.get("before") != details.get("after"):
        said = say("reported on the recommendation “%(text)s”: from “%(before)s” to “%(after)s”.", **words)
    else:
        said = say("reported on the recommendation “%(text)s”: “%(after)s”.", **words)
    if details.get("percent") is not None:
        said += " " + say("Share done: %(percent)s %%.", percent=details["percent"])
    if details.get("organisation"):
        said += " " + say("In the name of %(name)s.", name=details["organisation"])
    evidence = [str(details[name]) for name in ("file", "link") if details.get(name)]
    if evidence:
        said += " " + say("Evidence: %(names)s.", names=", ".join(evidence))
    return said


def shortened(text: str, length: int = 90) -> str:
    """``text``, cut between two words where it is longer."""
    return text if len(text) <= length else f"{text[:length].rsplit(None, 1)[0]} …"
