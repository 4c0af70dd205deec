import {
  LandingZoneActor,
  ManagerRole,
  QuotaClass,
  RoleSource,
  ScsTenantLandingZone,
  type ScsTenantLandingZoneProps,
  type TenantDomainOptions,
  UserPasswords,
} from "../../../../../lib/blueprints/operator/index";
import { RemovalPolicy, Secret } from "../../../../../lib/index";
import { errorOf } from "../../../../support/errors";
import { type SynthesizedStack, synth } from "../../../../support/synth";

const acme = (options: Partial<TenantDomainOptions> = {}): TenantDomainOptions => ({ name: "acme", ...options });

function zoneOf(
  domain: Partial<TenantDomainOptions>,
  props: Partial<ScsTenantLandingZoneProps> = {},
): SynthesizedStack {
  return synth((stack) => new ScsTenantLandingZone(stack, "zone", { domains: [acme(domain)], ...props }));
}

function refusal(domain: Partial<TenantDomainOptions>, props: Partial<ScsTenantLandingZoneProps> = {}) {
  let error: ReturnType<typeof errorOf> | undefined;
  synth((stack) => {
    error = errorOf(() => new ScsTenantLandingZone(stack, "zone", { domains: [acme(domain)], ...props }));
  });
  return error!;
}

/** Who has which role where, by name. */
function assignments(stack: SynthesizedStack): string[] {
  return stack
    .all("openstack_identity_role_assignment_v3")
    .map(({ path, config }) => `${path.replace("test/zone/domains/acme/", "")} ${String(config["role_id"])}`)
    .map((text) => text.replace(/\$\{(?:data\.)?openstack_identity_role_v3\.([\w-]+)\.id\}/, "$1"))
    .sort();
}

const SHOP = { name: "shop" };

test("a domain with a project in it", () => {
  const stack = zoneOf({
    description: "Acme Ltd",
    projects: [{ name: "shop", description: "web shop", enabled: false, tags: ["prod"] }],
  });
  const domain = stack.one("openstack_identity_project_v3", "domains/acme/Resource");
  expect(domain.config).toMatchObject({ name: "acme", is_domain: true, description: "Acme Ltd" });
  expect(stack.one("openstack_identity_project_v3", "shop/Resource").config).toMatchObject({
    ...{ name: "shop", domain_id: `\${${domain.address}.id}`, description: "web shop", enabled: false, tags: ["prod"] },
  });
  expect(stack.resources).toHaveLength(2);
});

test("projects and domains are retained unless said otherwise", () => {
  const destroy = { removalPolicy: RemovalPolicy.DESTROY };
  const kept = (stack: SynthesizedStack) =>
    stack.all("openstack_identity_project_v3").map((one) => one.config["lifecycle"]);
  expect(kept(zoneOf({ projects: [SHOP] }))).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }]);
  expect(kept(zoneOf({ ...destroy, projects: [{ ...SHOP, ...destroy }] }))).toEqual([undefined, undefined]);
});

test("quotas: the class, multiplied, then what is the project's own; a resource for each service with limits", () => {
  const stack = zoneOf(
    { projects: [{ ...SHOP, multipliers: { all: 4 }, quota: { cores: 5, loadBalancers: 0 } }, { name: "lab" }] },
    { defaultQuotaClass: QuotaClass.OSISM_BASIC },
  );
  expect(stack.one("openstack_compute_quotaset_v2", "shop/quota/compute").config).toMatchObject({
    cores: 5,
    ram: 32768,
  });
  expect(stack.one("openstack_lb_quota_v2").config).toMatchObject({ loadbalancer: 0 });
  expect(stack.one("openstack_compute_quotaset_v2", "lab/quota/compute").config).toMatchObject({ cores: 4 });
  expect(stack.one("openstack_networking_quota_v2", "lab/quota/network").config).toMatchObject({ router: 0 });
});

test("the cloud's default quotas where nothing is said", () => {
  expect(zoneOf({ projects: [SHOP] }).resources.filter((one) => /quota/.test(one.type))).toEqual([]);
});

