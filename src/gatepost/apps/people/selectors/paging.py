"""Long lists in order of name, a page at a time. The place in the list is a person's id, since names stay out of URLs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from gatepost.apps.people.models import Person
from gatepost.apps.people.models.folded import folded_words

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Some people, and after whom the next page begins (None: this is the last)."""

    people: list[Person]
    after: UUID | None


def page(people: QuerySet[Person], after: UUID | None = None) -> Page:
    """The page that follows `after`; an id that is nobody's begins the list anew."""
    rows = people.order_by("family_name", "given_name", "id")
    last = Person.objects.filter(pk=after).values_list("family_name", "given_name", "id").first() if after else None
    if last is not None:
        rows = rows.filter(_follows(*last))
    found = list(rows[: SIZE + 1])
    return Page(found[:SIZE], found[SIZE - 1].pk if len(found) > SIZE else None)


def named(words: str) -> Q:
    """People with a name that begins with each of the words, whatever accents, case or hyphens it is written with."""
    begins = Q()
    for word in folded_words(words)[:6]:
        begins &= Q(folded__contains=f" {word}")
    return Q(pk__in=Person.objects.filter(begins).values("pk")) if begins else Q()  # looked up first, then ordered


def _follows(family_name: str, given_name: str, key: UUID) -> Q:
    same = Q(family_name=family_name, given_name=given_name, id__gt=key)
    return Q(family_name__gte=family_name) & (
        Q(family_name__gt=family_name) | Q(family_name=family_name, given_name__gt=given_name) | same
    )
