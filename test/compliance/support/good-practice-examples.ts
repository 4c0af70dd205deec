import { Outcome } from "../../../packages/checker/src/index";
import { clusterExamples } from "./cluster-examples";
import { COMPUTED, UNKNOWN } from "./evidence";
import { forRule, type Example } from "./rule-examples";

const { PASS, FAIL, DEFERRED, NOT_APPLICABLE, NOT_LOOKED_AT } = Outcome;
const LATER = "${var.later}";
const RULE = "openstack_networking_secgroup_rule_v2.r";

const SECGROUP = "openstack_networking_secgroup_v2.g";
const ssh = { direction: "ingress", ethertype: "IPv4", protocol: "tcp", port_range_min: 22, port_range_max: 22 };
const guarded: Example[] = forRule("good-practice-guarded-port-open", [
  { name: "SSH from everywhere", synth: { [RULE]: { ...ssh, remote_ip_prefix: "0.0.0.0/0" } }, expect: FAIL },
  {
    name: "SSH over IPv6 from everywhere",
    synth: { [RULE]: { ...ssh, ethertype: "IPv6", remote_ip_prefix: "::/0" } },
    expect: FAIL,
  },
  { name: "::/0 written out", synth: { [RULE]: { ...ssh, remote_ip_prefix: "0:0:0:0:0:0:0:0/0" } }, expect: FAIL },
  { name: "SSH from half of it", synth: { [RULE]: { ...ssh, remote_ip_prefix: "128.0.0.0/1" } }, expect: FAIL },
  { name: "SSH without source", synth: { [RULE]: ssh }, expect: FAIL },
  { name: "empty source", synth: { [RULE]: { ...ssh, remote_ip_prefix: "" } }, expect: FAIL },
  { name: "SSH from one network", synth: { [RULE]: { ...ssh, remote_ip_prefix: "192.0.2.0/24" } }, expect: PASS },
  { name: "SSH from a group", synth: { [RULE]: { ...ssh, remote_group_id: LATER } }, expect: PASS },
  { name: "SSH from an address group", synth: { [RULE]: { ...ssh, remote_address_group_id: "x" } }, expect: PASS },
  {
    name: "egress",
    synth: { [RULE]: { ...ssh, direction: "egress", remote_ip_prefix: "0.0.0.0/0" } },
    expect: undefined,
  },
  {
    name: "HTTPS from everywhere",
    synth: { [RULE]: { ...ssh, port_range_min: 443, port_range_max: 443, remote_ip_prefix: "0.0.0.0/0" } },
    expect: PASS,
  },
  {
    name: "a range that contains PostgreSQL",
    synth: { [RULE]: { ...ssh, port_range_min: 5000, port_range_max: 6000 } },
    expect: FAIL,
  },
  { name: "a range that begins at SSH", synth: { [RULE]: { ...ssh, port_range_max: 30 } }, expect: FAIL },
  { name: "a range that ends at SSH", synth: { [RULE]: { ...ssh, port_range_min: 20 } }, expect: FAIL },
  {
    name: "all ports",
    synth: { [RULE]: { direction: "ingress", protocol: "tcp", remote_ip_prefix: "0.0.0.0/0" } },
    expect: FAIL,
  },
  { name: "all ports as 0 to 0", synth: { [RULE]: { ...ssh, port_range_min: 0, port_range_max: 0 } }, expect: FAIL },
  { name: "all protocols", synth: { [RULE]: { direction: "ingress", remote_ip_prefix: "0.0.0.0/0" } }, expect: FAIL },
  { name: "TCP by its number", synth: { [RULE]: { ...ssh, protocol: "6" } }, expect: FAIL },
  {
    name: "ping from everywhere",
    synth: { [RULE]: { direction: "ingress", protocol: "icmp", remote_ip_prefix: "0.0.0.0/0" } },
    expect: PASS,
  },
  { name: "source later", synth: { [RULE]: { ...ssh, remote_ip_prefix: LATER } }, expect: DEFERRED },
  {
    name: "source later, harmless port",
    synth: { [RULE]: { ...ssh, port_range_min: 443, port_range_max: 443, remote_ip_prefix: LATER } },
    expect: PASS,
  },
  {
    name: "ports later",
    synth: { [RULE]: { ...ssh, port_range_min: LATER, remote_ip_prefix: "0.0.0.0/0" } },
    expect: DEFERRED,
  },
  { name: "direction later", synth: { [RULE]: { ...ssh, direction: LATER } }, expect: DEFERRED },
  { name: "own list of ports", synth: { [RULE]: ssh }, parameters: { "guarded-ports": "8080" }, expect: PASS },
  {
    name: "own list of ports, open",
    synth: { [RULE]: { ...ssh, port_range_min: 8080, port_range_max: 8080 } },
    parameters: { "guarded-ports": "22,8080" },
    expect: FAIL,
  },
  { name: "planned, open", plan: { [RULE]: { ...ssh, remote_ip_prefix: "0.0.0.0/0" } }, expect: FAIL },
  { name: "planned, limited", plan: { [RULE]: { ...ssh, remote_ip_prefix: "10.0.0.0/8" } }, expect: PASS },
  {
    name: "planned, group known after apply",
    plan: { [RULE]: { ...ssh, remote_group_id: UNKNOWN }, [SECGROUP]: { name: "g" } },
    extras: { refs: { [RULE]: { remote_group_id: [`${SECGROUP}.id`, SECGROUP] } } },
    expect: PASS,
  },
  {
    name: "planned, a group or none, by what the plan does not show",
    plan: { [RULE]: { ...ssh, remote_group_id: UNKNOWN } },
    expect: DEFERRED,
  },
  {
    name: "planned, a group or none, by a condition",
    plan: { [RULE]: { ...ssh, remote_group_id: UNKNOWN }, [SECGROUP]: { name: "g" } },
    extras: { refs: { [RULE]: { remote_group_id: ["var.closed", `${SECGROUP}.id`, SECGROUP] } } },
    expect: DEFERRED,
  },
  {
    name: "planned, open, and a group or none",
    plan: { [RULE]: { ...ssh, remote_ip_prefix: "0.0.0.0/0", remote_group_id: UNKNOWN } },
    expect: FAIL,
  },
  {
    name: "planned again after the apply, open: the provider writes empty texts",
    plan: { [RULE]: { ...ssh, remote_ip_prefix: "0.0.0.0/0", remote_group_id: "", remote_address_group_id: "" } },
    expect: FAIL,
  },
  {
    name: "planned again after the apply, from a group",
    plan: { [RULE]: { ...ssh, remote_ip_prefix: "", remote_group_id: "5b9a", remote_address_group_id: "" } },
    expect: PASS,
  },
  { name: "UDP for all ports", synth: { [RULE]: { direction: "ingress", protocol: "udp" } }, expect: PASS },
  { name: "UDP by its number", synth: { [RULE]: { ...ssh, protocol: "17" } }, expect: PASS },
  {
    name: "a group by a condition",
    synth: { [RULE]: { ...ssh, remote_group_id: "${var.closed ? openstack_networking_secgroup_v2.g.id : null}" } },
    expect: DEFERRED,
  },
  {
    name: "planned, open, with what the provider computes",
    plan: {
      [RULE]: { ...ssh, remote_ip_prefix: "0.0.0.0/0", remote_group_id: COMPUTED, remote_address_group_id: COMPUTED },
    },
    expect: FAIL,
  },
  {
    name: "planned, all ports and sources, with what the provider computes",
    plan: { [RULE]: { direction: "ingress", remote_ip_prefix: COMPUTED, port_range_min: COMPUTED } },
    expect: FAIL,
  },
  { name: "empty ports", synth: { [RULE]: { ...ssh, port_range_min: "", port_range_max: "" } }, expect: FAIL },
  { name: "from the first port on", synth: { [RULE]: { ...ssh, port_range_min: 0 } }, expect: FAIL },
  { name: "only the last port is named", synth: { [RULE]: { ...ssh, port_range_min: undefined } }, expect: FAIL },
  {
    name: "three services",
    synth: { [RULE]: { ...ssh, port_range_min: 5000, port_range_max: 6400 } },
    expect: FAIL,
  },
  {
    name: "planned, source known after apply",
    plan: { [RULE]: { ...ssh, remote_ip_prefix: UNKNOWN } },
    expect: DEFERRED,
  },
]);

