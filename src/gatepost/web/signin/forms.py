"""The library's forms in plain words: the same questions, other labels."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

_Words = dict[str, tuple[Any, Any]]  # a field, its label, its hint
_EMAIL = (_("E-mail address"), "")
_PASSWORD = (_("Password"), "")
_NEW = (
    _("New password"),
    _("At least 12 characters. Three or four words that only you would put together are easy to keep."),
)
_CODE = (_("Code"), _("The six figures from your app, or one of your recovery codes."))


class _Plain(forms.Form):
    """Labels and hints in our words, and no grey examples inside the boxes."""

    words: _Words = {}  # noqa: RUF012 (a table that nobody writes to)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, hint
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(_Plain, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    words = {"login": _EMAIL, "password": _PASSWORD}  # noqa: RUF012


class Again(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    words = {"password": (_("Your password"), "")}  # noqa: RUF012


class Forgotten(_Plain, account.ResetPasswordForm):  # type: ignore[misc]
    """Where a link to a new password goes."""

    words = {"email": _EMAIL}  # noqa: RUF012


class NewPassword(_Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, after a link."""

    words = {"password1": _NEW, "password2": (_("The same once more"), "")}  # noqa: RUF012


class ChangedPassword(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""

    words = {  # noqa: RUF012
        "oldpassword": (_("The password you have now"), ""),
        "password1": _NEW,
        "password2": (_("The new one once more"), ""),
    }


class FirstPassword(_Plain, account.SetPasswordForm):  # type: ignore[misc]
    """A password for whoever had none."""

    words = {"password1": _NEW, "password2": (_("The same once more"), "")}  # noqa: RUF012


class Code(_Plain, account.ConfirmReauthenticationCodeForm):  # type: ignore[misc]
    """A code from an e-mail."""

    words = {"code": (_("The code from the e-mail"), "")}  # noqa: RUF012


class Passkey(_Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    words = {  # noqa: RUF012
        "name": (_("A name for this device"), _("So that you can tell it from another: “My phone”.")),
        "passwordless": (
            _("Let me sign in with it alone, without a password"),
            _("Take this off only for a plain security key that cannot do it."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeyName(_Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    words = {"name": (_("A name for this device"), "")}  # noqa: RUF012


class AppCode(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    words = {"code": (_("The six figures that the app shows now"), "")}  # noqa: RUF012


class SecondStep(_Plain, factors.AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""

    words = {"code": _CODE}  # noqa: RUF012


class SecondStepAgain(_Plain, factors.ReauthenticateForm):  # type: ignore[misc]
    """A code, to prove again who one is."""

    words = {"code": _CODE}  # noqa: RUF012
