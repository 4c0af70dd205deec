import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { CloudApi } from "./support/cloud";
import { Program, requestsDuring } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/**
 * The example as an administrator applies it, what later days do to it, and what its users then see; a domain manager's
 * own landing zone, under Keystone's real policies; how many requests a project costs.
 */
const PASSWORDS = Object.fromEntries(
  ["acme/carol", "acme/dave", "acme/erin", "acme/frank", "globex/grace", "globex/heidi", "count/user"].map((user) => [
    user,
    `first-${user.replace("/", "-")}`,
  ]),
);

const COUNT = `
import { App, Cloud, RemovalPolicy, ScsStack } from "scs-blueprints";
import { QuotaClass, ScsTenantLandingZone, UserPasswords } from "scs-blueprints/operator";
const { projects } = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "count", { cloud: Cloud.fromCloudsYaml("sandbox-admin") });
new ScsTenantLandingZone(stack, "zone", {
  passwords: UserPasswords.fromVariable("user_passwords"),
  defaultQuotaClass: QuotaClass.OSISM_BASIC,
  domains: [{
    name: "count",
    removalPolicy: RemovalPolicy.DESTROY,
    users: [{ name: "user" }],
    projects: Array.from({ length: projects }, (_, index) => ({
      name: "p" + index, members: ["user"], removalPolicy: RemovalPolicy.DESTROY,
    })),
  }],
});
app.synth();
`;

const MANAGER = `
import { App, Cloud, RemovalPolicy, ScsStack, Secret } from "scs-blueprints";
import { LandingZoneActor, ScsTenantLandingZone } from "scs-blueprints/operator";
const { domain } = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "team", { cloud: Cloud.fromCloudsYaml("carol") });
new ScsTenantLandingZone(stack, "zone", {
  actor: LandingZoneActor.DOMAIN_MANAGER,
  domains: [{
    name: domain ?? "acme",
    existing: true,
    users: [{ name: "zoe", password: Secret.fromVariable("zoe") }, { name: "dave", existing: true }],
    projects: [
      { name: "prototype", tags: ["team"], members: ["zoe", "dave"], removalPolicy: RemovalPolicy.DESTROY },
      { name: "shop", existing: true },
    ],
    groups: [{ name: "readers", users: ["zoe"], domainRoles: ["reader"], projectRoles: [{ project: "shop", roles: ["reader"] }] }],
  }],
});
app.synth();
`;

const CREDENTIAL = `
import { App, ApplicationCredential, Cloud, ScsStack } from "scs-blueprints";
const app = new App();
const stack = new ScsStack(app, "credential", { cloud: Cloud.fromCloudsYaml("dave") });
new ApplicationCredential(stack, "ci", { roles: ["member"] });
app.synth();
`;

let zone: Program;
let tenants: string;
let admin: CloudApi;
let before: Record<string, string[]>;

beforeAll(async () => {
  await repository.sandbox(["up"]);
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  before = await everything();
  zone = Program.ofExample("landing-zone").edit(["Cloud.fromEnvironment()", 'Cloud.fromCloudsYaml("sandbox-admin")']);
  tenants = readFileSync(join(repository.example("landing-zone"), "tenants.yaml"), "utf8");
  givePasswords(zone, { user_passwords: PASSWORDS });
  day();
});

/** Names of all that a landing zone can make, in the whole cloud. */
async function everything(): Promise<Record<string, string[]>> {
  const lists: [service: string, path: string, key: string][] = [
    ["identity", "/domains", "domains"],
    ["identity", "/projects", "projects"],
    ["identity", "/users", "users"],
    ["identity", "/groups", "groups"],
    ["identity", "/roles", "roles"],
    ["network", "/v2.0/networks", "networks"],
    ["network", "/v2.0/routers", "routers"],
    ["network", "/v2.0/ports", "ports"],
  ];
  const named = lists.map(async ([service, path, key]): Promise<[string, string[]]> => {
    const body = (await admin.get(service, path)) as Record<string, { name: string }[]>;
    return [key, body[key]!.map((one) => one.name).sort()];
  });
  const { rbac_policies } = (await admin.get("network", "/v2.0/rbac-policies")) as { rbac_policies: { id: string }[] };
  return { ...Object.fromEntries(await Promise.all(named)), policies: rbac_policies.map((one) => one.id).sort() };
}

