import gc
import os

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver

from canevas.doors.cli.parent import die_with_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canevas.project.settings")
die_with_server()
application = get_wsgi_application()
# Loaded now, so that the first person of the day does not wait: every view, and the pages that all others extend.
_VIEWS = get_resolver().url_patterns
_PAGES = [get_template(name) for name in ("design/page.html", "design/lists/list.html", "design/lists/control.html")]
# What is loaded stays for good. The collector would go through all of it now and then: a tenth of a second each time.
gc.collect()
gc.freeze()
