"""One S3 request signed as AWS Signature Version 4 describes, so that no S3 library has to be installed."""
import datetime
import hashlib
import hmac
import urllib.error
import urllib.parse
import urllib.request

REGION = "us-east-1"  # Swift's default location


def request(root, method, path, access, secret, body=b""):
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    headers = {"host": urllib.parse.urlsplit(root).netloc, "x-amz-content-sha256": digest, "x-amz-date": now}
    names = ";".join(sorted(headers))
    canonical = "\n".join([method, path, "", *("%s:%s" % (k, headers[k]) for k in sorted(headers)), "", names, digest])
    scope = "%s/%s/s3/aws4_request" % (now[:8], REGION)
    text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + secret).encode()
    for part in (now[:8], REGION, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    sent = {k: v for k, v in headers.items() if k != "host"}
    sent["Authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (access, scope, names, signature)
    try:
        with urllib.request.urlopen(urllib.request.Request(root + path, body or None, sent, method=method), timeout=30) as r:
            return r.status, r.read()
    except urllib.error.HTTPError as e:
        with e:
            return e.code, e.read()