const open = { ...ssh, remote_ip_prefix: "0.0.0.0/0" };
const undescribed: Example[] = forRule("good-practice-world-open-undescribed", [
  { name: "described", synth: { [RULE]: { ...open, description: "shop" } }, expect: PASS },
  { name: "not described", synth: { [RULE]: open }, expect: FAIL },
  { name: "described with blanks", synth: { [RULE]: { ...open, description: "  " } }, expect: FAIL },
  { name: "description later", synth: { [RULE]: { ...open, description: LATER } }, expect: PASS },
  { name: "limited", synth: { [RULE]: { ...ssh, remote_ip_prefix: "10.0.0.0/8" } }, expect: undefined },
  { name: "source later", synth: { [RULE]: { ...ssh, remote_ip_prefix: LATER } }, expect: DEFERRED },
  { name: "planned, described", plan: { [RULE]: { ...open, description: "shop" } }, expect: PASS },
  { name: "planned, not described", plan: { [RULE]: open }, expect: FAIL },
  { name: "planned, source later", plan: { [RULE]: { ...ssh, remote_ip_prefix: UNKNOWN } }, expect: DEFERRED },
]);

const USER = "openstack_identity_user_v3.u";
const secrets: Example[] = forRule("good-practice-clear-text-secret", [
  { name: "a password in clear", synth: { [USER]: { name: "u", password: "hunter2" } }, expect: FAIL },
  { name: "a password by variable", synth: { [USER]: { name: "u", password: "${var.password}" } }, expect: PASS },
  { name: "an escaped dollar is no reference", synth: { [USER]: { name: "u", password: "$${var.x}" } }, expect: FAIL },
  { name: "no password", synth: { [USER]: { name: "u" } }, expect: undefined },
  { name: "a password that is null", synth: { [USER]: { name: "u", password: null } }, expect: undefined },
  { name: "an empty password", synth: { [USER]: { name: "u", password: "" } }, expect: undefined },
  {
    name: "a private key anywhere",
    synth: { "x_y.z": { files: [{ text: "a\n-----BEGIN OPENSSH PRIVATE KEY-----\n" }] } },
    expect: FAIL,
  },
  {
    name: "a public key",
    synth: { "openstack_compute_keypair_v2.k": { public_key: "ssh-ed25519 AAAA" } },
    expect: undefined,
  },
  { name: "a payload of a secret", synth: { "openstack_keymanager_secret_v1.s": { payload: "x" } }, expect: FAIL },
  { name: "the key of a temporary URL", synth: { "openstack_objectstorage_tempurl_v1.t": { key: "x" } }, expect: FAIL },
  { name: "a key that is none", synth: { "openstack_lb_l7rule_v2.t": { key: "X-Header" } }, expect: undefined },
  { name: "the provider's password", synth: {}, provider: { password: "hunter2" }, expect: FAIL },
  {
    name: "the provider's secret by variable",
    synth: {},
    provider: { application_credential_secret: "${var.s}" },
    expect: PASS,
  },
  { name: "a cloud of clouds.yaml", synth: {}, provider: { cloud: "x" }, expect: undefined },
]);