test("members are a group of the project's name, with the usual roles", () => {
  const stack = zoneOf({
    users: [{ name: "dave" }],
    projects: [
      { ...SHOP, members: ["dave"] },
      { name: "lab", members: ["dave"], memberRoles: ["reader"] },
    ],
  });
  expect(stack.all("openstack_identity_group_v3").map((one) => one.config["name"])).toEqual(["lab", "shop"]);
  expect(assignments(stack)).toEqual([
    "groups/lab/projects/lab/reader lookup-role-reader",
    "groups/shop/projects/shop/load-balancer_member lookup-role-load-balancer_member",
    "groups/shop/projects/shop/member lookup-role-member",
  ]);
  const membership = stack.one("openstack_identity_user_membership_v3", "groups/shop/users/dave").config;
  expect(membership["user_id"]).toBe(`\${${stack.one("openstack_identity_user_v3").address}.id}`);
});

test("managers have the role manager on the domain, which the login has to show (scs-0302)", () => {
  const stack = zoneOf({ users: [{ name: "carol" }], managers: ["carol"] });
  expect(assignments(stack)).toEqual(["groups/acme-managers/domain/manager lookup-role-manager"]);
  expect(stack.one("openstack_identity_role_assignment_v3").config).toHaveProperty("domain_id");
  const role = stack.dataSources.find((one) => one.address.endsWith("lookup-role-manager"))!;
  const [condition] = (role.config["lifecycle"] as { precondition: { condition: string; error_message: string }[] })
    .precondition;
  expect(condition!.condition).toBe(
    '${contains(data.openstack_identity_auth_scope_v3.lookup-auth-scope.roles[*].role_name, "manager")}',
  );
  expect(condition!.error_message).toMatch(/^SCSBP-6311: .*2024\.2 \(scs-0302\)/);
});

test("an older Keystone: the role is looked up as it is, or made", () => {
  const domain = { users: [{ name: "carol" }], managers: ["carol"] };
  const byHand = zoneOf(domain, { managerRole: ManagerRole.POLICY_TEMPLATE });
  expect(byHand.dataSources.map((one) => [one.address, one.config["lifecycle"]])).toEqual([
    ["data.openstack_identity_role_v3.lookup-role-manager", undefined],
  ]);
  const made = zoneOf(domain, { managerRole: ManagerRole.CREATE });
  expect(made.one("openstack_identity_role_v3").config).toMatchObject({ name: "manager" });
  expect(made.dataSources).toEqual([]);
});

test("groups with roles on the domain and on projects; a user's own roles where asked for", () => {
  const stack = zoneOf({
    projects: [SHOP, { name: "lab" }],
    users: [
      {
        name: "erin",
        directDomainRoles: ["reader"],
        directProjectRoles: [{ project: "lab", roles: ["member"] }],
      },
    ],
    groups: [
      {
        name: "auditors",
        domainRoles: ["reader"],
        projectRoles: [
          { project: "shop", roles: ["reader"] },
          { project: "shop", roles: ["creator", "reader"] },
        ],
      },
    ],
  });
  expect(assignments(stack)).toEqual([
    "groups/auditors/domain/reader lookup-role-reader",
    "groups/auditors/projects/shop/creator lookup-role-creator",
    "groups/auditors/projects/shop/reader lookup-role-reader",
    "users/erin/domain/reader lookup-role-reader",
    "users/erin/projects/lab/member lookup-role-member",
  ]);
  expect(stack.dataSources).toHaveLength(3);
});

