"""Whom to be first, of all who can sign in: one of each kind of person that the policy speaks of."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.models import Account


class Member(NamedTuple):
    """One of the cast: the address of their account, and who they are in a line."""

    email: str
    says: str | Promise


class Part(NamedTuple):
    """One of the cast who is in this database and can sign in."""

    account: Account
    says: str | Promise


CAST = (
    Member("r.hill@fernleigh.example", _("teaches 4J at Saltmarsh")),
    Member("s.cope@fernleigh.example", _("teaching assistant in 4J; her own son is at St Wenna's")),
    Member("p.savage@fernleigh.example", _("runs the office at Saltmarsh")),
    Member("j.penfold@fernleigh.example", _("head of school at Saltmarsh")),
    Member("a.holm@fernleigh.example", _("head of school at St Wenna's")),
    Member("i.pace@fernleigh.example", _("Executive Head of the three schools")),
    Member("c.okoro@fernleigh.example", _("designated safeguarding officer")),
    Member("y.laurent@fernleigh.example", _("special needs co-ordinator, and deputy to Mr Okoro at any time")),
    Member("d.clay@fernleigh.example", _("network manager")),
    Member("m.webb@fernleigh.example", _("chair of governors")),
    Member("g.yates@fernleigh.example", _("councillor, governor, and father of Elsie at St Wenna's")),
    Member("n.prydderch@fernleigh.example", _("clerk to the governors")),
    Member("t.fairweather@fernleigh.example", _("chairs the PTFA at Saltmarsh; mother of Will and Summer")),
    Member("daniel.tolliver@example.org", _("a parent and nothing else: father of Grace in 4J")),
    Member("maureen.ashdown@example.org", _("a grandmother without parental responsibility, for Mark in 5A")),
    Member("a.wren@fernleigh.example", _("hears children read at St Wenna's, as a volunteer")),
    Member("morwenna.tangye@example.org", _("a Friend of St Wenna's")),
)


def present() -> list[Part]:
    """Those of the cast who can sign in here, in their order."""
    wanted = {member.email: member.says for member in CAST}
    accounts = Account.objects.filter(email__in=wanted, is_active=True, person__erased_at=None)
    found = {account.email: account for account in accounts}
    return [Part(found[email], says) for email, says in wanted.items() if email in found]