/** Writes a day's tenants.yaml; each text to replace has to be there. */
function day(...edits: readonly [from: string, to: string][]): void {
  let text = tenants;
  for (const [from, to] of edits) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  writeFileSync(join(zone.folder, "tenants.yaml"), text);
}

/** A file beside the stack that Terraform reads by itself. */
function givePasswords(program: Program, variables: object): void {
  mkdirSync(program.stackDir, { recursive: true });
  writeFileSync(join(program.stackDir, "passwords.auto.tfvars.json"), JSON.stringify(variables));
}

/** A clouds.yaml for a user of a landing zone: with a project, or with the domain as scope. */
function cloudsYamlOf(entry: string, domain: string, password: string, project?: string): string {
  const sandbox = parse(readFileSync(repository.cloudsYaml, "utf8")) as { clouds: { sandbox: { auth: object } } };
  const { auth_url } = sandbox.clouds.sandbox.auth as { auth_url: string };
  const scope =
    project === undefined ? { domain_name: domain } : { project_name: project, project_domain_name: domain };
  const auth = { auth_url, username: entry, password, user_domain_name: domain, ...scope };
  const file = join(zone.folder, `clouds-${domain}-${entry}.yaml`);
  const cloud = { region_name: "RegionOne", identity_api_version: 3, interface: "public", auth };
  writeFileSync(file, stringify({ clouds: { [entry]: cloud } }), { mode: 0o600 });
  return file;
}

function login(domain: string, user: string, project: string, password = PASSWORDS[`${domain}/${user}`]!) {
  return CloudApi.login(cloudsYamlOf(user, domain, password, project), user);
}

async function namesOf(cloud: CloudApi, path: string, key: string): Promise<string[]> {
  const body = (await cloud.get("network", `/v2.0/${path}`)) as Record<string, { name: string }[]>;
  return body[key]!.map((one) => one.name).sort();
}

test("the example is applied, and the second plan is empty", async () => {
  await zone.apply();
  const { tenants_projects: projects } = (await zone.outputs()) as { tenants_projects: Record<string, string> };
  expect(Object.keys(projects)).toEqual(["acme/sandbox", "acme/shop", "acme/shop-db", "globex/research"]);
});

test("a member logs in and finds quotas and network; the network is the project's", async () => {
  const dave = await login("acme", "dave", "shop");
  const { limits } = (await dave.get("compute", "/limits")) as { limits: { absolute: Record<string, number> } };
  expect(limits.absolute).toMatchObject({ maxTotalCores: 16, maxTotalRAMSize: 32768 });
  expect(await namesOf(dave, "networks?router:external=false", "networks")).toEqual(["shop-db", "shop-web"]);
  expect(await namesOf(dave, "routers", "routers")).toEqual(["shop"]);
  const made = await dave.attempt("POST", "network", "/v2.0/networks", { network: { name: "own" } });
  expect(made.status).toBe(201);
  const { id } = (made.body as { network: { id: string } }).network;
  expect((await dave.attempt("DELETE", "network", `/v2.0/networks/${id}`)).status).toBe(204);
});

test("a user makes an application credential of its own, which nobody else can make for it", async () => {
  const file = cloudsYamlOf("dave", "acme", PASSWORDS["acme/dave"]!, "shop");
  const own = new Program("credential", CREDENTIAL, { OS_CLIENT_CONFIG_FILE: file });
  await own.apply();
  const listed = await run("terraform", ["state", "list"], { cwd: own.stackDir });
  expect(listed.stdout).toContain("openstack_identity_application_credential_v3.ci_slot-a");
  expect((await own.destroy()).status).toBe(0);
});

