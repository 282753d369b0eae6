"""All settings, from the environment alone: docs in README, "For real".

With nothing set this is demo mode: SQLite, an embedded broker and mail as files, all in `var/`, for one
machine and 127.0.0.1. Anything that smells of a real installation turns demo mode off.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import FileAwareEnv

from config import demo, logs

# Reads SECRET_KEY_FILE, DATABASE_URL_FILE … where a secret is mounted as a file.
env = FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.path("LOFT_VAR", BASE_DIR / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True, mode=0o700)

DEMO = demo.is_demo(env)
DEBUG = env.bool("LOFT_DEBUG", False)

# Where it answers ------------------------------------------------------------------------------------

SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000" if DEMO else "").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
if DEMO:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
elif not (ALLOWED_HOSTS or SITE_URL):
    raise ImproperlyConfigured(
        "Sett SITE_URL (https://…) eller ALLOWED_HOSTS: Løft må vite hvilken adresse den svarer på."
    )
ALLOWED_HOSTS = ALLOWED_HOSTS or [urlsplit(SITE_URL).hostname]
# Mail has links, and a worker has no request to take the host from.
SITE_URL = SITE_URL or f"https://{ALLOWED_HOSTS[0]}"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# What it is made of ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "network",
    "register",
    "issues",
    "guidance",
    "escalation",
    "meetings",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "network.openid",
    "django_htmx",
    "django_filters",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Files are answered here: before sessions, and without a policy that is for pages.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.language.LanguageMiddleware",
    # Closed by default: a view is public only where it says so.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "network.middleware.ViewerMiddleware",
    "network.middleware.SecondFactorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.context.around",
            ],
            # Words are marked for translation in nearly every template.
            "builtins": ["django.templatetags.i18n", "network.templatetags.written"],
        },
    }
]
FORM_RENDERER = "network.forms.Renderer"

# Data ------------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "loft.sqlite3",
    "OPTIONS": {
        # Takes the write lock when a transaction begins: no "database is locked" half-way through one.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
    # A file also in tests: races and other processes need it, and in-memory tables lock otherwise.
    "TEST": {"NAME": VAR / "test.sqlite3"},
}
DATABASES = {"default": env.dj_db_url("DATABASE_URL") if env.str("DATABASE_URL", "") else SQLITE}
# A thread keeps its connection: opening one costs more than most pages' statements. gunicorn's threads
# live long, so this does what a pool would, without its threads.
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, so that sign-in limits hold across machines and Redis being down keeps nobody out.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# People ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"network.passwords.{name}"} for name in ("NotLikeThePerson", "LongEnough", "NotCommon")
]
ACCOUNT_ADAPTER = "network.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Løft: "
# Beside those of signing in: what a visitor may send, for each machine.
ACCOUNT_RATE_LIMITS = {"report_error": "10/h/ip"}
ACCOUNT_FORMS = {
    "login": "network.forms.signing_in.LoginForm",
    "reset_password": "network.forms.signing_in.ResetPasswordForm",
    "reset_password_from_key": "network.forms.signing_in.ResetPasswordKeyForm",
    "change_password": "network.forms.signing_in.ChangePasswordForm",
    "set_password": "network.forms.signing_in.SetPasswordForm",
    "reauthenticate": "network.forms.signing_in.PasswordAgainForm",
}
MFA_ADAPTER = "network.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "network.forms.signing_in.CodeForm",
    "reauthenticate": "network.forms.signing_in.CodeAgainForm",
    "activate_totp": "network.forms.signing_in.FirstCodeForm",
    "add_webauthn": "network.forms.signing_in.AddPasskeyForm",
    "edit_webauthn": "network.forms.signing_in.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Løft"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
# In the demo one signs in as invented people, who have no telephone.
SECOND_FACTOR_REQUIRED = not DEMO
SOCIALACCOUNT_ADAPTER = "network.accounts.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid": {"APPS": []}}
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
OIDC_KEY = env.str("OIDC_KEY", "")  # PEM; its public half is known to the provider
OIDC_KEY_ID = env.str("OIDC_KEY_ID", "")
OIDC_KEY_ALGORITHM = env.str("OIDC_KEY_ALGORITHM", "RS256")
OIDC_ACR = env.str("OIDC_ACR", "")  # asked for, and demanded: it then counts as a second factor
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": env.str("OIDC_NAME", "HelseID"),
            "client_id": env.str("OIDC_CLIENT_ID"),
            "settings": {
                "server_url": OIDC_ISSUER,
                "scope": ["openid"],
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
                "auth_params": {"acr_values": OIDC_ACR} if OIDC_ACR else {},
            },
        }
    ]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SECRET_KEY = demo.secret_key(VAR) if DEMO else env.str("SECRET_KEY")

# What browsers are told ------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the design system draws its icons as data: in CSS
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
}
SESSION_COOKIE_NAME = "loft_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if not DEMO:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600)
    # Whether all other sites of the domain are closed too is for its owner to say.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_SUBDOMAINS", False)
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env.bool("LOFT_PROXY", False):
    # Only behind a proxy that sets these headers itself: otherwise anyone may write them.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Language and time -----------------------------------------------------------------------------------

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
# Days (month, day) that are no holidays, but on which no public body works. Deadlines skip them too.
NOT_WORKING = frozenset({(12, 24), (12, 31)})

# Files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mail ------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"Løft <ikke-svar@{urlsplit(SITE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Whom the page about privacy leads to (GDPR article 13): those responsible, or their data protection officer.
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", "personvern@loft.example" if DEMO else "")
if DEMO:
    # Nothing leaves the machine: each mail is a file, shown under "Utsendt post".
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
else:
    vars().update(env.dj_email_url("EMAIL_URL", "smtp://localhost:25"))
EMAIL_TIMEOUT = 10

# Work outside the request ----------------------------------------------------------------------------

CELERY_BROKER_URL = env.str("REDIS_URL", "") or demo.broker_address(VAR)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # longer than the longest task, or a task in work is handed out again
    "unacked_restore_throttle": 1,  # what a killed worker held comes back after 10 s, not 100
    # Redis only wakes: whoever knocks gives up at once, and the sweep finds the work in the database.
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for ever
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True  # results are rows
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # its memory is enough: what is due, the database says

# Logs ------------------------------------------------------------------------------------------------

LOGGING = logs.config(env.str("LOG_LEVEL", "WARNING" if DEMO else "INFO"))
