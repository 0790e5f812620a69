"""What the production server runs. It refuses to serve a database that has lost its rules."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()


def refuse_a_broken_database() -> None:
    """Ends the process, saying why, when the database cannot be reached or fails a check of its own."""
    from django.db import connections

    from newsroom.health import faults_of_the_database

    faults = faults_of_the_database()
    connections.close_all()
    if faults:
        sys.exit("Newsroom does not start:\n" + "\n".join(faults))


refuse_a_broken_database()


def start_the_queue() -> None:
    from newsroom.lib import tasks

    tasks.start()


start_the_queue()
