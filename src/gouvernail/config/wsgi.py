"""The door through which a production server calls Gouvernail."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
application = get_wsgi_application()
