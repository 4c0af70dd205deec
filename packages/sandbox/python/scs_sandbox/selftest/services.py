"""Load balancer, DNS, key manager and object store."""
from . import s3
from .runner import check, step


@step("load balancer")
def load_balancer(w):
    l, n = w.member.load_balancer, w.member.network

    def active():
        def probe():
            x = l.get_load_balancer(lb.id)
            check(x.provisioning_status != "ERROR", "balancer is in ERROR")
            return x if x.provisioning_status == "ACTIVE" else None
        return w.wait("balancer ACTIVE", probe)

    lb = l.create_load_balancer(name="lb-" + w.id, vip_subnet_id=w.subnet.id)

    def delete():
        l.delete_load_balancer(lb, cascade=True)
        w.wait("balancer gone", lambda: l.find_load_balancer(lb.id) is None)
    w.later("balancer", delete)
    active()
    listener = l.create_listener(name="li", load_balancer_id=lb.id, protocol="HTTP", protocol_port=80)
    active()
    pool = l.create_pool(name="po", listener_id=listener.id, protocol="HTTP", lb_algorithm="ROUND_ROBIN")
    active()
    l.create_health_monitor(pool_id=pool.id, type="TCP", delay=5, timeout=3, max_retries=3)
    active()
    member = l.create_member(pool, address="10.20.0.5", protocol_port=80, subnet_id=w.subnet.id)
    active()
    l.create_l7_policy(listener_id=listener.id, action="REDIRECT_TO_URL", redirect_url="https://example.com/")
    balancer = active()
    check(l.get_member(member.id, pool).operating_status == "ONLINE", "member is not ONLINE")
    owner = w.admin.network.get_port(balancer.vip_port_id).device_owner
    ip = n.create_ip(floating_network_id=w.external.id, port_id=balancer.vip_port_id)
    w.later("balancer's address", n.delete_ip, ip.id)
    return "%s, %s, VIP port of %s" % (balancer.provisioning_status, balancer.operating_status, owner)


@step("dns")
def dns(w):
    d = w.member.dns
    zone = d.create_zone(name="z-%s.example.com." % w.id, email="a@example.com")
    w.later("zone", d.delete_zone, zone.id)
    w.wait("zone ACTIVE", lambda: d.get_zone(zone.id).status == "ACTIVE")
    record = d.create_recordset(zone, name="www." + zone.name, type="A", records=["203.0.113.9"], ttl=300)
    w.wait("record ACTIVE", lambda: d.get_recordset(record.id, zone).status == "ACTIVE")
    return "zone and record set ACTIVE"


@step("secrets")
def secrets(w):
    k = w.member.key_manager
    secret = k.create_secret(name="sec-" + w.id, payload="s3cret", payload_content_type="text/plain")
    number = secret.secret_ref.rsplit("/", 1)[1]
    w.later("secret", k.delete_secret, number)
    container = k.create_container(name="cont-" + w.id, type="generic", secret_refs=[{"name": "a", "secret_ref": secret.secret_ref}])
    w.later("secret container", k.delete_container, container.container_ref.rsplit("/", 1)[1])
    check(k.get_secret(number).payload in (b"s3cret", "s3cret"), "payload differs")
    return "secret and container"


@step("object store")
def object_store(w):
    o, bucket = w.member.object_store, "bucket-" + w.id
    o.create_container(name=bucket)
    w.later("container", o.delete_container, bucket)
    o.upload_object(container=bucket, name="hello", data=b"world")
    w.later("object", o.delete_object, "hello", container=bucket)
    check(o.download_object("hello", container=bucket) == b"world", "content differs")
    return "object written and read"


@step("S3")
def s3_api(w):
    c, root = w.member, w.member.object_store.get_endpoint().split("/v1/")[0]
    answer = c.identity.post("/users/%s/credentials/OS-EC2" % c.current_user_id, json={"tenant_id": c.current_project_id}).json()["credential"]
    w.later("EC2 credential", c.identity.delete, "/users/%s/credentials/OS-EC2/%s" % (c.current_user_id, answer["access"]))
    good, bucket = (answer["access"], answer["secret"]), "/s3-" + w.id
    check(s3.request(root, "PUT", bucket, *good)[0] == 200, "bucket not made")
    check(s3.request(root, "PUT", bucket + "/a", *good, body=b"hello s3")[0] == 200, "object not put")
    check(s3.request(root, "GET", bucket + "/a", *good) == (200, b"hello s3"), "object not got")
    for path in (bucket + "/a", bucket):
        check(s3.request(root, "DELETE", path, *good)[0] == 204, "not deleted")
    for path in ("/", bucket):
        status, body = s3.request(root, "GET", path, "false" + good[0], good[1])
        check(status == 403 and b"<Code>InvalidAccessKeyId</Code>" in body, "a false key got %s %s" % (status, body[:200]))
        status, body = s3.request(root, "GET", path, good[0], "false" + good[1])
        check(status == 403 and b"<Code>SignatureDoesNotMatch</Code>" in body, "a false secret got %s %s" % (status, body[:200]))
    return "bucket and object; a false key is InvalidAccessKeyId, a false secret SignatureDoesNotMatch"
