import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  Checker,
  HttpCloudSession,
  LiveEvidence,
  OpenStackFacts,
  Outcome,
  Profile,
  Verdict,
  type CloudFacts,
} from "../../packages/checker/src/index";
import { OpenStackClient } from "../../packages/checker/src/evidence/openstack-client";
import { OpenStackProbes } from "../../packages/checker/src/evidence/openstack-probes";
import { Scope } from "../../packages/standards/src/index";
import { FakeCloud } from "./support/fake-cloud";
import { DATE } from "./support/rule-examples";

const SERVICES = {
  compute: "http://nova/v2.1",
  image: "http://glance",
  network: "http://neutron/v2.0/",
  "block-storage": "http://cinder/v3/p1",
  "key-manager": "http://barbican",
  "object-store": "http://swift/v1/AUTH_p1",
};

const flavor = {
  id: "f1",
  name: "SCS-1V-4",
  vcpus: 1,
  ram: 4096,
  disk: 0,
  extra_specs: { "scs:cpu-type": "shared-core" },
};

function cloud(): FakeCloud {
  return new FakeCloud(SERVICES)
    .json("GET http://nova/v2.1/flavors/detail", { flavors: [flavor] })
    .json("GET http://glance/v2/images", {
      images: [
        {
          id: "i1",
          name: "Ubuntu 24.04",
          status: "active",
          visibility: "public",
          os_hidden: false,
          min_disk: 8,
          min_ram: 512,
          size: 123,
          created_at: "2026-11-01T00:00:00Z",
          os_hash_algo: "sha512",
          os_distro: "ubuntu",
          stores: "file",
          locations: [],
          owner_specified: null,
        },
        { name: "queued", status: "queued" },
      ],
    })
    .json("GET http://cinder/v3/p1/types", {
      volume_types: [
        { name: "luks", description: "[scs:encrypted]" },
        { name: "x", description: null },
      ],
    })
    .json("GET http://neutron/v2.0/default-security-group-rules", {
      default_security_group_rules: [
        {
          direction: "egress",
          ethertype: "IPv4",
          remote_ip_prefix: null,
          used_in_default_sg: true,
          used_in_non_default_sg: true,
        },
      ],
    })
    .json("GET http://barbican/v1/secrets", { secrets: [], total: 0 })
    .json("GET http://nova/v2.1/os-availability-zone", {
      availabilityZoneInfo: [{ zoneName: "internal" }, { zoneName: "az2" }, { zoneName: "az1" }],
    })
    .json("GET http://cinder/v3/p1/os-availability-zone", { availabilityZoneInfo: [{ zoneName: "nova" }] })
    .on("GET http://swift/", () => ({ status: 403, body: "<Error><Code>InvalidAccessKeyId</Code></Error>" }));
}

test("collects what the rules look at, reading only", async () => {
  const session = cloud();
  const facts = await OpenStackFacts.collect(session);
  expect(facts).toEqual<CloudFacts>({
    cloud: "fake",
    roles: ["member", "reader"],
    flavors: [{ name: "SCS-1V-4", vcpus: 1, ramMiB: 4096, diskGB: 0, extraSpecs: { "scs:cpu-type": "shared-core" } }],
    images: [
      {
        name: "Ubuntu 24.04",
        properties: { os_distro: "ubuntu" },
        visibility: "public",
        hidden: false,
        minDiskGiB: 8,
        minRamMiB: 512,
        sizeBytes: 123,
        createdAt: "2026-11-01T00:00:00Z",
        hashAlgo: "sha512",
      },
    ],
    volumeTypes: [
      { name: "luks", description: "[scs:encrypted]" },
      { name: "x", description: "" },
    ],
    defaultSecurityRules: [
      {
        direction: "egress",
        ethertype: "IPv4",
        remoteGroupId: undefined,
        remoteIpPrefix: undefined,
        remoteAddressGroupId: undefined,
        protocol: undefined,
        usedInDefaultGroup: true,
        usedInOtherGroups: true,
      },
    ],
    serviceTypes: Object.keys(SERVICES).sort(),
    secretsListable: true,
    objectStoreSpeaksS3: true,
    computeZones: ["az1", "az2"],
    storageZones: ["nova"],
    unread: [],
  });
  expect(session.requests.filter((each) => !each.startsWith("GET "))).toEqual([]);
});

