"""Simulated Neutron agents (Open vSwitch, L3, DHCP) for a server without a data plane.

They live in the neutron process and speak the agents' own RPC over the in-process transport: state
reports, port wiring, router sync, floating IP status, DHCP readiness. Everything they answer to
(scheduling, availability zones, port binding, provisioning blocks) is the real server's.
"""
import queue
import threading
import time

import oslo_messaging
from neutron.agent import rpc as agent_rpc
from neutron.conf.agent import common as agent_config
from neutron_lib import constants as n
from neutron_lib import context
from neutron_lib import rpc as n_rpc
from neutron_lib.agent import topics
from neutron_lib.callbacks import events, registry, resources
from neutron_lib.plugins import directory
from oslo_config import cfg
from oslo_log import log as logging

LOG = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 60
TRIES = 6
WORK = queue.Queue()


def admin():
    return context.get_admin_context_without_session()


class DhcpEndpoint:
    target = oslo_messaging.Target(version="1.0")

    def __init__(self):
        self.plugin = n_rpc.get_client(oslo_messaging.Target(topic=topics.PLUGIN, namespace=n.RPC_NAMESPACE_DHCP_PLUGIN, version="1.0"))

    def port_create_end(self, context, payload):
        ids = [payload["port"]["id"]]
        WORK.put(lambda: self.plugin.prepare(version="1.5").call(admin(), "dhcp_ready_on_ports", port_ids=ids))

    port_update_end = port_create_end

    def _nothing(self, context, **kwargs):
        pass

    port_delete_end = network_create_end = network_update_end = network_delete_end = _nothing
    subnet_create_end = subnet_update_end = subnet_delete_end = agent_updated = _nothing


class L3Endpoint:
    target = oslo_messaging.Target(version="1.4")

    def __init__(self, host):
        self.host = host
        self.plugin = n_rpc.get_client(oslo_messaging.Target(topic=topics.L3PLUGIN, version="1.0"))

    def routers_updated(self, context, routers):
        ids = [r if isinstance(r, str) else r["id"] for r in routers]
        WORK.put(lambda: self._sync(ids))

    router_added_to_agent = routers_updated

    def _sync(self, ids):
        """Addresses on a router become ACTIVE; the server itself then sets to DOWN those that have left it."""
        for router in self.plugin.prepare(version="1.7").call(admin(), "sync_routers", host=self.host, router_ids=ids):
            on_it = {f["id"]: n.FLOATINGIP_STATUS_ACTIVE for f in router.get(n.FLOATINGIP_KEY, [])}
            self.plugin.prepare(version="1.1").call(admin(), "update_floatingip_statuses", router_id=router["id"], fip_statuses=on_it)

    def _nothing(self, context, **kwargs):
        pass

    router_deleted = router_removed_from_agent = agent_updated = add_arp_entry = del_arp_entry = _nothing
    fipnamespace_delete_on_ext_net = _nothing


class Wiring:
    """The L2 agent sees a port's device appear as soon as the port is bound to its host."""

    def __init__(self, hosts):
        self.hosts, self.l2 = hosts, agent_rpc.PluginApi(topics.PLUGIN)

    def on_port(self, resource, event, trigger, payload=None):
        port = payload.latest_state
        if port.get("status") != n.PORT_STATUS_ACTIVE and port.get("binding:vif_type") not in ("unbound", "binding_failed"):
            self.up(port["id"], port.get("binding:host_id"))

    def up(self, port_id, host):
        if host in self.hosts:
            WORK.put(lambda: self.l2.update_device_up(admin(), device=port_id, agent_id="ovs-agent-" + host, host=host))


def _work():
    while True:
        job = WORK.get()
        for attempt in range(TRIES):
            try:
                job()
                break
            except Exception as error:
                LOG.warning("simulated agent: %s: %s", type(error).__name__, error)
                time.sleep(0.2 * (attempt + 1))


def _states(host, zone):
    yield {"binary": n.AGENT_PROCESS_OVS, "host": host, "topic": n.L2_AGENT_TOPIC, "agent_type": n.AGENT_TYPE_OVS,
           "configurations": {"bridge_mappings": {"physnet1": "br-ex", "physnet2": "br-ph2"}, "tunnel_types": ["vxlan"],
                              "tunneling_ip": "127.0.0.1", "l2_population": False, "datapath_type": "system",
                              "ovs_capabilities": {"datapath_types": [], "iface_types": []}, "ovs_hybrid_plug": False,
                              "extensions": ["qos"], "integration_bridge": "br-int"}}
    yield {"binary": n.AGENT_PROCESS_L3, "host": host, "topic": topics.L3_AGENT, "agent_type": n.AGENT_TYPE_L3,
           "availability_zone": zone, "configurations": {"agent_mode": "legacy", "handle_internal_only_routers": True,
                                                         "interface_driver": "openvswitch", "extensions": ["qos"]}}
    yield {"binary": n.AGENT_PROCESS_DHCP, "host": host, "topic": topics.DHCP_AGENT, "agent_type": n.AGENT_TYPE_DHCP,
           "availability_zone": zone, "configurations": {"dhcp_driver": "simulated", "networks": 0}}


def _report(hosts, zones, starting):
    reporter = agent_rpc.PluginReportStateAPI(topics.REPORTS)
    for host, zone in zip(hosts, zones):
        for state in _states(host, zone):
            if starting:
                state["start_flag"] = True
            reporter.report_state(context.get_admin_context(), state, True)


def _heartbeat(hosts, zones):
    while True:
        time.sleep(HEARTBEAT_SECONDS)
        try:
            _report(hosts, zones, False)
        except Exception:
            LOG.exception("simulated heartbeat")


def start(hosts, zones):
    agent_config.register_agent_state_opts_helper(cfg.CONF)
    wiring = Wiring(hosts)
    for host in hosts:
        for topic, endpoint in ((topics.DHCP_AGENT, DhcpEndpoint()), (topics.L3_AGENT, L3Endpoint(host))):
            n_rpc.get_server(oslo_messaging.Target(topic=topic, server=host), [endpoint]).start()
    for event in (events.AFTER_CREATE, events.AFTER_UPDATE):
        registry.subscribe(wiring.on_port, resources.PORT, event)
    threading.Thread(target=_work, daemon=True).start()
    threading.Thread(target=_heartbeat, args=(hosts, zones), daemon=True).start()
    _report(hosts, zones, True)
    _catch_up(wiring)


def _catch_up(wiring):
    """What a killed process left undone: ports still waiting for their device."""
    waiting = directory.get_plugin().get_ports(context.get_admin_context(), filters={"status": ["DOWN", "BUILD"]})
    for port in waiting:
        wiring.up(port["id"], port.get("binding:host_id"))
