"""What reads like a breach without a word that says so: judged by the small model, so it asks, never forbids."""

from __future__ import annotations

from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language import meaning
from gatepost.screening.reading import Reading, Seen

_READS = {
    "abuse_of_school_page": "This reads as abuse, spam or a rumour; somebody should look before it stays.",
    "derogatory": "This reads as running somebody down.",
    "confidential_disclosed": "This reads as telling something confidential.",
    "security_weakened": "This reads as telling something that weakens security.",
    "political": "This reads as politics tied to the federation.",
    "brand_used": "This reads as a use of the school's name, logo or material that needs leave.",
    "reputation_harmed": "This reads as harming the federation's good name.",
    "unlawful_conduct": "This reads as tying the federation to something unlawful.",
    "child_discussed": "This reads as talk about a pupil.",
    "inconsiderate": "This may read as inconsiderate to the others in the group.",
    "individual_matter": "This reads as a particular matter of the school, off its own channels.",
    "school_matter_commented": "This reads as talk about school with parents.",
    "school_grumble": "This may touch the school's good name.",
    "improper_contact_seen": "This reads as improper contact with a child: report it.",
    "disrepute": "This may bring you and the school into disrepute.",
    "open_to_allegation": "This can be misread.",
    "pupil_as_contact": "This reads as having pupils as contacts.",
    "private_message_to_pupil": "This reads as a private message to a pupil.",
}


# Said of no school at all, these are nobody's business but the author's.
_NEED_A_TIE = ("political", "reputation_harmed", "individual_matter", "school_grumble", "unlawful_conduct")


@check(*_READS)
def reads_like(reading: Reading) -> Iterator[Sighting]:
    """The text reads like drafts that break a clause, though no one word says so (CC-4, CC-2c, SU-6 and others)."""
    if len(reading.text.keys) < 3 or (reading.draft.context.direction == "inbound" and not reading.outside):
        return
    tied = reading.kind == "sanctioned" or reading.about_school or reading.has("federation_tie", "workplace")
    matter = reading.policy.signs_that_matter(reading.role, reading.kind)
    signs = tuple(sign for sign in _READS if sign in matter and (tied or sign not in _NEED_A_TIE))
    for judged in meaning.model().judge(reading, signs):
        yield reading.see(
            judged.sign, Seen(reading.text, judged.start, judged.end), _READS[judged.sign],
            office="No single word says so: the small model of meaning judged it.",
            remedy=Remedy("rewrite", "Read it once more as a stranger would, and say it differently."),
        )._replace(sure=False)  # fmt: skip


CHECKS: tuple[Check, ...] = (reads_like,)
