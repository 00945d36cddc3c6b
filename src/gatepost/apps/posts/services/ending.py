"""How a sent post ends by itself: a decision that falls, words taken out after a year or with a person who is erased."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gatepost.apps.duties import services as duties
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person, the_site
from gatepost.apps.people.services.revising import locked
from gatepost.apps.posts.models import Ask, SentPost, Spoken
from gatepost.apps.posts.selectors.standing import stands, today

State, Why = SentPost.State, SentPost.Why
KEEP, LOOKED_AFTER = timedelta(days=365), timedelta(days=14)
_BATCH = 200


def fall(sent: SentPost, why: str, *, by: Person, leave: Leave) -> bool:
    """A decision, or the wait for one, no longer stands. Called by verbs, in their transaction; False if it was over."""
    if sent.state not in (State.WAITING, State.YES, State.CHANGE, State.NO):
        return False
    sent.settled_at = sent.settled_at or timezone.now()
    sent.state, sent.why, sent.version = State.FALLEN, why, sent.version + 1
    sent.save()
    about = subject("post", sent.pk)
    duties.drop(about, by=by, leave=leave)
    ledger.record("post_fell", by=by.pk, leave=leave, subject=about, says={"why": why})
    return True


def look_again() -> int:
    """Let fall what no longer stands of all that waits or was allowed of late, and tell its authors; how many."""
    of_late = Q(state=State.YES, settled_at__gte=timezone.now() - LOOKED_AFTER)
    found = SentPost.objects.filter(Q(state=State.WAITING) | of_late, forgotten_at=None)
    rows = SentPost.objects.select_related("author", "school").prefetch_related("asks")
    return sum(let_fall(rows.get(pk=key)) for key in list(found.values_list("pk", flat=True)))


def let_fall(sent: SentPost) -> bool:
    """Let one fall if something has changed since it was sent. It is checked before anything is locked."""
    now = stands(sent) if sent.state == State.YES else today(sent)
    if not now.fell or sent.state == State.FALLEN:
        return False
    site = the_site()
    with transaction.atomic():
        leave = require(site, "post.keep", sent)
        current = locked(sent)
        if current.version != sent.version:
            return False
        about = subject("post", current.pk)
        notices.notify(to=[current.author], category=Category.POST, about=about, key=f"{about} fell")
        return fall(current, now.fell, by=site, leave=leave)


def forget_old() -> int:
    """Take the words out of posts that were settled a year ago: the hash and the outcome stay. How many."""
    old = SentPost.objects.filter(settled_at__lt=timezone.now() - KEEP, forgotten_at=None)
    keys, site, done = iter(list(old.values_list("pk", flat=True))), the_site(), 0
    while batch := list(islice(keys, _BATCH)):
        with transaction.atomic():
            leave = require(site, "post.keep")
            blank(SentPost.objects.filter(pk__in=batch, forgotten_at=None))
            told = (ledger.Happened("post_forgotten", subject("post", key)) for key in batch)
            done += ledger.record_many(told, by=site.pk, leave=leave)
    return done


def forget(person: Person) -> None:
    """Somebody is erased: what they sent, and what speaks of them, loses its words; what waits waits no longer."""
    spoken = Spoken.objects.filter(person=person).values("post")
    about = SentPost.objects.filter(Q(author=person) | Q(pk__in=spoken), forgotten_at=None)
    keys = list(about.values_list("pk", flat=True))
    site = the_site()
    for sent in SentPost.objects.select_for_update().filter(pk__in=keys, state=State.WAITING):
        fall(sent, Why.ERASED, by=site, leave=require(site, "post.keep", sent))
    blank(SentPost.objects.filter(pk__in=keys))


def blank(posts: QuerySet[SentPost]) -> None:
    """Take out all that anybody wrote."""
    keys = list(posts.values_list("pk", flat=True))
    Ask.objects.filter(post__in=keys).update(reason="")
    Spoken.objects.filter(post__in=keys).delete()
    posts.filter(pk__in=keys).update(words={}, findings=[], forgotten_at=timezone.now())
