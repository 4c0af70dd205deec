from .runner import check, step

EXTENSIONS = """address-group address-scope agent allowed-address-pairs auto-allocated-topology availability_zone binding default-subnetpools
dhcp_agent_scheduler dns-domain-ports dns-integration external-net extra_dhcp_opt extraroute extraroute-atomic floating-ip-port-forwarding
l3_agent_scheduler net-mtu network-ip-availability network_availability_zone port-security project-id provider qos quotas quota_details
rbac-policies rbac-address-group rbac-security-groups revision-if-match router router_availability_zone security-group
security-groups-default-rules security-groups-remote-address-group service-type standard-attr-description standard-attr-revisions
standard-attr-tag standard-attr-timestamp stateful-security-group subnet-dns-publish-fixed-ip subnet-service-types subnet_allocation
trunk trunk-details uplink-status-propagation""".split()


@step("network extensions")
def extensions(w):
    there = {e.alias for e in w.member.network.extensions()}
    missing = [e for e in EXTENSIONS if e not in there]
    check(not missing, "missing: %s" % ", ".join(missing))
    return "%d of them" % len(there)


@step("default security group rules")
def default_rules(w):
    rules = list(w.member.network.default_security_group_rules())
    check(len(rules) == 4, "%d rules" % len(rules))
    for rule in rules:
        check(rule.remote_ip_prefix is None, "a rule names a prefix")
        if rule.direction == "ingress":
            check(rule.remote_group_id == "PARENT" and not rule.used_in_non_default_sg, "ingress from elsewhere")
    kinds = {(r.direction, r.ether_type, r.used_in_default_sg, r.used_in_non_default_sg) for r in rules}
    check(kinds == {("egress", "IPv4", True, True), ("egress", "IPv6", True, True), ("ingress", "IPv4", True, False), ("ingress", "IPv6", True, False)}, kinds)
    return "4, as Neutron's migration seeds them"


@step("external network")
def external(w):
    network = w.member.network.find_network("public")
    if w.mode != "tenant":
        check(network is None, "a blank cloud has an external network")
        network = w.admin.network.create_network(name="ext-" + w.id, is_router_external=True, provider_network_type="flat", provider_physical_network="physnet2")
        w.later("external network", w.admin.network.delete_network, network.id)
        w.admin.network.create_subnet(network_id=network.id, ip_version=4, cidr="198.51.100.0/24", enable_dhcp=False)
    else:
        check(network.is_router_external and network.is_default, "not the default external network")
    w.keep("external", network)
    return network.name


@step("network")
def network(w):
    n = w.member.network
    net = w.keep("net", n.create_network(name="net-" + w.id))
    w.later("network", n.delete_network, net.id)
    subnet = w.keep("subnet", n.create_subnet(network_id=net.id, ip_version=4, cidr="10.20.0.0/24", name="sub-" + w.id))
    w.later("subnet", n.delete_subnet, subnet.id)
    router = n.create_router(name="r-" + w.id, external_gateway_info={"network_id": w.external.id}, availability_zone_hints=["zone2"])
    w.keep("router", router)
    w.later("router", n.delete_router, router.id)
    n.add_interface_to_router(router, subnet_id=subnet.id)
    w.later("router interface", n.remove_interface_from_router, router, subnet_id=subnet.id)
    n.add_extra_routes_to_router(router, {"router": {"routes": [{"destination": "10.99.0.0/24", "nexthop": "10.20.0.9"}]}})
    check(n.get_router(router.id).routes, "no extra route")
    n.update_router(router, routes=[])
    group = w.keep("group", n.create_security_group(name="sg-" + w.id))
    w.later("security group", n.delete_security_group, group.id)
    rules = sorted((r["direction"], r["ethertype"]) for r in n.get_security_group(group.id).security_group_rules)
    check(rules == [("egress", "IPv4"), ("egress", "IPv6")], rules)
    n.create_security_group_rule(security_group_id=group.id, direction="ingress", protocol="tcp", port_range_min=443, port_range_max=443)
    port = w.keep("port", n.create_port(network_id=net.id, security_group_ids=[group.id], allowed_address_pairs=[{"ip_address": "10.20.0.250"}]))
    w.later("port", n.delete_port, port.id)
    return "network, subnet, router in zone2 with route, security group, port"


