"""``{% load design %}``: the components of :mod:`canevas.commons.design.components`, and the fields of forms."""
from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from canevas.commons.access.queries import may
from canevas.commons.design import components, formats, sources
from canevas.commons.design.related import related

register = template.Library()

for tag in (components.state, components.action_state, components.confidence, components.chip, components.chips,
            components.day, components.deadline, components.source_link, components.source_url, components.empty,
            components.breadcrumbs, sources.source_mark):
    register.simple_tag(tag)

register.filter("long_date", formats.long_date)
register.filter("medium_date", formats.medium_date)
register.filter("short_date", formats.short_date)
register.filter("moment", formats.moment)
register.filter("hour", formats.hour)
register.filter("number", formats.number)


@register.simple_tag
def marked(passage: Any) -> SafeString:
    """What has ``text`` and ``spans``, with the spans marked."""
    return components.highlighted(passage.text, passage.spans)


@register.inclusion_tag("design/related.html", takes_context=True)
def related_to(context: template.Context, kind: str, thing: Any) -> dict[str, Any]:
    """Where the rooms above lead whoever looks at the page from ``thing``."""
    return {"ways": related(kind, thing, context["request"].user)}


@register.simple_tag(takes_context=True)
def story_link(context: template.Context, thing: Any) -> SafeString:
    """The way to everything that the journal knows of ``thing``, for whoever reads the whole journal."""
    request = context.get("request")
    if not thing or request is None or not may(request.user, "JOURNAL_VIEW"):
        return SafeString("")
    url = reverse("journal:story", args=[thing._meta.label_lower, thing.pk])
    return format_html('<p><a href="{}">{}</a></p>', url, _("The whole story"))


@register.inclusion_tag("design/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """One field of a form: label, control, help and errors, tied together for screen readers."""
    widget = bound.field.widget
    return {
        "field": bound, "hint": hint or bound.help_text,
        "is_check": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
    }


@register.inclusion_tag("design/form.html")
def fields(form: Any) -> dict[str, Any]:
    """Every field of a form, with the errors that belong to no field first."""
    return {"form": form}


@register.inclusion_tag("design/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any) -> dict[str, Any]:
    """The way through the pages of a list. ``page``: a ``lists.Page``."""
    return {"page": page, "request": context["request"]}


@register.simple_tag(takes_context=True)
def query_of(context: template.Context, name: str, value: Any) -> SafeString:
    """The address of this list with one filter changed, from its first page."""
    return query(context, **{name: value, "page": "", "format": ""})


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> SafeString:
    """The address of this page with some parameters changed; ``None`` or "" takes one away."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    text = parameters.urlencode()
    return SafeString(f"?{text}".replace("&", "&amp;") if text else context["request"].path)
