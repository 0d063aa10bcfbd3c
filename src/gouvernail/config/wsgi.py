"""The door through which a production server calls Gouvernail."""

import os

from django.core.wsgi import get_wsgi_application

from gouvernail.cli.ticker import start as start_ticker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
application = get_wsgi_application()
start_ticker()