test("implied roles are assigned too, bundles are names only, own roles are made", () => {
  const stack = zoneOf(
    { projects: [SHOP], groups: [{ name: "team", projectRoles: [{ project: "shop", roles: ["team"] }] }] },
    {
      roles: [
        { name: "team", source: RoleSource.BUNDLE, implies: ["operator", "member"] },
        { name: "operator", source: RoleSource.CREATE, implies: ["load-balancer_member", "member"] },
      ],
    },
  );
  expect(assignments(stack).map((one) => one.replace(/.*\/shop\//, ""))).toEqual([
    "load-balancer_member lookup-role-load-balancer_member",
    "member lookup-role-member",
    expect.stringMatching(/^operator zone_roles_operator/),
  ]);
});

test.each([
  [[{ name: "a", implies: ["a"] }], "a → a"],
  [
    [
      { name: "a", implies: ["b"] },
      { name: "b", implies: ["c"] },
      { name: "c", implies: ["b"] },
    ],
    "b → c → b",
  ],
  [[{ name: "reader", implies: ["manager"] }], "reader → manager → member → reader"],
])("roles in a circle are refused: %j", (roles, got) => {
  expect(refusal({}, { roles })).toMatchObject({ code: "SCSBP-6307", got });
});

test("admin is refused, also by the back door", () => {
  const groups = (role: string) => [{ name: "team", projectRoles: [{ project: "shop", roles: [role] }] }];
  expect(refusal({ projects: [SHOP], groups: groups("admin") }).code).toBe("SCSBP-6308");
  const roles = [{ name: "boss", source: RoleSource.CREATE, implies: ["admin"] }];
  expect(refusal({ projects: [SHOP], groups: groups("boss") }, { roles }).code).toBe("SCSBP-6308");
});

test("a network in the project: the project's, after its quotas, through the shared external network", () => {
  const stack = zoneOf(
    { projects: [{ ...SHOP, externalNetworks: ["ext01"], network: { cidr: "10.9.0.0/20", tiers: ["web"] } }] },
    { defaultQuotaClass: QuotaClass.OSISM_BASIC },
  );
  const quota = stack.one("openstack_networking_quota_v2");
  const policy = stack.one("openstack_networking_rbac_policy_v2");
  expect(quota.config).toMatchObject({ router: 1, network: 1 });
  expect(policy.config).toMatchObject({ action: "access_as_external", object_type: "network" });
  const owner = { tenant_id: `\${${quota.address}.project_id}` };
  expect(stack.one("openstack_networking_router_v2").config).toMatchObject({
    ...{ name: "shop", external_network_id: `\${${policy.address}.object_id}`, ...owner },
  });
  expect(stack.one("openstack_networking_network_v2").config).toMatchObject({ name: "shop-web", ...owner });
  expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({ name: "shop-web", ...owner });
});

test("the router's gateway is on the network that is named, shared or not", () => {
  const gateway = (externalNetworks: string[], externalNetwork?: string) => {
    const network = externalNetwork === undefined ? {} : { externalNetwork };
    const stack = zoneOf({ projects: [{ ...SHOP, externalNetworks, network }] });
    const id = String(stack.one("openstack_networking_router_v2").config["external_network_id"]);
    return id.replace(/.*\.(?=[^.]+\.[^.]+$)/, "").replace(/_[0-9A-F]{8}/, "");
  };
  expect(gateway([])).toBe("lookup-external-network.id}");
  expect(gateway([], "b")).toBe("lookup-external-network-b.id}");
  expect(gateway(["a", "b"])).toBe("zone_domains_acme_projects_shop_external-network-a.object_id}");
  expect(gateway(["a", "b"], "b")).toBe("zone_domains_acme_projects_shop_external-network-b.object_id}");
  expect(gateway(["a"], "b")).toBe("lookup-external-network-b.id}");
});

test("a network that the quotas leave no room for is refused", () => {
  const props = { defaultQuotaClass: QuotaClass.OSISM_BASIC };
  const two = { ...SHOP, network: { tiers: ["web", "db"] } };
  expect(refusal({ projects: [two] }, props)).toMatchObject({
    ...{ code: "SCSBP-6306", got: "networks 1", allowed: "networks 2 or more" },
  });
  expect(refusal({ projects: [{ ...SHOP, network: {}, quota: { routers: 0 } }] }, props).got).toBe("routers 0");
  expect(() => zoneOf({ projects: [{ ...two, quota: { networks: -1 } }] }, props)).not.toThrow();
});

test("passwords come from one sensitive map, and the plan names what is missing", () => {
  const stack = zoneOf(
    {
      users: [
        { name: "carol", email: "carol@acme.example" },
        { name: 'd"ave' },
        { name: "sso", passwordless: true },
        { name: "own", password: Secret.fromVariable("own_password") },
        { name: "there", existing: true },
      ],
    },
    { passwords: UserPasswords.fromVariable("user_passwords") },
  );
  const users = Object.fromEntries(
    stack.all("openstack_identity_user_v3").map((one) => [one.config["name"], one.config["password"]]),
  );
  expect(users).toEqual({
    carol: '${var.user_passwords["acme/carol"]}',
    'd"ave': '${var.user_passwords["acme/d\\"ave"]}',
    sso: undefined,
    own: "${var.own_password}",
  });
  const { user_passwords } = stack.json["variable"] as Record<string, Record<string, unknown>>;
  expect(user_passwords).toMatchObject({ type: "map(string)", sensitive: true, nullable: false });
  expect(user_passwords!["validation"]).toEqual([
    {
      condition: '${length(setsubtract(["acme/carol","acme/d\\"ave"], keys(var.user_passwords))) == 0}',
      error_message:
        'SCSBP-6314: a password is missing; user_passwords needs an entry for each of acme/carol, acme/d"ave.',
    },
  ]);
});

test("what exists is looked up, and only what is new is made", () => {
  const stack = zoneOf({
    existing: true,
    projects: [{ ...SHOP, existing: true, quota: { cores: 1 } }],
    users: [{ name: "carol", existing: true }],
    groups: [{ name: "staff", existing: true, users: ["carol"], domainRoles: ["reader"] }],
  });
  expect(stack.resources.map((one) => one.type)).toEqual([
    "openstack_compute_quotaset_v2",
    "openstack_identity_role_assignment_v3",
    "openstack_identity_user_membership_v3",
  ]);
  const [domain] = stack.dataSources.filter((one) => one.path.endsWith("domains/acme/Resource"));
  expect(domain!.config).toMatchObject({ name: "acme", is_domain: true });
});

test.each<[string, Partial<TenantDomainOptions>]>([
  ["a domain", { existing: true, description: "x" }],
  ["a project", { projects: [{ ...SHOP, existing: true, tags: [] }] }],
  ["a user", { users: [{ name: "u", existing: true, email: "u@x.example" }] }],
  ["a group", { groups: [{ name: "g", existing: true, description: "x" }] }],
  [
    "a password of a user without one",
    { users: [{ name: "u", passwordless: true, password: Secret.fromVariable("p") }] },
  ],
])("options that exclude each other are refused: %s", (_, domain) => {
  expect(refusal(domain).code).toBe("SCSBP-6315");
});

test.each<[string, Partial<TenantDomainOptions>, string]>([
  ["SCSBP-6300", { name: "" }, '""'],
  ["SCSBP-6300", { name: " acme" }, '" acme"'],
  ["SCSBP-6300", { name: "a".repeat(65) }, JSON.stringify("a".repeat(65))],
  ["SCSBP-6300", { projects: [{ name: "a\nb" }] }, '"a\\nb"'],
  ["SCSBP-6300", { projects: [{ name: "${path.cwd}" }] }, '"${path.cwd}"'],
  ["SCSBP-6300", { users: [{ name: 7 as unknown as string }] }, "7"],
  ["SCSBP-6301", { projects: [SHOP, SHOP] }, "shop"],
  ["SCSBP-6301", { projects: [SHOP, { name: "Shop" }] }, "shop and Shop, which Keystone takes for the same"],
  ["SCSBP-6301", { projects: [{ ...SHOP, members: [] }], groups: [{ name: "shop" }] }, "shop"],
  ["SCSBP-6302", { projects: [{ ...SHOP, members: ["dvae"] }], users: [{ name: "dave" }] }, '"dvae"'],
  ["SCSBP-6302", { managers: ["carol"] }, '"carol"'],
  ["SCSBP-6302", { groups: [{ name: "g", projectRoles: [{ project: "shop", roles: [] }] }] }, '"shop"'],
  ["SCSBP-6302", { users: [{ name: "u", defaultProject: "shop" }] }, '"shop"'],
  ["SCSBP-6303", { projects: [{ ...SHOP, quota: { core: 1 } as object }] }, '"core"'],
  ["SCSBP-6304", { projects: [{ ...SHOP, quota: { cores: -5 } }] }, "cores: -5"],
  ["SCSBP-6305", { projects: [{ ...SHOP, multipliers: { all: 2 } }] }, '{"all":2}'],
  ["SCSBP-6312", { projects: [{ ...SHOP, was: "lab" }, { name: "lab" }] }, "shop was lab; there is a project lab now"],
  [
    "SCSBP-6312",
    {
      projects: [
        { ...SHOP, was: "x" },
        { name: "lab", was: "x" },
      ],
    },
    "shop was x; lab was x too",
  ],
  ["SCSBP-6312", { existing: true, was: "x" }, "acme was x, and is only looked up"],
  ["SCSBP-6316", { projects: [{ ...SHOP, tags: ["a,b"] }] }, "a,b"],
  ["SCSBP-6316", { projects: [{ ...SHOP, tags: ["a", "a"] }] }, "a"],
])("%s for %j", (code, domain, got) => {
  expect(refusal(domain)).toMatchObject({ code, got });
});

test("two domains of one name, an unknown one, a bundle of nothing", () => {
  synth((stack) => {
    const twice = () => new ScsTenantLandingZone(stack, "zone", { domains: [acme(), acme()] });
    expect(errorOf(twice).code).toBe("SCSBP-6301");
  });
  synth((stack) => {
    const zone = new ScsTenantLandingZone(stack, "zone", { domains: [acme({ projects: [SHOP] })] });
    expect(errorOf(() => zone.domain("acmee"))).toMatchObject({ code: "SCSBP-6302", allowed: "acme" });
    expect(errorOf(() => zone.domain("acme").project("shopp")).allowed).toBe("shop");
    expect(errorOf(() => zone.domain("acme").user("carol")).allowed).toBe("there are no users");
    expect(errorOf(() => zone.domain("acme").group("carol")).allowed).toBe("there are no groups");
  });
  expect(refusal({}, { roles: [{ name: "team", source: RoleSource.BUNDLE }] }).code).toBe("SCSBP-6313");
});

describe("as domain manager", () => {
  const props = { actor: LandingZoneActor.DOMAIN_MANAGER };

  test("the domain is the login's, which has to be scoped to it", () => {
    const stack = zoneOf({ existing: true, projects: [SHOP], users: [{ name: "dave" }] }, props);
    const login = stack.dataSources.find((one) => one.path.endsWith("domains/acme/Resource"))!;
    const [check] = (login.config["lifecycle"] as { postcondition: { condition: string; error_message: string }[] })
      .postcondition;
    expect(check!.condition).toBe('${self.domain_name == "acme"}');
    expect(check!.error_message).toMatch(/^SCSBP-6317: /);
    expect(stack.one("openstack_identity_project_v3").config["domain_id"]).toBe(`\${${login.address}.domain_id}`);
  });

  test("members are members only, unless the operator allows more", () => {
    const domain = { existing: true, projects: [{ ...SHOP, members: [] }] };
    expect(assignments(zoneOf(domain, props)).map((one) => one.split(" ")[1])).toEqual(["lookup-role-member"]);
    const more = { ...props, memberRoles: ["member", "load-balancer_member"] };
    expect(refusal(domain, more)).toMatchObject({ code: "SCSBP-6310", got: "load-balancer_member" });
    const managedRoles = ["member", "load-balancer_member"];
    expect(assignments(zoneOf(domain, { ...more, managedRoles }))).toHaveLength(2);
  });

  test.each<[string, Partial<TenantDomainOptions>, Partial<ScsTenantLandingZoneProps>]>([
    ["making the domain acme", {}, {}],
    ["setting quotas", { existing: true, projects: [{ ...SHOP, quota: { cores: 1 } }] }, {}],
    ["setting quotas", { existing: true, projects: [SHOP] }, { defaultQuotaClass: QuotaClass.OSISM_BASIC }],
    ["making a network in a project", { existing: true, projects: [{ ...SHOP, network: {} }] }, {}],
    ["sharing the external network ext", { existing: true, projects: [{ ...SHOP, externalNetworks: ["ext"] }] }, {}],
    ["making the role x", { existing: true }, { roles: [{ name: "x", source: RoleSource.CREATE }] }],
    ["making the role manager", { existing: true, managers: [] }, { managerRole: ManagerRole.CREATE }],
  ])("refused: %s", (got, domain, more) => {
    expect(refusal(domain, { ...props, ...more })).toMatchObject({ code: "SCSBP-6309", got });
  });
});

describe("names are keys", () => {
  const addresses = (projects: string[]) =>
    zoneOf(
      {
        users: [{ name: "dave" }],
        projects: projects.map((name) => ({ name, members: ["dave"], network: {}, externalNetworks: ["ext"] })),
      },
      { defaultQuotaClass: QuotaClass.OSISM_BASIC },
    ).resources.map((one) => one.address);

  test("order does not matter, one more or less touches only its own", () => {
    const three = addresses(["a", "b", "c"]);
    expect(addresses(["c", "a", "b"])).toEqual(three);
    const two = addresses(["a", "c"]);
    expect(three).toEqual(expect.arrayContaining(two));
    const gone = three.filter((address) => !two.includes(address));
    expect(gone.length).toBeGreaterThan(10);
    expect(gone.every((address) => /_(projects|groups)_b_/.test(address))).toBe(true);
  });

  test("names that look alike in an address stay apart", () => {
    const names = ["a.b", "a b", "a-b", "a/b", "Default", "Resource", "größe", "__proto__", "constructor"];
    const stack = zoneOf({ projects: names.map((name) => ({ name })) });
    const made = stack.all("openstack_identity_project_v3").map((one) => one.config["name"]);
    expect(made.sort()).toEqual([...names, "acme"].sort());
  });

  test("a new name moves all that belongs to it", () => {
    const domain = (shop: object, dave: object, name: object): TenantDomainOptions[] => [
      {
        ...acme({ managers: ["dave"], ...name }),
        users: [{ name: "dave", ...dave }],
        projects: [{ ...SHOP, members: ["dave"], network: {}, externalNetworks: ["ext"], ...shop }],
        groups: [{ name: "ops", projectRoles: [{ project: (shop as typeof SHOP).name ?? "shop", roles: ["reader"] }] }],
      },
    ];
    const made = (domains: TenantDomainOptions[]) =>
      synth((stack) => new ScsTenantLandingZone(stack, "zone", { domains, defaultQuotaClass: QuotaClass.OSISM_BASIC }));
    const before = made(domain({}, {}, {})).resources.map((one) => one.address);
    const after = made([
      {
        name: "acme-ltd",
        was: "acme",
        managers: ["david"],
        users: [{ name: "david", was: "dave" }],
        projects: [{ name: "store", was: "shop", members: ["david"], network: {}, externalNetworks: ["ext"] }],
        groups: [{ name: "operators", was: "ops", projectRoles: [{ project: "store", roles: ["reader"] }] }],
      },
    ]);
    const moved = after.json["moved"] as { from: string; to: string }[];
    expect(moved.map((one) => one.from).sort()).toEqual([...before].sort());
    expect(moved.map((one) => one.to).sort()).toEqual(after.resources.map((one) => one.address).sort());
    expect(moved.every(({ from, to }) => from !== to && from.split(".")[0] === to.split(".")[0])).toBe(true);
    expect(made(domain({}, {}, {})).json).not.toHaveProperty("moved");
  });
});

test("outputs: ids by name", () => {
  const stack = synth((scope) => {
    new ScsTenantLandingZone(scope, "zone", { domains: [acme({ projects: [SHOP] })] }).addOutputs("tenants");
  });
  const output = stack.json["output"] as Record<string, { value: Record<string, string> }>;
  expect(Object.keys(output["tenants_projects"]!.value)).toEqual(["acme/shop"]);
  expect(Object.keys(output["tenants_domains"]!.value)).toEqual(["acme"]);
});
