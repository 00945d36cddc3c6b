"""What an installation may set, as one table: settings.py reads it, docs/settings.md explains it, `gatepost doctor` judges it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "list", "yes or no", "number", "folder", "address"]


@dataclass(frozen=True)
class Setting:
    """One setting. Any of them may also come from a file: `NAME_FILE` names it."""

    name: str
    kind: Kind
    default: str
    says: str
    secret: bool = False
    needed: bool = False  # in production
    least: int = 0  # of a number
    choices: tuple[str, ...] = ()  # of a text; of an address, its start


# fmt: off
SETTINGS = (
    Setting("GATEPOST_PRODUCTION", "yes or no", "no", "This is the real site: https only, and it refuses to start when it is unsafe."),
    Setting("GATEPOST_DEMO", "yes or no", "no", "This is the demonstration: anybody may sign in as any of its made-up people."),
    Setting("GATEPOST_DATA", "folder", "gatepost-data", "The folder of the database, uploaded files and collected static files. Nobody else on the machine may read it."),
    Setting("DATABASE_URL", "address", "", "PostgreSQL, as `postgres://user:password@host:5432/name`. Empty: SQLite in the data folder.", secret=True, choices=("postgres", "postgresql", "sqlite")),
    Setting("GATEPOST_SECRET_KEY", "text", "", "What sessions and links in e-mails are signed with: 50 characters or more that nobody can guess.", secret=True, needed=True),
    Setting("GATEPOST_SECRET_KEY_BEFORE", "text", "", "The secret key before this one, for as long as what it signed shall still count.", secret=True),
    Setting("GATEPOST_LEDGER_KEY", "text", "", "What opens the personal values in the ledger and signs its checkpoints. Keep a copy elsewhere: without it they cannot be read again.", secret=True, needed=True),
    Setting("GATEPOST_URL", "address", "http://localhost:8000", "Where people find the site, as it stands in e-mails: `https://gatepost.example.sch.uk`.", needed=True, choices=("https", "http")),
    Setting("GATEPOST_HOSTS", "list", "", "Further host names that the site answers to, besides that of GATEPOST_URL."),
    Setting("GATEPOST_PROXIES", "number", "0", "How many proxies of your own stand in front. With one or more, their X-Forwarded-Proto and X-Forwarded-For are believed, so they must set both.", needed=True),
    Setting("GATEPOST_LISTEN", "text", "127.0.0.1:8000", "The address and port that `gatepost serve` listens on."),
    Setting("GATEPOST_WORKERS", "number", "2", "How many processes serve pages: one a core.", least=1),
    Setting("GATEPOST_THREADS", "number", "2", "How many requests each of them works on at once.", least=1),
    Setting("GATEPOST_MAIL_URL", "address", "", "The mail server, as `smtp+tls://user:password@host:587`. Empty: e-mails are printed instead of sent.", secret=True, needed=True, choices=("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail")),
    Setting("GATEPOST_MAIL_FROM", "text", "Gatepost <gatepost@localhost>", "Whom e-mails come from.", needed=True),
    Setting("GATEPOST_SESSION_HOURS", "number", "12", "How many hours a sign-in lasts.", least=1),
    Setting("GATEPOST_FRESH_MINUTES", "number", "10", "How many minutes after signing in the most sensitive pages open without proving again who one is.", least=1),
    Setting("GATEPOST_OIDC_GOOGLE_ID", "text", "", "Sign-in with Google Workspace: the client id."),
    Setting("GATEPOST_OIDC_GOOGLE_SECRET", "text", "", "Sign-in with Google Workspace: the client secret.", secret=True),
    Setting("GATEPOST_OIDC_GOOGLE_DOMAIN", "text", "", "Sign-in with Google Workspace: the domain whose accounts alone are let in."),
    Setting("GATEPOST_OIDC_ENTRA_ID", "text", "", "Sign-in with Microsoft Entra: the application id."),
    Setting("GATEPOST_OIDC_ENTRA_SECRET", "text", "", "Sign-in with Microsoft Entra: the client secret.", secret=True),
    Setting("GATEPOST_OIDC_ENTRA_TENANT", "text", "", "Sign-in with Microsoft Entra: the id of the tenant whose accounts alone are let in."),
    Setting("GATEPOST_OIDC_URL", "address", "", "Sign-in with another OpenID Connect provider: its address.", choices=("https", "http")),
    Setting("GATEPOST_OIDC_NAME", "text", "School account", "Sign-in with another provider: what its button says."),
    Setting("GATEPOST_OIDC_ID", "text", "", "Sign-in with another provider: the client id."),
    Setting("GATEPOST_OIDC_SECRET", "text", "", "Sign-in with another provider: the client secret.", secret=True),
    Setting("GATEPOST_OIDC_GROUPS", "text", "groups", "The claim in which a provider names somebody's groups, by which roles may be given."),
    Setting("GATEPOST_OIDC_SECOND_FACTOR", "list", "", "What the provider says of a sign-in with a second factor: see docs/sign-in.md."),
    Setting("GATEPOST_POLICY", "folder", "", "A folder with a policy pack of your own. Empty: the bundled one."),
    Setting("GATEPOST_SECOND_TIER", "yes or no", "yes", "Let the second tier of the model of meaning read drafts too, where numpy is installed: it finds more and takes a hundredth of a second or two a draft."),
    Setting("GATEPOST_IMPORT_MB", "number", "100", "The largest file of people, in megabytes, that is read in.", least=1),
    Setting("GATEPOST_API_PER_MINUTE", "number", "1200", "How often one token may ask in a minute.", least=1),
    Setting("GATEPOST_LOG_LEVEL", "text", "info", "How much is logged: debug, info, warning or error.", choices=("debug", "info", "warning", "error")),
)
# fmt: on
BY_NAME = {setting.name: setting for setting in SETTINGS}
# What other parts read for themselves: the command line's folder of what is known, and the tests' own switches.
ELSEWHERE = ("GATEPOST_KNOWN", "GATEPOST_TESTS_")
