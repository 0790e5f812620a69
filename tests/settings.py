"""The site's own settings, for tests: a `var/` of their own, and nothing from the environment but the two URLs.

Whoever runs the tests may have a site configured in the same shell: only DATABASE_URL and CACHE_URL of it count.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

SETTINGS = Path(__file__).resolve().parent.parent / "newsroom" / "settings.py"
KEPT = ("DATABASE_URL", "CACHE_URL")
PLACE = "NEWSROOM_TEST_PLACE"
"""Names the folder of this run, so that the workers of one run share a parent folder and nobody else does."""

for name in re.findall(r"env\.\w+\(\s*\"(\w+)\"", SETTINGS.read_text()):
    if name not in KEPT:
        os.environ.pop(name, None)

if PLACE not in os.environ:
    place = tempfile.mkdtemp(prefix="newsroom-tests-")
    os.environ[PLACE] = place
    atexit.register(shutil.rmtree, place, ignore_errors=True)

os.environ["VAR_DIR"] = f"{os.environ[PLACE]}/{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Argon2 is slow on purpose; no test cracks a password."""

QUEUE = "memory"
"""Tasks wait until a test asks for them: `tasks.run_waiting()`."""

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""Without a manifest, so that pages render before `collectstatic`; `test_project.py` runs the real one."""
STATIC_ROOT.mkdir(exist_ok=True)

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
