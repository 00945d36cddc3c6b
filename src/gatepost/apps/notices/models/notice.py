"""A notice: that something waits for one person. It says where to look, never what is there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gatepost.apps.notices.models.letter import Letter
from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place


class Category(models.TextChoices):
    """What a notice is about, as far as an e-mail may say."""

    SAFEGUARDING = "safeguarding", _("safeguarding")
    ALARM = "alarm", _("nobody has answered")
    DECISION = "decision", _("a post to decide")
    POST = "post", _("your post")
    QUESTION = "question", _("a question")
    DUTY = "duty", _("something that is due")


AT_ONCE = frozenset({Category.SAFEGUARDING, Category.ALARM})  # urgent, whoever tells


class Notice(models.Model):
    """One person is told of one thing, once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    category = models.CharField(max_length=20, choices=Category)
    about = models.CharField(max_length=120)  # as the ledger names it: "duty:…", "post:…", "question:…"
    key = models.CharField(max_length=160)  # what makes it the same notice: "duty:… step 2"
    urgent = models.BooleanField(default=False)  # a letter at once, whatever the hour
    raised_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)  # they have looked, or it is over: no letter any more
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")

    class Meta:
        ordering = ("-raised_at", "-id")
        constraints = (models.UniqueConstraint(name="notices_told_once", fields=("person", "key")),)
        indexes = (
            models.Index(fields=("about", "person"), name="notices_about"),
            models.Index(fields=("person", "-raised_at"), name="notices_of_a_person"),
            models.Index(
                fields=("person", "raised_at"),
                name="notices_without_letter",
                condition=models.Q(letter=None, opened_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"

    def place(self) -> Place:
        """Whoever is told."""
        return Place(people=frozenset({self.person_id}))
