"""The policy as data: `load()` gives a `Policy`, frozen, with a version and a content hash."""

from gatepost.policy.clause import Clause
from gatepost.policy.pack import Policy, load
from gatepost.policy.reading import PolicyError
from gatepost.policy.verdict import Verdict

__all__ = ["Clause", "Policy", "PolicyError", "Verdict", "load"]