test("goes through all pages, also behind a proxy that hides the inner address", async () => {
  const session = cloud()
    .on("GET http://glance/v2/images", (_, url) =>
      url.searchParams.has("marker")
        ? { json: { images: [{ name: "b", status: "active" }] } }
        : { json: { images: [{ name: "a", status: "active" }], next: "/v2/images?marker=a" } },
    )
    .on("GET http://nova/v2.1/flavors/detail", (_, url) =>
      url.searchParams.has("marker")
        ? { json: { flavors: [{ ...flavor, name: "b" }] } }
        : {
            json: {
              flavors: [flavor],
              flavors_links: [{ rel: "next", href: "http://10.0.0.1:8774/v2.1/flavors/detail?marker=f1" }],
            },
          },
    );
  const facts = await OpenStackFacts.collect(session);
  expect(facts.images?.map((each) => each.name)).toEqual(["a", "b"]);
  expect(facts.flavors?.map((each) => each.name)).toEqual(["SCS-1V-4", "b"]);
  expect(session.requests.some((each) => each.includes("10.0.0.1"))).toBe(false);
});

test("a service that repeats its pages does not hang the check", async () => {
  const session = cloud().json("GET http://glance/v2/images", { images: [], next: "/v2/images?marker=a" });
  const facts = await OpenStackFacts.collect(session);
  expect(facts.unread).toEqual([{ fact: "images", reason: "the pages of http://glance/v2/images never end" }]);
});

test("an old Nova: extra specs are read one by one", async () => {
  const { extra_specs: _, ...old } = flavor;
  const session = cloud()
    .on("GET http://nova/v2.1/flavors/detail", ({ headers }) =>
      headers?.["x-openstack-nova-api-version"] === undefined ? { json: { flavors: [old] } } : { status: 406 },
    )
    .json("GET http://nova/v2.1/flavors/f1/os-extra_specs", { extra_specs: { a: "b" } });
  expect((await OpenStackFacts.collect(session)).flavors?.[0]?.extraSpecs).toEqual({ a: "b" });
});

test("a service that breaks half-way: its part is unread with the reason, the rest is there, and nothing is green", async () => {
  const session = cloud()
    .on("GET http://glance/v2/images", (_, url) =>
      url.searchParams.has("marker")
        ? { status: 503 }
        : { json: { images: [{ name: "a", status: "active" }], next: "/v2/images?marker=a" } },
    )
    .on("GET http://cinder/v3/p1/types", () => {
      throw Object.assign(new Error("x"), { code: "ECONNREFUSED" });
    })
    .on("GET http://neutron/v2.0/default-security-group-rules", () => ({ status: 200, body: "<html>" }));
  const facts = await OpenStackFacts.collect(session);
  expect(facts.unread).toEqual([
    { fact: "images", reason: "503 (the service is not available) from http://glance/v2/images" },
    { fact: "volumeTypes", reason: "connection refused at http://cinder/v3/p1/types" },
    { fact: "defaultSecurityRules", reason: expect.stringMatching(/not JSON/) },
  ]);
  expect(facts.images).toBeUndefined();
  expect(facts.flavors).toHaveLength(1);
  const report = Checker.check([Profile.scope(Scope.IAAS_V5_1)], { date: DATE, live: LiveEvidence.fromFacts(facts) });
  const outcome = (id: string) => report.results.find((each) => each.rule.id === id)?.outcome;
  expect(outcome("scs-0102-prop-os_distro")).toBe(Outcome.NOT_LOOKED_AT);
  expect(outcome("scs-0104-image-ubuntu-2404")).toBe(Outcome.NOT_LOOKED_AT);
  expect(outcome("scs-0114-syntax-check")).toBe(Outcome.NOT_LOOKED_AT);
  expect(outcome("scs-0115-default-rules")).toBe(Outcome.NOT_LOOKED_AT);
  expect(outcome("scs-0123-service-compute")).toBe(Outcome.PASS);
  expect(report.verdict).not.toBe(Verdict.PASSED);
});

