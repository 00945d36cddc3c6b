"""Who is away today, for those who look after it."""

from __future__ import annotations

from django.utils import timezone

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Absence, Person
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.selectors.within import people_within


def away_today(by: Person) -> list[Absence]:
    """The absences of today that `by` may record for others; none for whoever may only say that they are away themselves."""
    far = reach(by, "absence.record")
    if not (far.everywhere or far.schools):
        return []
    known = Person.objects.filter(people_within(far), erased_at=None).exclude(pk=by.pk).order_by()
    found = Absence.objects.filter(holds(timezone.localdate()), person__in=known.values("pk"))
    return list(found.select_related("person").order_by("person__family_name", "person__given_name"))
