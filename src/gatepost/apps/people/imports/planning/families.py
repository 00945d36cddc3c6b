"""Who answers for whom. What was entered by hand stays, whatever the file says."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from gatepost.apps.people.imports.here import Bond
from gatepost.apps.people.imports.plan import BondAdded, BondChanged, BondEnded, Consent
from gatepost.apps.people.imports.planning.ground import Ground
from gatepost.apps.people.imports.roster import GuardianRow


def plan_families(ground: Ground) -> None:
    """All changes of who answers for a child."""
    wanted: dict[tuple[UUID, UUID], GuardianRow] = {}
    for row in ground.roster.guardians:
        adult, child = ground.person(row.adult), _child(ground, row)
        if adult is None:
            ground.wrong(row.at, "", _("nobody of this number is known"), _("send the adults first"))
        elif child is None:
            ground.wrong(row.at, "", _("no child of this number is known"), _("read the pupils in first"))
        elif adult == child or not (ground.here.enrolments.get(child) or child in ground.new):
            ground.wrong(row.at, "", _("this number belongs to no child"), _("look at the number"))
        elif ground.may_touch(row.at, child) and (row.adult in ground.who or ground.may_touch(row.at, adult)):
            before = wanted.get((adult, child))
            wanted[adult, child] = _both(before, row) if before else row
    by_hand = sum(_plan(ground, pair, row) for pair, row in wanted.items())
    if by_hand:
        what = _(
            "%(count)s who answer for a child were entered by hand and differ from the file: they stay as they are."
        )
        ground.plan.notes.append(what % {"count": by_hand})
    _end_the_others(ground, set(wanted))


def plan_consents(ground: Ground) -> None:
    """The old system's words on photos, where they are new."""
    for row in ground.roster.consents:
        child = ground.person(row.child)
        if child is not None and ground.here.consents.get(child) != row.words:
            ground.plan.consents.append(Consent(child, row.words))


def _child(ground: Ground, row: GuardianRow) -> UUID | None:
    by_upn = ground.here.by_upn.get(row.child_upn) if row.child_upn else None
    if not row.child:
        return by_upn
    if ground.roster.child_system:
        return ground.here.child_by_key.get(row.child) or by_upn
    return ground.person(row.child) or by_upn


def _both(first: GuardianRow, second: GuardianRow) -> GuardianRow:
    """One pair in two lines: what either tells. Responsibility that one of them denies is none."""
    told = [row.responsibility for row in (first, second) if row.responsibility is not None]
    return first._replace(
        relation=first.relation or second.relation,
        responsibility=all(told) if told else None,
        order=first.order if first.order is not None else second.order,
    )


def _plan(ground: Ground, pair: tuple[UUID, UUID], row: GuardianRow) -> int:
    """Plan one; 1 if it was entered by hand and differs."""
    bond = ground.here.bonds.get(pair)
    if ground.here.by in pair:
        if bond is None:
            ground.plan.notes.append(
                _("Line %(line)s is about your own family: somebody else enters it.") % {"line": row.at.line}
            )
        return 0
    if bond is None:
        added = BondAdded(*pair, row.at, row.relation, bool(row.responsibility), row.order or 1)
        ground.plan.bonds_added.append(added)
        return 0
    before, after = bond[1:4], _after(bond, row, ours=bond.system == ground.roster.system)
    if before != after and bond.system:
        ground.plan.bonds_changed.append(BondChanged(*pair, row.at, bond.pk, before, after))
    return int(before != after and not bond.system)


def _after(bond: Bond, row: GuardianRow, *, ours: bool) -> tuple[str, bool, int]:
    """Of a bond that another system brought only the responsibility, which some never tell, and what it left empty."""
    responsible = bond.responsibility if row.responsibility is None else row.responsibility
    relation = row.relation if ours or not bond.relation else ""
    order = row.order if ours else None
    return relation or bond.relation, responsible, bond.order if order is None else order


def _end_the_others(ground: Ground, wanted: set[tuple[UUID, UUID]]) -> None:
    """In a file that holds all families, whoever is no longer named for one of its children; and deleted adults."""
    gone = {ground.person(row.key) for row in ground.roster.people if row.gone and row.adult}
    children = {child for _adult, child in wanted}
    children.update(ground.who[row.ref] for row in ground.roster.people if not row.adult and row.ref in ground.who)
    for (adult, child), bond in ground.here.bonds.items():
        missing = ground.roster.whole_families and child in children and (adult, child) not in wanted
        over = bond.system == ground.roster.system and (missing or adult in gone)
        if over and ground.here.by != adult and ground.reaches(child):
            ends = max(bond.starts, ground.yesterday)
            ground.plan.bonds_ended.append(BondEnded(adult, child, bond.pk, ends))