const VOLUME = "openstack_blockstorage_volume_v3.v";
const TYPE = "openstack_blockstorage_volume_type_v3.t";
const yes = { "encryption-offered": "yes" };
const no = { "encryption-offered": "no" };
const encrypted = { name: "luks", description: "[scs:encrypted]" };
const plain = { name: "plain", description: "fast" };
const SERVER = "openstack_compute_instance_v2.s";
const boot = { source_type: "image", destination_type: "volume", boot_index: 0 };
const volumes: Example[] = forRule("good-practice-unencrypted-volume", [
  { name: "default type, encryption offered", synth: { [VOLUME]: { size: 1 } }, parameters: yes, expect: FAIL },
  { name: "default type, none offered", synth: { [VOLUME]: { size: 1 } }, parameters: no, expect: NOT_APPLICABLE },
  { name: "default type, not known", synth: { [VOLUME]: { size: 1 } }, expect: DEFERRED },
  {
    name: "a type of the cloud",
    synth: { [VOLUME]: { size: 1, volume_type: "x" } },
    parameters: yes,
    expect: DEFERRED,
  },
  {
    name: "an own encrypted type",
    synth: { [VOLUME]: { volume_type: `\${${TYPE}.name}` }, [TYPE]: encrypted },
    expect: PASS,
  },
  {
    name: "an own encrypted type by name",
    synth: { [VOLUME]: { volume_type: "luks" }, [TYPE]: encrypted },
    expect: PASS,
  },
  {
    name: "an own plain type",
    synth: { [VOLUME]: { volume_type: "plain" }, [TYPE]: plain },
    parameters: yes,
    expect: FAIL,
  },
  {
    name: "an own plain type, offer unknown",
    synth: { [VOLUME]: { volume_type: "plain" }, [TYPE]: plain },
    expect: DEFERRED,
  },
  {
    name: "default type beside an own encrypted one",
    synth: { [VOLUME]: {}, [TYPE]: encrypted },
    parameters: no,
    expect: FAIL,
  },
  { name: "a boot volume", synth: { [SERVER]: { block_device: [boot] } }, parameters: yes, expect: FAIL },
  {
    name: "a boot volume as one object",
    synth: { [SERVER]: { block_device: { ...boot, source_type: "blank" } } },
    parameters: yes,
    expect: FAIL,
  },
  {
    name: "a volume that exists already",
    synth: { [SERVER]: { block_device: [{ ...boot, source_type: "volume" }] } },
    parameters: yes,
    expect: undefined,
  },
  {
    name: "a local disk",
    synth: { [SERVER]: { block_device: [{ ...boot, destination_type: "local" }] } },
    parameters: yes,
    expect: undefined,
  },
  { name: "planned, own encrypted type", plan: { [VOLUME]: { volume_type: "luks" }, [TYPE]: encrypted }, expect: PASS },
  { name: "planned, default type", plan: { [VOLUME]: { size: 1 } }, parameters: yes, expect: FAIL },
  { name: "planned, not known", plan: { [VOLUME]: { size: 1 } }, expect: DEFERRED },
]);

