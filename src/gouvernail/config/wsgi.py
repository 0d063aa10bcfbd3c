"""The door through which a production server calls Gouvernail."""

import os

from django.core.wsgi import get_wsgi_application

from gouvernail.cli.aside import begin as have_long_work_done_aside
from gouvernail.cli.ticker import start as start_ticker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
application = get_wsgi_application()
have_long_work_done_aside()
start_ticker()
