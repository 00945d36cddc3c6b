"""What can happen to the federation, its people, roles, pupils and families."""

from __future__ import annotations

from gatepost.apps.ledger.events import Event

EVENTS = (
    Event("federation_set_up", "set up the federation {name}"),
    Event("school_added", "added the school {code}"),
    Event("school_changed", "changed the entry of the school {code}: {fields}"),
    Event("school_closed", "closed the school {code} from {on} on"),
    Event("class_added", "added the class {name} at {school}"),
    Event("class_closed", "closed a class at {school} from {on} on"),
    Event("person_added", "added a person"),
    Event("person_changed", "changed a person's entry: {fields}"),
    Event("person_erased", "erased what was held about a person"),
    Event("role_given", "gave the role {role} from {starts} on"),
    Event("role_ended", "ended the role {role}, last day {on}"),
    Event("role_withdrawn", "took back the role {role} before it was held"),
    Event("deputy_named", "named a deputy for the role {role} from {starts} on"),
    Event("absence_recorded", "recorded that somebody is away from {starts} on"),
    Event("absence_cancelled", "recorded that somebody is there again on {on}"),
    Event("pupil_enrolled", "put a pupil on the roll of {school} from {starts} on"),
    Event("pupil_changed", "changed a pupil's entry: {fields}"),
    Event("pupil_moved", "moved a pupil to another class at {school} from {starts} on"),
    Event("pupil_left", "took a pupil off the roll of {school}, last day {ends}"),
    Event("guardian_added", "recorded who answers for a child, from {starts} on"),
    Event("guardian_changed", "changed how somebody answers for a child: {fields}"),
    Event("guardian_ended", "recorded that somebody no longer answers for a child, last day {ends}"),
    Event("look_changed", "changed the federation's look: {what}"),
)