const GROUP = "openstack_compute_servergroup_v2.g";
const [A, B] = ["openstack_compute_instance_v2.web-1", "openstack_compute_instance_v2.web-2"] as const;
const COUNTED = "openstack_compute_instance_v2.web";
const hint = { scheduler_hints: [{ group: `\${${GROUP}.id}` }] };
const refs = { refs: Object.fromEntries([A, B].map((each) => [each, { scheduler_hints: [`${GROUP}.id`, GROUP] }])) };
const affinity: Example[] = forRule("good-practice-no-anti-affinity", [
  {
    name: "two in a group",
    synth: { [A]: hint, [B]: hint, [GROUP]: { policies: ["soft-anti-affinity"] } },
    expect: PASS,
  },
  {
    name: "two in a group, hint as one object",
    synth: { [A]: { scheduler_hints: hint.scheduler_hints[0] }, [B]: hint, [GROUP]: { policies: ["anti-affinity"] } },
    expect: PASS,
  },
  { name: "two, no group", synth: { [A]: {}, [B]: {} }, expect: FAIL },
  {
    name: "two, one without group",
    synth: { [A]: hint, [B]: {}, [GROUP]: { policies: ["anti-affinity"] } },
    expect: FAIL,
  },
  { name: "together on purpose", synth: { [A]: hint, [B]: hint, [GROUP]: { policies: ["affinity"] } }, expect: FAIL },
  { name: "policy later", synth: { [A]: hint, [B]: hint, [GROUP]: { policies: LATER } }, expect: DEFERRED },
  {
    name: "a group of elsewhere",
    synth: { [A]: { scheduler_hints: [{ group: "0c2f" }] }, [B]: { scheduler_hints: [{ group: "0c2f" }] } },
    expect: DEFERRED,
  },
  {
    name: "different hosts by hint",
    synth: {
      [A]: { scheduler_hints: [{ different_host: ["x"] }] },
      [B]: { scheduler_hints: [{ different_host: ["x"] }] },
    },
    expect: DEFERRED,
  },
  { name: "one alone", synth: { [A]: {} }, expect: undefined },
  { name: "two of different kinds", synth: { [A]: {}, "openstack_compute_instance_v2.db-1": {} }, expect: undefined },
  {
    name: "members of a pool have the keys of their own",
    synth: {
      "openstack_compute_instance_v2.x": { "//": { metadata: { path: "s/pool/members/blue/Resource" } } },
      "openstack_compute_instance_v2.y": { "//": { metadata: { path: "s/pool/members/green/Resource" } } },
    },
    expect: FAIL,
  },
  {
    name: "planned, in a group",
    plan: {
      [A]: { scheduler_hints: [{ group: UNKNOWN }] },
      [B]: { scheduler_hints: [{ group: UNKNOWN }] },
      [GROUP]: { policies: ["anti-affinity"] },
    },
    extras: refs,
    expect: PASS,
  },
  { name: "planned, no group", plan: { [A]: {}, [B]: {} }, expect: FAIL },
  { name: "planned, two by count", plan: { [`${COUNTED}[0]`]: {}, [`${COUNTED}[1]`]: {} }, expect: FAIL },
  { name: "planned, two by for_each", plan: { [`${COUNTED}["a.b"]`]: {}, [`${COUNTED}["c"]`]: {} }, expect: FAIL },
  { name: "planned, one by count", plan: { [`${COUNTED}[0]`]: {} }, expect: undefined },
  {
    name: "planned again after the apply, hints without a group: the provider writes empty lists and texts",
    plan: Object.fromEntries(
      [A, B].map((each) => [each, { scheduler_hints: [{ group: "", different_host: [], same_host: [] }] }]),
    ),
    expect: FAIL,
  },
  {
    name: "planned again after the apply, the id of a group that is declared",
    plan: {
      [A]: { scheduler_hints: [{ group: "0c2f" }] },
      [B]: { scheduler_hints: [{ group: "0c2f" }] },
      [GROUP]: { id: "0c2f", policies: ["anti-affinity"] },
    },
    expect: PASS,
  },
  {
    name: "planned, all hints by a dynamic block that is known only later",
    plan: { [A]: { scheduler_hints: COMPUTED }, [B]: { scheduler_hints: COMPUTED } },
    expect: DEFERRED,
  },
  {
    name: "hints by a dynamic block",
    synth: Object.fromEntries([A, B].map((each) => [each, { dynamic: { scheduler_hints: { for_each: LATER } } }])),
    expect: DEFERRED,
  },
  {
    name: "planned, policy later",
    plan: {
      [A]: { scheduler_hints: [{ group: UNKNOWN }] },
      [B]: { scheduler_hints: [{ group: UNKNOWN }] },
      [GROUP]: { policies: UNKNOWN },
    },
    extras: refs,
    expect: DEFERRED,
  },
]);

