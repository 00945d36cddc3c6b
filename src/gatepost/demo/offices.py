"""Who sees to what: the office and the head of each school, by the ids of the tables; no school is the federation."""

from __future__ import annotations

EXECUTIVE_HEAD, DSO, SENCO, NETWORK_MANAGER, CLERK = "S001", "S002", "S023", "S007", "G110"
OFFICE = {"SMP": "S021", "WEN": "S022", "FXG": "S135", "": NETWORK_MANAGER}
HEAD = {"SMP": "S004", "WEN": "S005", "FXG": "S006", "": EXECUTIVE_HEAD}
FIRST = (EXECUTIVE_HEAD, NETWORK_MANAGER)  # whom the site itself lets in when it is set up
EMPLOYED = (
    "teacher", "teaching_assistant", "office", "support_staff", "head_of_school_slt", "executive_head",
    "network_manager", "dso",
)  # fmt: skip
DEPUTIES = (  # whose role, which, who stands in, and whether at any time or only while the other is away
    (DSO, "dso", SENCO, True),
    (DSO, "dso", "S006", False),
    (EXECUTIVE_HEAD, "executive_head", "S004", False),
    ("S004", "head_of_school_slt", "S008", False),
    ("S005", "head_of_school_slt", "S013", False),
)
SENIOR = ("head_of_school_slt", "executive_head", "network_manager", "dso", "clerk")  # those asked for a second factor
