"""The checker, as plain values: `screen(draft, known, policy)` gives a `Report`.

>>> from gatepost.policy import load
>>> from gatepost.screening import Draft, Federation, Known, Pupil, screen
>>> known = Known.of(Federation("Fernleigh Federation"),
...                  pupils=[Pupil("P1", "SMP", "4J", "4", "Grace", "Tolliver", photo_consent="yes")])
>>> draft = Draft(text="Well done Grace Tolliver!", author_role="teacher",
...               channel={"kind": "sanctioned", "platform": "facebook"})
>>> report = screen(draft, known, load())
>>> report.verdict.word, report.findings[0].clause, report.findings[0].span
('block', 'SU-4c', 'Grace Tolliver')
>>> report.mended.draft.text, report.mended.verdict.word
('Well done one of our pupils!', 'allow')
"""

from gatepost.screening.draft import Channel, Context, Draft, Photo
from gatepost.screening.finding import Finding, Remedy
from gatepost.screening.folder import KnownError, read_known
from gatepost.screening.known import Federation, Known, Permission, Pupil, School, Staff
from gatepost.screening.screen import Report, screen

__all__ = [
    "Channel",
    "Context",
    "Draft",
    "Federation",
    "Finding",
    "Known",
    "KnownError",
    "Permission",
    "Photo",
    "Pupil",
    "Remedy",
    "Report",
    "School",
    "Staff",
    "read_known",
    "screen",
]
