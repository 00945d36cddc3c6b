"""How people sign in: what the library (allauth) is told of it. settings.py takes in all of it."""

from __future__ import annotations

from typing import Any

from gatepost.web.installation import current

_SET = current()

# -- accounts: made by invitation, known by their e-mail address --

AUTHENTICATION_BACKENDS = ["gatepost.web.signin.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "gatepost.web.signin.account.AccountAdapter"
ACCOUNT_USER_DISPLAY = "gatepost.web.signin.account.display"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # the school gave the address, and the invitation went there
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # as much is sent whether or not there is an account, so time tells nothing
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
SESSION_COOKIE_AGE = _SET.number("GATEPOST_SESSION_HOURS") * 3600
PASSWORD_RESET_TIMEOUT = 3600

# -- how often somebody may try --

ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "request_login_code": "20/m/ip,3/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}

ACCOUNT_FORMS = {
    "login": "gatepost.web.signin.forms.SignIn",
    "reauthenticate": "gatepost.web.signin.forms.Again",
    "reset_password": "gatepost.web.signin.forms.Forgotten",
    "reset_password_from_key": "gatepost.web.signin.forms.NewPassword",
    "change_password": "gatepost.web.signin.forms.ChangedPassword",
    "set_password": "gatepost.web.signin.forms.FirstPassword",
    "confirm_reauthentication_code": "gatepost.web.signin.forms.Code",
}

# -- a second factor, and signing in afresh --

MFA_ADAPTER = "gatepost.web.signin.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = (
    "required"  # so that a passkey is two factors: the device, and its owner's finger or PIN
)
MFA_FORMS = {
    "add_webauthn": "gatepost.web.signin.forms.Passkey",
    "edit_webauthn": "gatepost.web.signin.forms.PasskeyName",
    "activate_totp": "gatepost.web.signin.forms.AppCode",
    "authenticate": "gatepost.web.signin.forms.SecondStep",
    "reauthenticate": "gatepost.web.signin.forms.SecondStepAgain",
}
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Gatepost"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = FRESH_SECONDS = _SET.number("GATEPOST_FRESH_MINUTES") * 60
FORM_SECONDS = 60 * 60  # how long after that a form that was opened in time may still be sent
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # of the code that proves again who somebody is

# -- the school's own accounts --

SOCIALACCOUNT_ADAPTER = "gatepost.web.signin.company.CompanyAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OIDC_GROUPS = _SET.text("GATEPOST_OIDC_GROUPS")
OIDC_SECOND_FACTOR = frozenset(_SET.listed("GATEPOST_OIDC_SECOND_FACTOR"))


def _app(kind: str, name: str, start: str, server: str, **more: str) -> list[dict[str, Any]]:
    """A provider, if all that it takes is set."""
    client, secret = _SET.text(f"{start}_ID"), _SET.text(f"{start}_SECRET")
    if not (client and secret and server):
        return []
    told = {"server_url": server, "kind": kind, **more}
    return [{"provider_id": kind, "name": name, "client_id": client, "secret": secret, "settings": told}]


_TENANT = _SET.text("GATEPOST_OIDC_ENTRA_TENANT")
_ENTRA = f"https://login.microsoftonline.com/{_TENANT}/v2.0" if _TENANT else ""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            *_app("google", "Google", "GATEPOST_OIDC_GOOGLE", "https://accounts.google.com",
                  hosted=_SET.text("GATEPOST_OIDC_GOOGLE_DOMAIN")),
            *_app("entra", "Microsoft", "GATEPOST_OIDC_ENTRA", _ENTRA, tenant=_TENANT),
            *_app("other", _SET.text("GATEPOST_OIDC_NAME"), "GATEPOST_OIDC", _SET.text("GATEPOST_OIDC_URL")),
        ],
    }
}  # fmt: skip