test("a member who may not list secrets, an old Neutron, a Swift without S3, a service without endpoint", async () => {
  const session = cloud()
    .json("GET http://barbican/v1/secrets", {}, 403)
    .json("GET http://neutron/v2.0/default-security-group-rules", {}, 404)
    .on("GET http://swift/", () => ({ status: 401, body: "<html>" }));
  session.catalog.push({ type: "dns", endpoints: [] });
  const facts = await OpenStackFacts.collect(session);
  expect(facts).toMatchObject({ secretsListable: false, objectStoreSpeaksS3: false, unread: [] });
  expect(facts.defaultSecurityRules).toBeUndefined();
  const empty = await OpenStackFacts.collect(new FakeCloud({}));
  expect(empty.unread[0]).toEqual({
    fact: "flavors",
    reason: "no public endpoint of compute in region r1 in the catalogue",
  });
});

describe("probes", () => {
  const SECRETS = "http://barbican/v1/secrets";

  test("create and delete, only when asked for", async () => {
    const gone = new Set<string>();
    const remove = (path: string) => () => {
      gone.add(path);
      return { status: 202 };
    };
    const look = (path: string, json: unknown) => () => (gone.has(path) ? { status: 404 } : { json });
    const session = cloud()
      .json(`POST ${SECRETS}`, { secret_ref: `${SECRETS}/s1` }, 201)
      .on(`DELETE ${SECRETS}/s1`, remove("s1"))
      .json("POST http://cinder/v3/p1/volumes", { volume: { id: "v1" } }, 202)
      .on("GET http://cinder/v3/p1/volumes/v1", look("v1", { volume: { status: "available" } }))
      .json("POST http://cinder/v3/p1/backups", { backup: { id: "b1" } }, 202)
      .on("GET http://cinder/v3/p1/backups/b1", look("b1", { backup: { status: "available" } }))
      .json("POST http://cinder/v3/p1/backups/b1/restore", { restore: { volume_id: "v2" } }, 202)
      .on("GET http://cinder/v3/p1/volumes/v2", look("v2", { volume: { status: "available" } }))
      .on("DELETE http://cinder/v3/p1/volumes/v1", remove("v1"))
      .on("DELETE http://cinder/v3/p1/volumes/v2", remove("v2"))
      .on("DELETE http://cinder/v3/p1/backups/b1", remove("b1"));
    const facts = await OpenStackFacts.collect(session, { probe: true });
    expect(facts).toMatchObject({ secretsUsable: true, backupWorks: true, unread: [] });
    expect([...gone].sort()).toEqual(["b1", "s1", "v1", "v2"]);
  });

  test("clean up when a step fails, and say what is left", async () => {
    const deleted: string[] = [];
    const session = new FakeCloud(SERVICES)
      .json("POST http://cinder/v3/p1/volumes", { volume: { id: "v1" } }, 202)
      .json("GET http://cinder/v3/p1/volumes/v1", { volume: { status: "available" } })
      .json("POST http://cinder/v3/p1/backups", { backup: { id: "b1" } }, 202)
      .json("GET http://cinder/v3/p1/backups/b1", { backup: { status: "error" } })
      .on("DELETE http://cinder/v3/p1/volumes/v1", () => {
        deleted.push("v1");
        return { status: 404 };
      })
      .on("DELETE http://cinder/v3/p1/backups/b1", () => {
        deleted.push("b1");
        return { status: 404 };
      });
    const probes = new OpenStackProbes(new OpenStackClient(session), () => Promise.resolve());
    await expect(probes.backup(["block-storage"])).resolves.toEqual({
      works: false,
      detail: "the backup ended in state error",
    });
    expect(deleted).toEqual(["b1", "v1"]);
    session.on("DELETE http://cinder/v3/p1/volumes/v1", () => ({ status: 500 }));
    await expect(probes.backup(["block-storage"])).rejects.toMatchObject({
      what: "the probe could not delete http://cinder/v3/p1/volumes/v1: delete it by hand",
    });
  });

  test("a refused secret and a refused volume are findings, not errors", async () => {
    const session = new FakeCloud(SERVICES)
      .json(`POST ${SECRETS}`, {}, 403)
      .json("POST http://cinder/v3/p1/volumes", { overLimit: { message: "VolumeLimitExceeded" } }, 413);
    const probes = new OpenStackProbes(new OpenStackClient(session), () => Promise.resolve());
    await expect(probes.secret()).resolves.toBe(false);
    await expect(probes.backup(["block-storage"])).resolves.toMatchObject({
      works: false,
      detail: "413 from volumes: VolumeLimitExceeded",
    });
  });

  test("a fresh security group is read and deleted", async () => {
    const groups = "http://neutron/v2.0/security-groups";
    const session = new FakeCloud(SERVICES)
      .json(
        `POST ${groups}`,
        { security_group: { id: "g", security_group_rules: [{ direction: "egress", ethertype: "IPv4" }] } },
        201,
      )
      .on(`DELETE ${groups}/g`, () => ({ status: 204 }));
    const probes = new OpenStackProbes(new OpenStackClient(session), () => Promise.resolve());
    await expect(probes.freshGroup()).resolves.toMatchObject([{ direction: "egress", ethertype: "IPv4" }]);
    expect(session.requests).toContain(`DELETE ${groups}/g`);
  });
});

