"""What stands for each argument of an address: something of the school in whose name the walk goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.utils import timezone

from gatepost.apps.duties import services as duties
from gatepost.apps.duties.models import Closure, Duty, Told
from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.lessons.models import Lesson
from gatepost.apps.machines.models import Hook, Scope
from gatepost.apps.machines.services import tokens
from gatepost.apps.people.imports import uploads
from gatepost.apps.people.models import Account, GroupRole, Person, RoleHeld, SavedMapping, Upload
from gatepost.apps.people.roll import known_now
from gatepost.apps.people.services import absences
from gatepost.apps.posts.models import SentPost
from gatepost.apps.questions.models import Precedent, Question
from tests.apps.posts.sent import sent_by
from tests.site_cast import LONG_AGO, child, federation, parent, person, school, school_class

GROWN_UP = {"SMP": "Sandra Cope", "WEN": "Bryony Rudd"}
SENIOR = {"SMP": "Judith Penfold", "WEN": "Anders Holm"}
DEPUTY = {"SMP": "Lorna Banks", "WEN": "Meera Joshi"}
MOTHER = {"SMP": "Tina Fairweather", "WEN": "Olive Baker"}
CHILD = {"SMP": "Grace Tolliver", "WEN": "Björn Halvorsen"}
ROOM = {"SMP": "4J", "WEN": "Kestrels"}

# Held in the whole federation; every other role of the pack is held at Saltmarsh.
EVERYWHERE = ("executive_head", "network_manager", "dso", "governor", "clerk")


def holder(role: str) -> Person:
    """Somebody with this role and no other."""
    email = f"{role}@fernleigh.example"
    found = Person.objects.filter(email=email).first()
    if found is not None:
        return found
    made = Person.objects.create(given_name="Somebody", family_name=role, email=email)
    where = None if role in EVERYWHERE else school("SMP")
    RoleHeld.objects.create(person=made, role=role, school=where, starts=LONG_AGO)
    Account.objects.create_user(email, person=made)
    return made


@dataclass(frozen=True)
class Things:
    """Things of one school, by its code."""

    code: str

    @property
    def person(self) -> Person:
        return person(GROWN_UP[self.code])

    @property
    def senior(self) -> Person:
        return person(SENIOR[self.code])

    @property
    def child(self) -> Person:
        return child(CHILD[self.code])

    def role(self, of: Person) -> int:
        found = of.roles.filter(school=school(self.code)).first()
        assert found is not None
        return found.pk

    def deputy(self) -> int:
        """The role of one of its teachers for when this school's head is away."""
        head = RoleHeld.objects.get(pk=self.role(self.senior))
        made = {"role": head.role, "school": head.school, "starts": LONG_AGO, "counts": RoleHeld.When.AWAY}
        return RoleHeld.objects.get_or_create(person=person(DEPUTY[self.code]), deputises=head, defaults=made)[0].pk

    def absence(self) -> int:
        found = self.person.absences.first()
        return (found or absences.record(by=self.person, person=self.person, starts=timezone.localdate())).pk

    def entry(self) -> int:
        """Of the ledger: that somebody of this school said that they are away."""
        self.absence()
        found = Entry.objects.filter(subject=subject("person", self.person.pk)).first()
        assert found is not None
        return found.number

    def bond(self) -> int:
        mother = parent(self.child, MOTHER[self.code])
        return mother.children.get(child=self.child).pk

    def upload(self) -> UUID:
        """A file on its way in, of whoever sent it: the office of Saltmarsh in this walk, or of St Wenna's."""
        by = holder("office") if self.code == "SMP" else person("Gemma Pike")
        sent = Upload.objects.filter(by=by).first()
        return (sent or uploads.keep(by=by, kind="pupils", file_name="roll.csv", chunks=[b"UPN,Surname\n"])).pk

    def columns(self) -> int:
        made = {"kind": "pupils", "school": school(self.code), "system": self.code.lower()}
        return SavedMapping.objects.get_or_create(name=f"columns of {self.code}", defaults=made)[0].pk

    def duty(self) -> UUID:
        """That SLT of this school look at abuse on an account, of which its teaching assistant told."""
        return self.telling().duty

    def telling(self) -> Telling:
        """That the teaching assistant of this school told of it, and the duty that came of it."""
        found = Told.objects.filter(by=self.person).first()
        if found is None:
            found = duties.tell(by=self.person, happening="abuse_reported", school=school(self.code))
        return Telling(found.pk, Duty.objects.get(cause=subject("told", found.pk)).pk)

    def closure(self) -> int:
        made = {"title": "INSET day", "starts": timezone.localdate(), "ends": timezone.localdate()}
        return Closure.objects.get_or_create(school=school(self.code), feed=None, defaults=made)[0].pk

    def group(self) -> int:
        by = person("Imelda Pace")
        group = f"teachers of {self.code}"
        return GroupRole.objects.get_or_create(group=group, role="teacher", school=school(self.code), made_by=by)[0].pk

    def sent_post(self) -> UUID:
        """Of somebody of this school: whoever may decide on it at all may decide on this one."""
        found = SentPost.objects.filter(author=self.person).first()
        return (found or sent_by(self.person, self.code)).pk

    def question(self, state: str = "waiting") -> UUID:
        """Asked by somebody of this school, of its SLT."""
        asked = {"asker": self.person, "school": school(self.code), "state": state}
        found = Question.objects.filter(**asked).first()
        return (found or _asked(Question(**asked, asked_at=timezone.now(), last_at=timezone.now()))).pk

    def precedent(self) -> int:
        """An answer that SLT of this school looks after; the roll is known to this process, as after any check."""
        federation()
        known_now()
        asked = {"asked": f"May I, at {self.code}?", "school": school(self.code), "answered": "Ask first."}
        made = {"kept_by": self.senior, "kept_at": timezone.now()}
        return Precedent.objects.get_or_create(**asked, defaults=made)[0].pk

    def lesson(self, state: str = "waiting") -> UUID:
        """What somebody of this school said was wrong."""
        said = {"by": self.person, "school": school(self.code), "state": state}
        made = {"draft": POST, "verdict": "block", "why": "other", "policy": "–", "said_at": timezone.now()}
        made["wanted"] = "allow" if state == "agreed" else ""
        return Lesson.objects.get_or_create(**said, defaults=made)[0].pk

    def token(self, of: Person) -> UUID:
        """By which another system acts in somebody's name."""
        until = timezone.localdate() + timedelta(days=30)
        found = of.tokens.filter(name="the walk").first()
        return (found or tokens.make(by=of, name="the walk", scopes=Scope.values, until=until, strong=True)[0]).pk

    def hook(self) -> UUID:
        """A system that is told of something, of the whole federation."""
        made = {"address": "https://hooks.example/", "secret": b"x", "events": ["person_added"], "read": 0}
        by = {"made_by": person("Imelda Pace"), "made_at": timezone.now()}
        return Hook.objects.get_or_create(name="the walk's", defaults={**made, **by})[0].pk