const ENDPOINT = "openstack_identity_endpoint_v3.e";
const urls: Example[] = forRule("good-practice-http-endpoint", [
  { name: "login over http", synth: {}, provider: { auth_url: "http://keystone.example.org:5000/v3" }, expect: FAIL },
  {
    name: "login over HTTP in capitals",
    synth: {},
    provider: { auth_url: "HTTP://keystone.example.org" },
    expect: FAIL,
  },
  { name: "login over https", synth: {}, provider: { auth_url: "https://keystone.example.org:5000/v3" }, expect: PASS },
  { name: "login on this machine", synth: {}, provider: { auth_url: "http://127.0.0.1:5000/v3" }, expect: PASS },
  {
    name: "a host that only looks local",
    synth: {},
    provider: { auth_url: "http://localhost.example.org/" },
    expect: FAIL,
  },
  { name: "login by variable", synth: {}, provider: { auth_url: LATER }, expect: DEFERRED },
  { name: "login by clouds.yaml", synth: {}, provider: { cloud: "x" }, expect: undefined },
  { name: "an endpoint over http", synth: { [ENDPOINT]: { url: "http://${var.host}:9292" } }, expect: FAIL },
  { name: "an endpoint over https", synth: { [ENDPOINT]: { url: "https://${var.host}:9292" } }, expect: PASS },
  { name: "planned, http", plan: { [ENDPOINT]: { url: "http://x.example.org" } }, expect: FAIL },
  { name: "planned, https", plan: {}, provider: { auth_url: "https://x.example.org" }, expect: PASS },
  { name: "planned, later", plan: { [ENDPOINT]: { url: UNKNOWN } }, expect: DEFERRED },
]);

