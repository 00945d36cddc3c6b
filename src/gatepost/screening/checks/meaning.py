"""What reads like a breach without a word that says so: judged by the model of meaning and the pack's costs."""

from __future__ import annotations

from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.checks.weighing import stakes
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language import tiers
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading, Seen

# What a reader of the office and a volunteer are told, by sign.
_READS = {
    "abuse_of_school_page": "This reads as abuse, spam or a rumour; somebody should look before it stays.",
    "account_not_registered": "This reads as a school account that nobody has been told of.",
    "adult_site": "This reads as taking part in an adult or pay-to-view site.",
    "blog_tied_to_school": "This reads as a personal blog or channel that leads back to the school.",
    "brand_used": "This reads as a use of the school's name, logo or material that needs leave.",
    "child_discussed": "This reads as talk about one pupil.",
    "child_singled_out": "This reads as naming one child by what only they do, have or are.",
    "colleague_named": "This reads as telling of a colleague in a school matter.",
    "confidential_disclosed": "This reads as telling what was said or known in confidence.",
    "contact_with_pupils": "This reads as being in touch with children over a network.",
    "derogatory": "This reads as running somebody down.",
    "disrepute": "This reads as conduct that may bring you and the school into disrepute.",
    "ex_pupil_as_contact": "This reads as having ex-pupils as contacts.",
    "hateful": "This reads as contempt for people for what they are.",
    "improper_contact_seen": "This reads as improper contact with a child, seen or heard of: report it.",
    "inconsiderate": "This may read as inconsiderate to the others in the group.",
    "individual_matter": "This reads as one particular matter of the school, off its own channels.",
    "not_professional": "This reads as private matter on a school account.",
    "open_to_allegation": "This can be misread, and can lead to an allegation.",
    "own_personal_data": "This reads as telling strangers something about you that they could use.",
    "personal_email_for_school": "This reads as school business by a personal e-mail account.",
    "political": "This reads as politics tied to the federation.",
    "privacy_loosened": "This reads as opening up the settings of your own account.",
    "private_message_to_pupil": "This reads as a private message to a pupil, or an invitation to one.",
    "pupil_as_contact": "This reads as having pupils as contacts.",
    "reputation_harmed": "This reads as harming the federation's good name.",
    "school_grumble": "This reads as a grumble that touches the school's good name.",
    "school_matter_commented": "This reads as talk about school with parents or friends.",
    "school_work_on_own_account": "This reads as school work run from a personal account.",
    "security_weakened": "This reads as telling something that weakens the security of the school or its children.",
    "slighting": "This reads as short of respect for the federation's own people.",
    "unlawful_conduct": "This reads as tying the federation to something unlawful.",
}
# Said of every child, or to whoever may ring the school, nothing tells one child.
_EVERY = Pattern(
    r"\b(?:every|each|any|no|all|both|two|three|four|five|six|some|our) (?:one of (?:our|the) )?"
    r"(?:child|children|pupils?|boys?|girls?|kids|class(?:es)?)\b"
    r"|\b(?:ring|call|phone|telephone|contact|e-?mail|write to) (?:us|the office|the school)\b"
)
_SOMEBODY = Pattern(
    r"\b(?:he|she|him|his|her|hers|who|whose|their|theirs|somebody|someone|(?:that|the|this|our|my|a|only|new) "
    r"(?:[a-z'-]+ ){0,2}(?:one|child|kid|boy|girl|lad|lass|pupil|student|twins?|brother|sister|son|daughter))\b"
)
_BY = {
    "first": "the first tier of the model of meaning, which counts words,",
    "second": "the second tier of the model of meaning, which reads whole sentences,",
    "both": "both tiers of the model of meaning, by words and by sentences,",
}
_AGAIN = Remedy("rewrite", "Read it once more as a stranger would, and say it differently.")


@check(*_READS)
def reads_like(reading: Reading) -> Iterator[Sighting]:
    """A draft reads like those that break a clause, though no one word says so (CC-4, CC-2c, SU-6 and others)."""
    if sum(len(passage.keys) for passage in reading.prose) < 3 or (
        reading.draft.context.direction == "inbound" and not reading.outside
    ):
        return
    if reading.says(_EVERY) or not (reading.class_spans or reading.says(_SOMEBODY)):
        reading.cleared.add("child_singled_out")
    by_sign, bars = stakes(reading.policy, reading.role, reading.kind)
    model = tiers.model()
    for judged in model.judge(reading, bars):
        if judged.sign in reading.told or judged.sign in reading.cleared:
            continue  # a rule has said it, and been weighed; or has looked at the very words
        yield reading.see(
            judged.sign, Seen(*model.pointed(reading, judged.sign, bars.levels[judged.sign])), _READS[judged.sign],
            office=f"No single word says so: {_BY[judged.by]} judged it, at {judged.likelihood:.0%}.",
            remedy=_AGAIN,
        )._replace(sure=False, at_most=by_sign[judged.sign].at_most(judged.likelihood, ruled=False))  # fmt: skip


CHECKS: tuple[Check, ...] = (reads_like,)