test("an auditor reads and does no more; who is in no group of a project does not get in", async () => {
  const frank = await login("acme", "frank", "shop");
  expect(await namesOf(frank, "routers", "routers")).toEqual(["shop"]);
  expect((await frank.attempt("POST", "network", "/v2.0/networks", { network: { name: "own" } })).status).toBe(403);
  await expect(login("acme", "frank", "sandbox")).rejects.toThrow(/401/);
  await expect(login("globex", "heidi", "research")).rejects.toThrow(/401/); // disabled
});

test("one more in the middle, one less, another order: each touches its own", async () => {
  day(["      shop-db:", "      mid: { members: [dave] }\n      shop-db:"]);
  expect(await zone.plan()).toEqual([
    "create openstack_blockstorage_quotaset_v3.tenants_domains_acme_projects_mid_quota_volume",
    "create openstack_compute_quotaset_v2.tenants_domains_acme_projects_mid_quota_compute",
    "create openstack_identity_group_v3.tenants_domains_acme_groups_mid",
    "create openstack_identity_project_v3.tenants_domains_acme_projects_mid",
    "create openstack_identity_role_assignment_v3.tenants_domains_acme_groups_mid_projects_mid_load-balancer_member",
    "create openstack_identity_role_assignment_v3.tenants_domains_acme_groups_mid_projects_mid_member",
    "create openstack_identity_user_membership_v3.tenants_domains_acme_groups_mid_users_dave",
    "create openstack_networking_quota_v2.tenants_domains_acme_projects_mid_quota_network",
  ]);
  day(["      shop-db: { quotaClass: database, members: [erin] }\n", ""], ["shop-db: [reader]", "sandbox: [reader]"]);
  const steps = await zone.plan();
  expect(steps.filter((step) => !step.startsWith("delete "))).toEqual([
    "create openstack_identity_role_assignment_v3.tenants_domains_acme_groups_auditors_projects_sandbox_reader",
  ]);
  const deleted = steps.filter((step) => step.startsWith("delete "));
  expect(deleted).toHaveLength(10);
  expect(deleted.every((step) => /(groups|projects)_shop-db/.test(step))).toBe(true);
  const { domains, ...rest } = parse(tenants) as { domains: { acme: Record<string, object>; globex: object } };
  const reversed = (one: object) => Object.fromEntries(Object.entries(one).reverse());
  const acme = {
    ...domains.acme,
    projects: reversed(domains.acme["projects"]!),
    users: reversed(domains.acme["users"]!),
  };
  writeFileSync(join(zone.folder, "tenants.yaml"), stringify({ domains: { globex: domains.globex, acme }, ...rest }));
  expect(await zone.plan()).toEqual([]);
});

test("another limit of a class changes the projects of the class in place", async () => {
  day(["volumes: 40,", "volumes: 41,"]);
  expect(await zone.plan()).toEqual([
    "update openstack_blockstorage_quotaset_v3.tenants_domains_acme_projects_shop-db_quota_volume",
  ]);
});

test("a new name renames in place, and what runs in the project stays", async () => {
  const renamed: [string, string][] = [
    ["      shop:\n", "      store:\n        was: shop\n"],
    ["{ shop: [reader]", "{ store: [reader]"],
    [
      "dave: { email: dave@acme.example, defaultProject: shop }",
      "dave: { email: dave@acme.example, defaultProject: store }",
    ],
    [
      "erin: { email: erin@acme.example, defaultProject: shop }",
      "erin: { email: erin@acme.example, defaultProject: store }",
    ],
  ];
  const ids = ((await zone.outputs()) as { tenants_projects: Record<string, string> }).tenants_projects;
  day(...renamed);
  expect(await zone.plan()).toEqual([
    "update openstack_identity_group_v3.tenants_domains_acme_groups_store",
    "update openstack_identity_project_v3.tenants_domains_acme_projects_store",
    "update openstack_networking_network_v2.tenants_domains_acme_projects_store_network_db",
    "update openstack_networking_network_v2.tenants_domains_acme_projects_store_network_web",
    "update openstack_networking_router_v2.tenants_domains_acme_projects_store_network",
    "update openstack_networking_subnet_v2.tenants_domains_acme_projects_store_network_db_subnet",
    "update openstack_networking_subnet_v2.tenants_domains_acme_projects_store_network_web_subnet",
  ]);
  await zone.apply();
  const after = ((await zone.outputs()) as { tenants_projects: Record<string, string> }).tenants_projects;
  expect(after["acme/store"]).toBe(ids["acme/shop"]);
  day(["      shop:\n", "      shop:\n        was: store\n"]);
  await zone.apply();
  day();
});

