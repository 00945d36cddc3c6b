"""The door: invitations, links, the school's own accounts, second steps, open sessions."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views.signin import by_link, company, groups, invitation, own, persons

urlpatterns: list[URLPattern] = [
    path("sign-in/", own.own, name="own_sign_in"),
    path("sign-in/invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("sign-in/link/", by_link.ask, name="ask_for_link"),
    path("sign-in/link/sent/", by_link.sent, name="link_sent"),
    path("sign-in/link/<str:token>/", by_link.follow, name="sign_in_by_link"),
    path("sign-in/second-step/", own.second_step, name="second_step"),
    path("sign-in/again/", company.again, name="again_with_company"),
    path("sign-in/devices/end-all/", own.end_everywhere, name="end_everywhere"),
    path("sign-in/devices/<int:session>/end/", own.end_session, name="end_session"),
    path("sign-in/groups/", groups.page, name="group_roles"),
    path("sign-in/groups/<int:mapping>/remove/", groups.remove, name="group_role_remove"),
    path("people/<uuid:key>/sign-in/", persons.page, name="person_sign_in"),
    path("people/<uuid:key>/sign-in/invite/", persons.invite, name="person_invite"),
    path("people/<uuid:key>/sign-in/withdraw/", persons.withdraw, name="person_withdraw"),
    path("people/<uuid:key>/sign-in/reset/", persons.reset, name="person_reset_factor"),
    path("accounts/oidc/<slug:provider_id>/login/", company.leave, name="leave_for_company"),
]
