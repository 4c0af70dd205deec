"""A false S3 access key is answered with InvalidAccessKeyId, as the S3 protocol and other implementations have it.

Swift's s3token cannot tell a false key from a false signature (Keystone answers 401 to both), so
Swift answers SignatureDoesNotMatch to both; SCS test scs-0123-swift-s3 expects InvalidAccessKeyId
or NoSuchKey. This filter stands behind s3token and asks Keystone whether the key exists. It never
lets a request in: it only names the reason of a refusal.
"""
import hashlib

from keystoneauth1 import exceptions, loading, session
from swift.common.middleware.s3api import s3response


class S3KeyCheck:
    def __init__(self, app, conf):
        self.app = app
        loader = loading.get_plugin_loader("password")
        names = [o.dest for o in loader.get_options()]
        self.session = session.Session(auth=loader.load_from_options(**{n: conf[n] for n in names if n in conf}))
        self.url = conf["auth_url"]

    def __call__(self, environ, start_response):
        details = environ.get("s3api.auth_details")
        if details and environ.get("HTTP_X_IDENTITY_STATUS") != "Confirmed" and not self._known(details["access_key"]):
            raise s3response.InvalidAccessKeyId(details["access_key"])  # s3api turns it into the XML answer
        return self.app(environ, start_response)

    def _known(self, access_key):
        key = access_key.encode() if isinstance(access_key, str) else access_key
        credential = hashlib.sha256(key.split(b":")[0]).hexdigest()  # as Keystone names EC2 credentials
        try:
            self.session.get("%s/credentials/%s" % (self.url, credential))
            return True
        except exceptions.NotFound:
            return False


def filter_factory(global_conf, **local_conf):
    conf = {**global_conf, **local_conf}
    return lambda app: S3KeyCheck(app, conf)