@step("tags")
def tags(w):
    n = w.member.network
    for thing in (n.get_network(w.net.id), n.get_subnet(w.subnet.id), n.get_router(w.router.id), n.get_port(w.port.id), n.get_security_group(w.group.id)):
        n.set_tags(thing, ["scs", "selftest"])
    found = [x.id for x in n.networks(tags="scs,selftest")]
    check(found == [w.net.id], found)
    return "on network, subnet, router, port, security group; found by them"


@step("floating IP")
def floating_ip(w):
    n = w.member.network
    ip = w.keep("ip", n.create_ip(floating_network_id=w.external.id))
    w.later("floating IP", n.delete_ip, ip.id)
    n.update_ip(ip, port_id=w.port.id)
    w.wait("floating IP ACTIVE", lambda: n.get_ip(ip.id).status == "ACTIVE")
    n.update_ip(ip, port_id=None)
    w.wait("floating IP DOWN after it was taken away", lambda: n.get_ip(ip.id).status == "DOWN")
    forward = n.create_floating_ip_port_forwarding(ip.id, internal_port_id=w.port.id, internal_ip_address=w.port.fixed_ips[0]["ip_address"],
                                                   internal_port=22, external_port=2222, protocol="tcp")
    n.delete_floating_ip_port_forwarding(ip.id, forward.id)
    n.update_ip(ip, port_id=w.port.id)
    return "%s ACTIVE, DOWN, port forwarding, back" % ip.floating_ip_address


@step("network extras")
def extras(w):
    n, made = w.member.network, []
    pool = n.create_subnet_pool(name="sp-" + w.id, prefixes=["10.77.0.0/16"], default_prefixlen=24)
    w.later("subnet pool", n.delete_subnet_pool, pool.id)
    second = n.create_network(name="net2-" + w.id)
    w.later("second network", n.delete_network, second.id)
    made.append(n.create_subnet(network_id=second.id, subnet_pool_id=pool.id, ip_version=4).cidr)
    six = n.create_subnet(network_id=second.id, ip_version=6, cidr="fd00:77::/64", ipv6_ra_mode="slaac", ipv6_address_mode="slaac")
    made.append(six.cidr)
    group = n.create_address_group(name="ag-" + w.id, addresses=["10.0.0.0/8"])
    w.later("address group", n.delete_address_group, group.id)
    parent = n.create_port(network_id=second.id)
    w.later("trunk's port", n.delete_port, parent.id)
    child = n.create_port(network_id=w.net.id)
    w.later("sub-port", n.delete_port, child.id)
    trunk = n.create_trunk(port_id=parent.id, name="t-" + w.id, sub_ports=[{"port_id": child.id, "segmentation_type": "vlan", "segmentation_id": 101}])
    w.later("trunk", n.delete_trunk, trunk.id)
    policy = w.admin.network.create_qos_policy(name="q-" + w.id, shared=True)
    w.later("QoS policy", w.admin.network.delete_qos_policy, policy.id)
    w.admin.network.create_qos_bandwidth_limit_rule(policy, max_kbps=1000)
    n.update_port(child.id, qos_policy_id=policy.id)
    n.update_port(child.id, qos_policy_id=None)
    rbac = w.admin.network.create_rbac_policy(object_type="network", object_id=second.id, action="access_as_shared", target_project_id=w.admin.current_project_id)
    w.later("RBAC policy", w.admin.network.delete_rbac_policy, rbac.id)
    vlan = w.admin.network.create_network(name="vlan-" + w.id, provider_network_type="vlan", provider_physical_network="physnet1")
    w.later("VLAN network", w.admin.network.delete_network, vlan.id)
    return "subnet pool %s, IPv6 %s, address group, trunk, QoS, RBAC, VLAN" % tuple(made)