describe("the session over HTTP", () => {
  let server: Server;
  let base: string;
  let seen: { url?: string; token?: string }[];
  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      const token = request.headers["x-auth-token"];
      seen.push({ url: request.url, token: typeof token === "string" ? token : undefined });
      if (request.url === "/v3/auth/tokens") {
        response.writeHead(201, { "X-Subject-Token": "t0ken" });
        const endpoints = [{ interface: "public", region_id: "r1", url: "http://nova" }];
        response.end(
          JSON.stringify({ token: { roles: [{ name: "member" }], catalog: [{ type: "compute", endpoints }] } }),
        );
      } else if (request.url === "/refused") {
        response.writeHead(401).end();
      } else if (request.url === "/away") {
        response.writeHead(302, { location: "http://elsewhere.invalid/" }).end();
      } else if (request.url !== "/silent") {
        response.end("{}");
      }
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const login = (path: string) => ({ cloud: "c", tokenUrl: `${base}${path}`, body: {}, timeoutSeconds: 0.3 });

  test("logs in, and sends the token to services but not where anonymity is asked for", async () => {
    const session = await HttpCloudSession.open(login("/v3/auth/tokens"));
    expect(session).toMatchObject({
      roles: ["member"],
      catalog: [{ type: "compute", endpoints: [{ interfaceName: "public", region: "r1", url: "http://nova" }] }],
    });
    await session.send({ url: `${base}/x` });
    await session.send({ url: `${base}/y`, anonymous: true });
    expect(seen.slice(1)).toEqual([{ url: "/x", token: "t0ken" }, { url: "/y" }]);
    expect((await session.send({ url: `${base}/away` })).status).toBe(302);
    await expect(session.send({ url: `${base}/silent` })).rejects.toThrow(/no answer within/);
  });

  test.each([
    ["/refused", /401/],
    ["/other", /200/],
    ["/silent", /no answer/],
  ])("fails to log in at %s", async (path, message) => {
    await expect(HttpCloudSession.open(login(path))).rejects.toMatchObject({
      code: "SCSBP-4040",
      message: expect.stringMatching(message),
    });
  });

  test("fails when nobody listens", async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    await expect(
      HttpCloudSession.open({ cloud: "c", tokenUrl: `http://127.0.0.1:${port}/`, body: {} }),
    ).rejects.toThrow(/connection refused/);
  });
});
