"""The signs: what the checks can see in a draft, each by one name and in one sentence.

A check sees signs; a policy's clause says what a sign means (`breaks` in its YAML). So no clause
is written into a check, and a pack of one's own uses the same checks under its own clauses.
"""

from __future__ import annotations

SIGNS: dict[str, str] = {
    # names and identity
    "pupil_named_with_photo": "a child shown in a picture is named in the words, caption, file name, picture text or link",
    "pupil_identified": "a pupil or ex-pupil is named in full, or by part of the name with a class, age or other detail",
    "pupil_first_named": "a pupil's first name stands alone, with no picture of the child and no other detail",
    "child_singled_out": "a child is not named but described so that one child fits",
    "child_discussed": "a pupil is the subject of talk in a group, named or not",
    "colleague_named": "a colleague is named off the school's own channels in a school matter",
    "personal_data": "a fact that identifies or locates a person: address, telephone, date of birth, number, registration",
    "own_personal_data": "the author gives away facts about themselves that help a thief or a fraud",
    # photographs
    "photo_consent_refused": "a child in a picture has consent refused, withdrawn or limited to other channels",
    "photo_consent_missing": "a child in a picture has no consent on file, or nobody says who is in it",
    "photo_of_adult_refused": "a member of staff or governor in a picture has not agreed to it",
    "school_picture_off_channel": "a picture of people at a school activity on an account that is not the school's",
    "school_picture_of_refused_child": "the same, and consent for a child in it is refused or withdrawn",
    "photo_carries_location": "a picture's file tells where it was taken",
    # e-mail
    "personal_email_for_school": "a personal e-mail account is used for school business",
    # links
    "link_unsafe": "a link leads to a scam, a look-alike, gambling, adult or data-grabbing site, or is introduced as unsuitable",
    "link_hidden": "a link hides where it ends",
    "adult_site": "taking part in, or linking to, an adult or pay-to-view site",
    # channel and contact
    "school_work_on_own_account": "school work runs from a personal account",
    "account_not_registered": "a school account that has not been notified",
    "about_text_without_policy_link": "an account's About text has no link to the acceptable use policy",
    "not_professional": "matter that is not the school's business on a school account",
    "private_message_to_pupil": "a private message to a pupil",
    "contact_with_pupils": "an adult is in touch with children over social networks",
    "pupil_as_contact": "a current pupil is accepted or sought as friend, follower or the like",
    "ex_pupil_as_contact": "an ex-pupil is accepted or sought as friend, follower or the like",
    "child_wrote_to_us": "a message received from a child",
    "improper_contact_seen": "improper communication involving a child, seen or heard of",
    "privacy_loosened": "privacy settings opened up",
    "abuse_of_school_page": "abuse, threat, slur, spam, rumour or a child accused, in a comment on a school account",
    # name and logo
    "brand_used": "the name, logo or published material of school or federation put to a use that needs leave",
    # conduct
    "unlawful_conduct": "the federation tied to unlawful conduct",
    "reputation_harmed": "an assertion that harms the federation's good name",
    "confidential_disclosed": "confidential or business-sensitive information: health, pay, grievance, performance, safeguarding, candidacy, dispute",
    "security_weakened": "codes, passwords, keys, empty sites, or where children will be and when",
    "derogatory": "a derogatory, rude, threatening or improper remark about the school or its people",
    "inconsiderate": "a remark in a closed group that is short of considerate",
    "hateful": "contempt for people for what they are: sex, race, faith, origin, disability, age, whom they love",
    "slighting": "a disrespectful remark about the federation's own people, short of derogatory",
    "political": "party politics or campaigning tied to the federation, or on its accounts",
    "disrepute": "conduct shown or told that disgraces the author or the school",
    "school_matter_commented": "a school matter commented on in private talk with parents",
    "individual_matter": "a specific, individual matter of the federation off its own channels",
    "school_grumble": "a grumble that touches the school's good name",
    "open_to_allegation": "something that may be misread or lead to an allegation",
    "blog_tied_to_school": "a personal blog or profile that leads back to the school",
    # what could not be told
    "role_not_known": "the author's role is not one of the policy's",
    "channel_not_known": "the kind of channel is not one of the policy's",
    "platform_not_known": "the platform is not in the pack's list",
    "could_not_check": "a check could not tell: something failed, or a fact it needs is missing or contradictory",
}

# What every pack must give a meaning to, because a checker that cannot tell must hold.
MUST_BE_PRACTISED = ("role_not_known", "channel_not_known", "platform_not_known", "could_not_check")
