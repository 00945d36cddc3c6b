"""Each thing that happens, done by the service that does it on the site too: nothing is written past them."""

from __future__ import annotations

from functools import singledispatch

from gatepost.apps.people.models import Guardianship, RoleHeld
from gatepost.apps.people.services import absences, families, federation, people, pupils, roles
from gatepost.apps.people.signin import services as signin
from gatepost.apps.people.signin import telling
from gatepost.demo import happenings as told
from gatepost.demo.nouns import Post, Tie
from gatepost.demo.reading_in import read_in
from gatepost.demo.stage import Stage
from gatepost.demo.tables import cast
from gatepost.demo.tables import federation as federation_facts


@singledispatch
def do(what: told.Happening, stage: Stage) -> None:  # noqa: ARG001 (those below need it)
    """Do it, as whoever did it."""
    raise LookupError(f"nobody knows how to do {type(what).__name__}")


@do.register
def _(what: told.SetUp, stage: Stage) -> None:
    site, facts = stage.actor(what.by), federation_facts()
    names = facts.pop("schools")
    federation.set_up(by=site, **facts)
    for row in cast("schools"):
        short = names[row["code"]]["short_name"]
        federation.add_school(by=site, code=row["code"], name=row["name"], short_name=short)
    for room in stage.people.rooms:
        federation.add_class(by=site, school=stage.school_of(room), name=room.room, year_group=room.year)


@do.register
def _(what: told.Add, stage: Stage) -> None:
    _put_in(stage, what.by, what.who, what.school)


@do.register
def _(what: told.Give, stage: Stage) -> None:
    post = what.post
    roles.give(
        by=stage.actor(what.by),
        person=stage.person(post.who),
        role=post.role,
        starts=what.starts,
        school=stage.school(post.school),
        school_class=stage.room(post.school, post.room),
        title=post.title,
    )


@do.register
def _(what: told.End, stage: Stage) -> None:
    roles.end(by=stage.actor(what.by), role_held=_held(stage, what.post), on=what.on)


@do.register
def _(what: told.NameDeputy, stage: Stage) -> None:
    principal = RoleHeld.objects.get(person=stage.rows[what.principal], role=what.role, deputises=None)
    counts = RoleHeld.When.ALWAYS if what.always else RoleHeld.When.AWAY
    by, person = stage.actor(what.by), stage.person(what.who)
    roles.name_deputy(by=by, principal=principal, person=person, starts=what.at.date(), counts=counts)


@do.register
def _(what: told.Away, stage: Stage) -> None:
    absences.record(by=stage.actor(what.by), person=stage.person(what.who), starts=what.starts, ends=what.ends)


@do.register
def _(what: told.Back, stage: Stage) -> None:
    person = stage.person(what.who)
    absences.cancel(by=stage.actor(what.by), absence=person.absences.get(ends=None))


@do.register
def _(what: told.ReadIn, stage: Stage) -> None:
    read_in(what, stage)
    stage.find_those_read_in()


@do.register
def _(what: told.Join, stage: Stage) -> None:
    child, by = what.child, stage.actor(what.by)
    stage.ids.expect(child.id)
    enrolled = pupils.enrol(
        by=by, given_name=child.first, family_name=child.last, known_as=child.known_as, starts=what.at.date(),
        school=stage.school_of(what.place), school_class=stage.room(what.place.school, what.place.room),
    )  # fmt: skip
    stage.rows[child.id] = enrolled.pk
    for tie in (tie for tie in stage.people.ties if tie.child == child.id):
        if tie.adult not in stage.rows:
            _put_in(stage, what.by, tie.adult, what.place.school)
        _tie(stage, what, tie)


@do.register
def _(what: told.Leave, stage: Stage) -> None:
    school = stage.school(what.school)
    pupils.leave(by=stage.actor(what.by), child=stage.person(what.child), on=what.at.date(), school=school)


@do.register
def _(what: told.Return, stage: Stage) -> None:
    pupils.return_to_roll(
        by=stage.actor(what.by),
        child=stage.person(what.child),
        starts=what.at.date(),
        school=stage.school_of(what.place),
        school_class=stage.room(what.place.school, what.place.room),
    )


@do.register
def _(what: told.AddTie, stage: Stage) -> None:
    _tie(stage, what, what.tie)


@do.register
def _(what: told.EndTie, stage: Stage) -> None:
    tie = Guardianship.objects.get(adult=stage.rows[what.adult], child=stage.rows[what.child], ends=None)
    families.end(by=stage.actor(what.by), guardianship=tie, on=what.at.date())


@do.register
def _(what: told.Correct, stage: Stage) -> None:
    person = stage.person(what.who)
    people.change(by=stage.actor(what.by), person=person, version=person.version, **{what.field: what.right})


@do.register
def _(what: told.CorrectChild, stage: Stage) -> None:
    child = stage.person(what.child)
    pupils.change(by=stage.actor(what.by), child=child, version=child.version, known_as=what.known_as)


@do.register
def _(what: told.Invite, stage: Stage) -> None:
    signin.invite(by=stage.actor(what.by), person=stage.person(what.who), email=stage.grownup(what.who).email)


@do.register
def _(what: told.Open, stage: Stage) -> None:
    signin.open_account(stage.person(what.by).account, "link")


@do.register
def _(what: told.ShutOut, stage: Stage) -> None:
    signin.withdraw(by=stage.actor(what.by), person=stage.person(what.who))


@do.register
def _(what: told.SignIn, stage: Stage) -> None:
    telling.own("signed_in", stage.person(what.by), way="link")


def _put_in(stage: Stage, by: str, who: str, school: str) -> None:
    one, kept_by, actor = stage.grownup(who), stage.school(school), stage.actor(by)
    stage.ids.expect(who)
    added = people.add(
        by=actor, title=one.title, given_name=one.first, family_name=one.last, email=one.email,
        telephone=one.telephone, kept_by=kept_by,
    )  # fmt: skip
    stage.rows[who] = added.pk


def _tie(stage: Stage, what: told.Happening, tie: Tie) -> None:
    families.add_guardian(
        by=stage.actor(what.by),
        adult=stage.person(tie.adult),
        child=stage.person(tie.child),
        relation=tie.relation,
        parental_responsibility=tie.responsible,
        starts=what.at.date(),
        contact_order=tie.order,
    )


def _held(stage: Stage, post: Post) -> RoleHeld:
    where = {"role": post.role, "school": stage.school(post.school), "title": post.title}
    return RoleHeld.objects.get(person=stage.rows[post.who], deputises=None, ends=None, **where)
