"""Swift: proxy with the S3 API, and one account, container and object server on one directory.

authtoken stands before s3api and s3token: behind them it would strip the headers they set, which
shows as SignatureDoesNotMatch.
"""
import getpass

from .common import ini

# Swift's own default, not the cloud's region: S3 clients that name none sign for it (so does the test of scs-0123)
S3_REGION = "us-east-1"
PIPELINE = ("catch_errors gatekeeper healthcheck proxy-logging listing_formats bulk tempurl authtoken s3api s3token s3keycheck "
            "keystoneauth slo dlo versioned_writes symlink copy container-quotas account-quotas proxy-logging proxy-server")
PLAIN_FILTERS = ("catch_errors gatekeeper healthcheck listing_formats bulk tempurl slo dlo symlink copy "
                 "container-quotas account-quotas")


def files(s):
    etc, user = s.layout.etc("swift"), getpass.getuser()
    files = {"swift.conf": ini({
        "swift-hash": {"swift_hash_path_suffix": s.secret("swift_suffix"), "swift_hash_path_prefix": s.secret("swift_prefix")},
        "storage-policy:0": {"name": "default", "default": "yes"}})}
    for name in ("account", "container", "object"):
        files[name + "-server.conf"] = ini({
            "DEFAULT": {"bind_ip": "127.0.0.1", "bind_port": s.port("swift." + name), "devices": s.service_dir("swift"),
                        "mount_check": False, "swift_dir": etc, "log_level": "WARNING", "user": user, "fallocate_reserve": 0,
                        "disable_fallocate": True},
            "pipeline:main": {"pipeline": name + "-server"},
            "app:%s-server" % name: {"use": "egg:swift#" + name}})
    keystone = s.url("keystone") + "/v3"
    files["proxy-server.conf"] = ini({
        "DEFAULT": {"bind_ip": "127.0.0.1", "bind_port": s.port("swift"), "swift_dir": etc, "log_level": "WARNING", "user": user},
        "pipeline:main": {"pipeline": PIPELINE},
        "app:proxy-server": {"use": "egg:swift#proxy", "account_autocreate": True},
        **{"filter:" + f: {"use": "egg:swift#" + f.replace("-", "_")} for f in PLAIN_FILTERS.split()},
        "filter:proxy-logging": {"use": "egg:swift#proxy_logging"},
        "filter:versioned_writes": {"use": "egg:swift#versioned_writes", "allow_versioned_writes": True, "allow_object_versioning": True},
        "filter:s3api": {"use": "egg:swift#s3api", "s3_acl": False, "location": S3_REGION, "check_bucket_owner": False},
        "filter:s3token": {"use": "egg:swift#s3token", "auth_uri": keystone, "delay_auth_decision": True, **s.auth("swift")},
        "filter:s3keycheck": {"paste.filter_factory": "scs_sandbox.server.s3_key_check:filter_factory", **s.auth("swift")},
        "filter:authtoken": {"paste.filter_factory": "keystonemiddleware.auth_token:filter_factory", "delay_auth_decision": True,
                             **s.token("swift")},
        "filter:keystoneauth": {"use": "egg:swift#keystoneauth", "operator_roles": "admin, member, swiftoperator",
                                "reseller_admin_role": "ResellerAdmin"}})
    return files
