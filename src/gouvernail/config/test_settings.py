"""Settings of the test suite: a data folder of its own, fast passwords, no compressed static files."""

import os
import tempfile

os.environ.setdefault("GOUVERNAIL_DATA", tempfile.mkdtemp(prefix="gouvernail-tests-"))

from gouvernail.config.settings import *  # noqa: F403 - the tests run with the real settings but for what follows

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_HOST = "localhost"
TYPOGRAPHY = "gouvernail.ui.middleware.TypographyMiddleware"
MIDDLEWARE = [one for one in MIDDLEWARE if one != TYPOGRAPHY]  # noqa: F405 - tests read words; browser tests have it