def _asked(question: Question) -> Question:
    question.save()
    question.turns.create(number=1, by=question.asker, words="May I?", said_at=question.asked_at)
    return question


POST = {"text": "Well done", "author_role": "teacher", "channel": {"kind": "sanctioned", "platform": "facebook"}}


class Telling(NamedTuple):
    """What somebody told of, and what came of it."""

    told: UUID
    duty: UUID


Make = Callable[[Things], Any]
OF_A_SENIOR = ("give_senior_role", "end_senior_role")


def missing(likely: Any) -> Any:
    """What stands for nothing at all in the place of something: an id that nobody has."""
    if isinstance(likely, UUID):
        return uuid4()
    return 9_999_999 if isinstance(likely, int) else "nowhere"


# By the argument's name, or by page and argument where one name means several things.
THINGS: dict[str, Make] = {
    "person": lambda things: things.person.pk,
    "pk": lambda things: things.person.pk,
    "child": lambda things: things.child.pk,
    **{f"{page}.person": lambda things: things.senior.pk for page in OF_A_SENIOR},
    "room": lambda things: school_class(ROOM[things.code], things.code).pk,
    "key": lambda things: things.person.pk,
    "held": lambda things: things.role(things.person),
    "end_senior_role.held": lambda things: things.role(things.senior),
    "end_deputy.person": lambda things: person(DEPUTY[things.code]).pk,
    "end_deputy.held": lambda things: things.deputy(),
    "absence": lambda things: things.absence(),
    "number": lambda things: things.entry(),
    "bond": lambda things: things.bond(),
    "code": lambda things: things.code,
    "mapping": lambda things: things.group(),
    "delete_mapping.mapping": lambda things: things.columns(),
    "upload": lambda things: things.upload(),
    "duty": lambda things: things.duty(),
    "telling": lambda things: things.telling().told,
    "happening": lambda _: "abuse_reported",
    "closure": lambda things: things.closure(),
    "post": lambda things: things.sent_post(),
    "question": lambda things: things.question(),
    "keep_answer.question": lambda things: things.question("answered"),
    "precedent": lambda things: things.precedent(),
    "lesson": lambda things: things.lesson(),
    "make_case.lesson": lambda things: things.lesson("agreed"),
    "end_own_token.token": lambda things: things.token(holder("office") if things.code == "SMP" else things.senior),
    "end_token.token": lambda things: things.token(things.senior),
    "hook": lambda things: things.hook(),
    "api_policy_clause.clause": lambda _: "SU-4b",
    "take_list.name": lambda _: "pupils",
    "session": lambda _: 1,  # somebody's, and so never one's own
    "token": lambda _: "abc",  # of a link in an e-mail; none that was ever sent
    "clause.name": lambda _: "SU-4b",
    "icon.size": lambda _: 192,
    "account_confirm_email.key": lambda _: "abc-def",
    "account_reset_password_from_key.key": lambda _: "abc-def",
    "uidb36": lambda _: "1",
    "provider_id": lambda _: "school",  # no such provider is set up
    "mfa_remove_webauthn.pk": lambda _: 1,
    "mfa_edit_webauthn.pk": lambda _: 1,
}