test("an apply that fails half-way is continued by the next", async () => {
  day(["      shop-db:", "      mid: { members: [dave] }\n      shop-db:"]);
  await zone.plan();
  const fault = ["fault", "nova", "--status", "500", "--times", "100", "--method", "PUT", "--path", "os-quota-sets"];
  try {
    expect((await repository.sandbox(fault)).status).toBe(0);
    await expect(zone.terraform(["apply", "-auto-approve", "-input=false"])).rejects.toThrow(/quotaset/);
  } finally {
    expect((await repository.sandbox(["fault", "--clear"])).status).toBe(0);
  }
  expect((await zone.plan()).length).toBeLessThan(8); // some of it was made
  await zone.apply();
  day();
  await zone.apply();
});

test("a private external network is there for the project it is shared with, and for no other", async () => {
  const made = await admin.attempt("POST", "network", "/v2.0/networks", {
    network: { name: "landing-zone-mpls", "router:external": true },
  });
  const { id } = (made.body as { network: { id: string } }).network;
  const policies = `/v2.0/rbac-policies?object_id=${id}&target_tenant=*`;
  const { rbac_policies } = (await admin.get("network", policies)) as { rbac_policies: { id: string }[] };
  const subnet = { network_id: id, ip_version: 4, cidr: "198.51.100.0/24", enable_dhcp: false };
  expect((await admin.attempt("POST", "network", "/v2.0/subnets", { subnet })).status).toBe(201);
  // without any policy Neutron would take it for an internal network
  const { tokenProject: target_tenant } = admin;
  const rbac_policy = { object_type: "network", object_id: id, action: "access_as_external", target_tenant };
  expect((await admin.attempt("POST", "network", "/v2.0/rbac-policies", { rbac_policy })).status).toBe(201);
  expect((await admin.attempt("DELETE", "network", `/v2.0/rbac-policies/${rbac_policies[0]!.id}`)).status).toBe(204);
  try {
    const shop: [string, string] = ["{ tiers: [web, db] }", "{ tiers: [web, db], externalNetwork: public }"];
    const research = "research: { quotaClass: testbed, ";
    const shared = `${research}externalNetworks: [landing-zone-mpls], network: , `;
    day(shop, [research, shared]);
    expect(await zone.plan()).toEqual([
      "create openstack_networking_network_v2.tenants_domains_globex_projects_research_network_default",
      "create openstack_networking_rbac_policy_v2.tenants_domains_globex_projects_research_external-network-landing-zone-mpls",
      "create openstack_networking_router_interface_v2.tenants_domains_globex_projects_research_network_default_router-interface",
      "create openstack_networking_router_v2.tenants_domains_globex_projects_research_network",
      "create openstack_networking_subnet_v2.tenants_domains_globex_projects_research_network_default_subnet",
      "update openstack_networking_quota_v2.tenants_domains_globex_projects_research_quota_network",
    ]);
    await zone.apply();
    const external = "networks?router:external=true";
    const [grace, dave] = [await login("globex", "grace", "research"), await login("acme", "dave", "shop")];
    expect(await namesOf(grace, external, "networks")).toEqual(["landing-zone-mpls", "public"]);
    expect(await namesOf(dave, external, "networks")).toEqual(["public"]);
    day(shop);
    await zone.apply(); // router and policy go in this order, or Neutron refuses
  } finally {
    day();
    expect((await admin.attempt("DELETE", "network", `/v2.0/networks/${id}`)).status).toBe(204);
  }
});