const LOOKUP = "data.openstack_compute_flavor_v2.f";
const portability: Example[] = forRule("good-practice-flavor-portability", [
  { name: "mandatory", synth: { [LOOKUP]: { name: "SCS-2V-4" } }, expect: PASS },
  { name: "recommended", synth: { [LOOKUP]: { name: "SCS-2V-4-10" } }, expect: FAIL },
  { name: "SCS name, no standard flavor", synth: { [LOOKUP]: { name: "SCS-3V-5" } }, expect: FAIL },
  { name: "own name", synth: { [LOOKUP]: { name: "m1.small" } }, expect: FAIL },
  { name: "old spelling", synth: { [LOOKUP]: { name: "SCS-2V:4" } }, expect: FAIL },
  {
    name: "made by the stacks",
    synth: { [LOOKUP]: { name: "m1" }, "openstack_compute_flavor_v2.m": { name: "m1" } },
    expect: PASS,
  },
  { name: "later", synth: { [LOOKUP]: { name: LATER } }, expect: DEFERRED },
  { name: "planned, mandatory", plan: { [SERVER]: { flavor_name: "SCS-1L-1" } }, expect: PASS },
  {
    name: "planned by id: the provider computes the name",
    plan: { [SERVER]: { flavor_id: "1", flavor_name: COMPUTED } },
    expect: undefined,
  },
  { name: "planned, own", plan: { [SERVER]: { flavor_name: "tiny" } }, expect: FAIL },
  { name: "planned, later", plan: { [SERVER]: { flavor_name: UNKNOWN } }, expect: DEFERRED },
]);

const check = (status: string, message?: string) => ({ checks: [{ address: "check.c", status, message }] });
const conditions: Example[] = forRule("good-practice-plan-conditions", [
  { name: "holds", plan: {}, extras: check("pass"), expect: PASS },
  { name: "fails", plan: {}, extras: check("fail", "no such flavor"), expect: FAIL },
  { name: "known after apply", plan: {}, extras: check("unknown"), expect: DEFERRED },
  { name: "cannot be evaluated", plan: {}, extras: check("error"), expect: NOT_LOOKED_AT },
  {
    name: "a precondition of a resource",
    plan: { "a_b.c": {}, "a_b.d": {} },
    extras: { checks: [{ address: "a_b.d", status: "fail", message: "too small" }] },
    expect: FAIL,
  },
  { name: "none", plan: {}, expect: undefined },
]);

const clusters: Example[] = [
  ...clusterExamples("good-practice-cluster-address-overlap", {
    classy: PASS,
    "classy, nodes among pods": FAIL,
    "classy, pods later": DEFERRED,
    capo: PASS,
    "capo, nodes among services": FAIL,
    shoot: PASS,
  }),
  ...clusterExamples("good-practice-cluster-api-open", {
    classy: FAIL,
    "classy, blocks": PASS,
    "classy, hidden": PASS,
    "classy, the world as a block": FAIL,
    "classy, blocks later": DEFERRED,
    capo: FAIL,
    "capo, blocks": PASS,
    "capo, v1beta2 with blocks": PASS,
    "capo, hidden": PASS,
    "capo, v1beta2 hidden": PASS,
    shoot: FAIL,
    "shoot, blocks": PASS,
    magnum: FAIL,
    "magnum, blocks": PASS,
    "magnum, hidden": PASS,
    servers: FAIL,
    "servers, blocks": PASS,
  }),
  ...clusterExamples("good-practice-etcd-local-ssd", {
    classy: DEFERRED,
    "classy, SSD": PASS,
    "classy, network disk": FAIL,
    capo: PASS,
    "capo, v1beta2": PASS,
    "capo, own flavor": FAIL,
    shoot: DEFERRED,
    magnum: FAIL,
    servers: PASS,
  }),
  ...forRule("good-practice-default-storage-class", [
    { name: "one", live: { cluster: storage("cinder.csi.openstack.org") }, expect: PASS },
    { name: "none", live: { cluster: storage() }, expect: FAIL },
    { name: "two", live: { cluster: storage("cinder.csi.openstack.org", "cinder.csi.openstack.org") }, expect: FAIL },
    { name: "bound to a node", live: { cluster: storage("rancher.io/local-path") }, expect: FAIL },
    { name: "not read", live: { cluster: {} }, expect: NOT_LOOKED_AT },
    {
      name: "a cluster that does not answer",
      live: { unread: [{ fact: "cluster", reason: "503" }] },
      expect: NOT_LOOKED_AT,
    },
    { name: "no cluster was asked", live: {}, expect: undefined },
  ]),
];

function storage(...provisioners: string[]) {
  return { defaultStorageClasses: provisioners.map((provisioner, index) => ({ name: `c${index}`, provisioner })) };
}

/** Examples of the rules beyond SCS. */
export function goodPracticeExamples(): Example[] {
  return [
    ...guarded,
    ...undescribed,
    ...secrets,
    ...volumes,
    ...affinity,
    ...urls,
    ...portability,
    ...conditions,
    ...clusters,
  ];
}
