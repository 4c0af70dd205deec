import { parse } from "yaml";
import { CloudApi } from "./support/cloud";
import { Guest } from "./support/guest";
import { Program } from "./support/program";
import { repository } from "./support/repository";

interface ServerView {
  readonly name: string;
  readonly "OS-EXT-SRV-ATTR:user_data": string;
}

/** KaaS v1's management host on the sandbox; nothing boots there, so none of KaaS v1's scripts ran. */
const program = new Program(
  "kaas-v1",
  `
import { App, ApplicationCredential, Cloud, Image, Peer, ScsStack } from "scs-blueprints";
import { RemovalPolicy } from "scs-blueprints/core";
import { KaasV1ManagementHost } from "scs-blueprints/kaas";

const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "kaas-v1", { cloud: Cloud.fromEnvironment() });
const login = new ApplicationCredential(stack, "login", {
  roles: ["member", "load-balancer_member"],
  unrestricted: true,
  slotA: { revision: day.revision ?? "1" },
});
const host = new KaasV1ManagementHost(stack, "management", {
  prefix: "kaas-v1",
  image: Image.ubuntu("24.04"),
  allowedSources: [Peer.cidr("192.0.2.0/24")],
  login,
  ...(day.keep === true ? {} : { removalPolicy: RemovalPolicy.DESTROY }),
});
host.addOutputs("management");
app.synth();
`,
);

beforeAll(() => repository.sandbox(["up"]));

test("it is made, and the second plan is empty", async () => {
  await program.apply();
});

test("cloud-init takes what the host gets: a clouds.yaml whose login may make others", async () => {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  // Nova shows user data from 2.3 on, to administrators.
  const path = "/servers/detail?all_tenants=1&name=kaas-v1-mgmtcluster";
  const answer = await admin.send("GET", "compute", path, undefined, { "openstack-api-version": "compute 2.3" });
  const [server] = (answer as { servers: ServerView[] }).servers;
  const guest = new Guest("kaas-v1", Buffer.from(server!["OS-EXT-SRV-ATTR:user_data"], "base64").toString());
  await guest.expectValidCloudConfig();
  const text = Buffer.from(guest.file("/etc/openstack/clouds.yaml"), "base64").toString();
  const { management_clouds_yaml: output } = await program.outputs();
  expect(text).toBe(output);
  const { auth } = (parse(text) as { clouds: { openstack: { auth: Record<string, string> } } }).clouds.openstack;
  const credential = (secret: string) => ({
    auth: {
      identity: {
        methods: ["application_credential"],
        application_credential: { id: auth["application_credential_id"], secret },
      },
    },
  });
  const login = async (secret: string) => {
    const body = JSON.stringify(credential(secret));
    const headers = { "content-type": "application/json" };
    return (await fetch(`${auth["auth_url"]!}/auth/tokens`, { method: "POST", headers, body })).status;
  };
  expect(await login(auth["application_credential_secret"]!)).toBe(201);
  expect(await login("another")).toBe(401);
});

test("another login leaves the host, and with it the management cluster", async () => {
  expect(await program.plan({ revision: "2" })).toEqual([
    "create,delete openstack_identity_application_credential_v3.login_slot-a",
  ]);
});

test("what would destroy the host is refused, until the program says otherwise", async () => {
  const { status, output } = await program.destroy({ keep: true });
  expect(status).toBe(1);
  expect(output).toContain("prevent_destroy");
  expect((await program.destroy()).status).toBe(0);
  expect(await program.left()).toEqual([]);
});
