"""All services start at once; the few that need another one's answer while they start wait for it here."""
import time
import urllib.error
import urllib.request

from . import context

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def until_answers(*services, timeout=180):
    deadline = time.monotonic() + timeout
    for service in services:
        while True:
            try:
                _OPENER.open(context.url(service) + "/", timeout=10).close()
                break
            except urllib.error.HTTPError as error:  # 300 multiple choices, 401: it answers
                if error.code < 500:
                    break
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise SystemExit("%s did not answer within %d s" % (service, timeout))
            time.sleep(0.1)
