"""People, schools, classes, pupils and families. People are named by ids that nobody can guess, and by nothing else."""

from __future__ import annotations

from django.urls import path

from gatepost.web.views import families, people, pupils, roles, schools

urlpatterns = [
    path("schools/", schools.schools, name="schools"),
    path("schools/<slug:code>/", schools.school, name="school"),
    path("schools/<slug:code>/change/", schools.change, name="change_school"),
    path("schools/<slug:code>/close/", schools.close, name="close_school"),
    path("schools/<slug:code>/add-class/", schools.add_class, name="add_class"),
    path("add-school/", schools.add, name="add_school"),
    path("classes/<int:room>/", schools.school_class, name="class"),
    path("classes/<int:room>/close/", schools.close_class, name="close_class"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/change/", people.change, name="change_person"),
    path("people/<uuid:person>/roles/give/", roles.give, name="give_role"),
    path("people/<uuid:person>/roles/<int:held>/end/", roles.end, name="end_role"),
    path("people/<uuid:person>/senior-roles/give/", roles.give_senior, name="give_senior_role"),
    path("people/<uuid:person>/senior-roles/<int:held>/end/", roles.end_senior, name="end_senior_role"),
    path("people/<uuid:person>/deputy/", roles.deputy, name="name_deputy"),
    path("people/<uuid:person>/deputy/<int:held>/end/", roles.end_deputy, name="end_deputy"),
    path("people/<uuid:person>/away/", roles.away, name="away"),
    path("people/<uuid:person>/away/<int:absence>/back/", roles.there_again, name="there_again"),
    path("pupils/", pupils.pupils, name="pupils"),
    path("pupils/add/", pupils.enrol, name="add_pupil"),
    path("pupils/<uuid:child>/", pupils.pupil, name="pupil"),
    path("pupils/<uuid:child>/change/", pupils.change, name="change_pupil"),
    path("pupils/<uuid:child>/move/", pupils.move, name="move_pupil"),
    path("pupils/<uuid:child>/leave/", pupils.leave, name="pupil_leaves"),
    path("pupils/<uuid:child>/join/", pupils.return_to_roll, name="pupil_joins"),
    path("pupils/<uuid:child>/guardians/add/", families.add, name="add_guardian"),
    path("pupils/<uuid:child>/guardians/<int:bond>/change/", families.change, name="change_guardian"),
    path("pupils/<uuid:child>/guardians/<int:bond>/end/", families.end, name="end_guardian"),
    path("family/", pupils.family, name="family"),
]
