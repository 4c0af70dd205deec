"""The provider network of a customer's cloud: external, default, IPv4, with floating IPs for all projects."""

NAME = "public"
CIDR, GATEWAY = "203.0.113.0/24", "203.0.113.1"  # TEST-NET-3 (RFC 5737): never a real address


def ensure(session):
    found = session.call("GET", "neutron", "/v2.0/networks?router:external=true&name=" + NAME)["networks"]
    network = found[0] if found else session.call("POST", "neutron", "/v2.0/networks", {"network": {
        "name": NAME, "router:external": True, "is_default": True, "description": "Internet (simulated)",
        "provider:network_type": "flat", "provider:physical_network": "physnet1"}})["network"]
    if not session.call("GET", "neutron", "/v2.0/subnets?network_id=" + network["id"])["subnets"]:
        session.call("POST", "neutron", "/v2.0/subnets", {"subnet": {
            "name": "public-v4", "network_id": network["id"], "ip_version": 4, "cidr": CIDR, "gateway_ip": GATEWAY, "enable_dhcp": False}})