test("an old Keystone without manager, and a password that is missing, are told before anything is made", async () => {
  const { roles } = (await admin.get("identity", "/roles")) as { roles: { id: string; name: string }[] };
  const idOf = (name: string) => roles.find((one) => one.name === name)!.id;
  const implication = `/roles/${idOf("admin")}/implies/${idOf("manager")}`;
  expect((await admin.attempt("DELETE", "identity", implication)).status).toBe(204);
  try {
    await expect(zone.plan()).rejects.toThrow(/SCSBP-6311: the login has no role manager/);
  } finally {
    expect((await admin.attempt("PUT", "identity", implication)).status).toBe(201);
  }
  const { "acme/frank": _frank, ...others } = PASSWORDS;
  givePasswords(zone, { user_passwords: others });
  await expect(zone.plan()).rejects.toThrow(/SCSBP-6314: a password is missing.*acme\/frank/s);
  givePasswords(zone, { user_passwords: PASSWORDS });
});

describe("a domain manager", () => {
  let team: Program;

  beforeAll(() => {
    const file = cloudsYamlOf("carol", "acme", PASSWORDS["acme/carol"]!);
    team = new Program("team", MANAGER, { OS_CLIENT_CONFIG_FILE: file });
    givePasswords(team, { zoe: "first-zoe" });
  });

  test("makes projects, users and groups in its domain, with Keystone's own policies", async () => {
    await team.apply();
    const zoe = await login("acme", "zoe", "prototype", "first-zoe");
    expect(await namesOf(zoe, "routers", "routers")).toEqual([]);
    expect(await namesOf(await login("acme", "zoe", "shop", "first-zoe"), "routers", "routers")).toEqual(["shop"]);
    expect(await zone.plan()).toEqual([]); // the operator's landing zone does not mind
  });

  test("does not get at another domain", async () => {
    await expect(team.plan({ domain: "globex" })).rejects.toThrow(
      /SCSBP-6317: the login is not scoped to the domain globex/,
    );
  });

  test("destroys what it made", async () => {
    const destroyed = await team.destroy();
    expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
      status: 0,
      output: "",
    });
  });
});

test("destroy leaves nothing", async () => {
  const destroyed = await zone.destroy();
  expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(await everything()).toEqual(before);
  await removeDefaultSecurityGroups();
});

test("a plan asks the same few things of each project, however many there are", async () => {
  const program = new Program("count", COUNT);
  givePasswords(program, { user_passwords: PASSWORDS });
  const requestsOfAPlan = async () => {
    const planned = () => run("terraform", ["plan", "-input=false"], { cwd: program.stackDir, env });
    const requests = await requestsDuring(async () => expect((await planned()).status).toBe(0));
    return Object.values(requests).reduce((sum, count) => sum + count, 0);
  };
  const env = await repository.sandboxEnv();
  await program.apply({ projects: 5 });
  const five = await requestsOfAPlan();
  await program.apply({ projects: 20 });
  const twenty = await requestsOfAPlan();
  // project, group, two assignments, membership, quotas of Nova, Cinder and Neutron
  expect(twenty - five).toBe(15 * 8);
  expect((await program.destroy({ projects: 20 })).status).toBe(0);
  expect(await everything()).toEqual(before);
  await removeDefaultSecurityGroups();
});

/** Neutron makes a group `default` in each project that has anything, and nobody takes it away with the project. */
async function removeDefaultSecurityGroups(): Promise<void> {
  type Groups = { security_groups: { id: string; project_id: string }[] };
  const { projects } = (await admin.get("identity", "/projects")) as { projects: { id: string }[] };
  const { security_groups } = (await admin.get("network", "/v2.0/security-groups")) as Groups;
  for (const group of security_groups.filter((one) => !projects.some((project) => project.id === one.project_id))) {
    await admin.attempt("DELETE", "network", `/v2.0/security-groups/${group.id}`);
  }
}
