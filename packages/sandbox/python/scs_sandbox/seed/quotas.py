"""Room for project demo: enough for a plan of 400 servers with volumes, ports and balancers (Nova's own default is 10)."""

NOVA = {"instances": 2000, "cores": 20000, "ram": 80000000, "key_pairs": 1000, "server_groups": 1000, "server_group_members": 2000,
        "metadata_items": 256}
CINDER = {"volumes": 5000, "snapshots": 5000, "gigabytes": 1000000, "backups": 5000, "backup_gigabytes": 1000000, "groups": 100,
          "per_volume_gigabytes": -1}
NEUTRON = {"network": 1000, "subnet": 2000, "port": 10000, "router": 1000, "floatingip": 1000, "security_group": 1000,
           "security_group_rule": 20000, "subnetpool": 100, "rbac_policy": 500, "trunk": 500}
OCTAVIA = {"load_balancer": 500, "listener": 2000, "pool": 2000, "health_monitor": 2000, "member": 20000, "l7policy": 2000, "l7rule": 5000}
DESIGNATE = {"zones": 500, "zone_recordsets": 5000, "zone_records": 5000, "recordset_records": 100}


def ensure(session):
    demo = session.call("GET", "keystone", "/v3/projects?name=demo")["projects"][0]["id"]
    session.call("PUT", "nova", "/v2.1/os-quota-sets/" + demo, {"quota_set": NOVA})
    session.call("PUT", "cinder", "/v3/%s/os-quota-sets/%s" % (session.project_id, demo), {"quota_set": CINDER})
    session.call("PUT", "neutron", "/v2.0/quotas/" + demo, {"quota": NEUTRON})
    session.call("PUT", "octavia", "/v2.0/lbaas/quotas/" + demo, {"quota": OCTAVIA})
    session.call("PATCH", "designate", "/v2/quotas/" + demo, DESIGNATE, headers={"X-Auth-All-Projects": "true"})
