import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClusterReader } from "../../../../packages/cli/src/actions/import-yaook/cluster-reader";
import { liveObject } from "../../../../packages/cli/src/actions/import-yaook/live-object";
import { projectFiles } from "../../../../packages/cli/src/actions/import-yaook/project-files";
import { ProjectFolder } from "../../../../packages/cli/src/actions/import-yaook/project-folder";
import { quoted, sourceText } from "../../../../packages/cli/src/actions/import-yaook/source-text";
import { BlueprintError } from "../../../../packages/standards/src/errors";
import { errorOf } from "../../../support/errors";

type Json = Record<string, unknown>;

const item = (name: string, more: Json = {}) => ({ metadata: { name, namespace: "yaook", ...more }, spec: { a: 1 } });
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const CLUSTER: Record<string, Json> = {
  "/apis": {
    groups: [
      { name: "apps", versions: [{ version: "v1" }] },
      { name: "yaook.cloud", versions: [{ version: "v2" }, { version: "v1" }], preferredVersion: { version: "v2" } },
      { name: "magnum.yaook.cloud", versions: [{ version: "v1beta1" }], preferredVersion: { version: "v1beta1" } },
      { name: "notyaook.cloud", versions: [{ version: "v1" }] },
    ],
  },
  "/apis/yaook.cloud/v1": {
    resources: [
      { name: "keystonedeployments", kind: "KeystoneDeployment", namespaced: true, verbs: ["get", "list"] },
      { name: "keystonedeployments/status", kind: "KeystoneDeployment", namespaced: true, verbs: ["get", "list"] },
      { name: "clusterthings", kind: "ClusterThing", namespaced: false, verbs: ["list"] },
    ],
  },
  "/apis/magnum.yaook.cloud/v1beta1": {
    resources: [{ name: "magnumdeployments", kind: "MagnumDeployment", namespaced: true, verbs: ["list"] }],
  },
  "/apis/yaook.cloud/v1/namespaces/yaook/keystonedeployments?limit=500": {
    items: [item("second"), item("made", { ownerReferences: [{ kind: "X" }] })],
    metadata: { continue: "a b" },
  },
  "/apis/yaook.cloud/v1/namespaces/yaook/keystonedeployments?limit=500&continue=a%20b": { items: [item("first")] },
  "/apis/magnum.yaook.cloud/v1beta1/namespaces/yaook/magnumdeployments?limit=500": { items: [item("magnum")] },
  [`${CRDS}/keystonedeployments.yaook.cloud`]: {
    spec: { names: {}, versions: [{ name: "v1", extra: 1 }] },
    status: {},
  },
  [`${CRDS}/magnumdeployments.magnum.yaook.cloud`]: { spec: { names: {}, versions: [] } },
};
const read = (changes: Record<string, Json | number | undefined> = {}, namespace = "yaook") => {
  const cluster: Record<string, Json | number | undefined> = { ...CLUSTER, ...changes };
  const get = (path: string) => {
    const answer = cluster[path] ?? 404;
    return Promise.resolve(
      typeof answer === "number"
        ? { status: answer, headers: {}, body: '{"message":"no"}' }
        : { status: 200, headers: {}, body: JSON.stringify(answer) },
    );
  };
  return new ClusterReader({ context: "c", server: "https://k", get }, namespace).read(() => undefined);
};
const refusal = async (...args: Parameters<typeof read>): Promise<BlueprintError> =>
  read(...args).then(
    () => {
      throw new Error("it was read");
    },
    (error: unknown) => error as BlueprintError,
  );

describe("the cluster", () => {
  test("all pages of all kinds of Yaook's groups, without what operators made, sorted", async () => {
    const { objects, owned, definitions, remarks } = await read();
    expect(objects.map((one) => `${one.apiVersion} ${one.kind} ${one.name}`)).toEqual([
      "magnum.yaook.cloud/v1beta1 MagnumDeployment magnum",
      "yaook.cloud/v1 KeystoneDeployment first",
      "yaook.cloud/v1 KeystoneDeployment second",
    ]);
    expect({ owned, remarks }).toEqual({ owned: 1, remarks: [] });
    expect(JSON.stringify(definitions)).not.toMatch(/status|extra/);
  });

  test("definitions that may not be read are left out, all of them", async () => {
    const { definitions, remarks } = await read({ [`${CRDS}/keystonedeployments.yaook.cloud`]: 403 });
    expect(definitions).toEqual([]);
    expect(remarks.join()).toContain("customresourcedefinitions may not be read");
  });

  test("without Yaook's definitions", async () => {
    expect(await refusal({ "/apis": { groups: [{ name: "apps" }] } })).toMatchObject({
      code: "SCSBP-8301",
      got: "no API group yaook.cloud at https://k",
    });
  });

  test("a namespace with nothing, and where there is something", async () => {
    const path = (plural: string) => `/apis/${plural}?limit=500`;
    const error = await refusal(
      {
        [path("yaook.cloud/v1/namespaces/other/keystonedeployments")]: { items: [] },
        [path("magnum.yaook.cloud/v1beta1/namespaces/other/magnumdeployments")]: { items: [] },
        [path("yaook.cloud/v1/keystonedeployments")]: { items: [item("keystone")] },
      },
      "other",
    );
    expect(error).toMatchObject({ code: "SCSBP-8302", allowed: "namespaces with a KeystoneDeployment: yaook" });
  });

  test("a refusal names verb and resource", async () => {
    const list = "/apis/yaook.cloud/v1/namespaces/yaook/keystonedeployments?limit=500";
    const error = await refusal({ [list]: 403 });
    expect(error.code).toBe("SCSBP-8303");
    expect(error.message).toMatch(/list keystonedeployments\.yaook\.cloud[^]*403 for [^]*: no/);
  });
});

describe("an object", () => {
  const say = (more: Json, metadata: Json = {}) =>
    liveObject("yaook.cloud/v1", "KeystoneDeployment", { metadata: { name: "k", ...metadata }, ...more });

  test("is what a program can say: no status, nothing of the server", () => {
    const object = say(
      { spec: { a: 1 }, status: { phase: "Updated" } },
      {
        ...{ namespace: "yaook", uid: "u", generation: 3, managedFields: [{}], finalizers: ["x"] },
        labels: { team: "a" },
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}", own: "$${x}" },
      },
    );
    expect(object).toEqual({
      ...{ apiVersion: "yaook.cloud/v1", kind: "KeystoneDeployment", name: "k", namespace: "yaook" },
      ...{ labels: { team: "a" }, annotations: { own: "$$${x}" }, body: { spec: { a: 1 } }, secrets: {}, remarks: [] },
    });
  });

  test.each([
    ["kustomize.toolkit.fluxcd.io/name", "Flux"],
    ["argocd.argoproj.io/tracking-id", "Argo CD"],
    ["meta.helm.sh/release-name", "Helm"],
  ])("%s: it is said who writes it, too", (key, tool) => {
    const { labels, remarks } = say({}, { labels: { [key]: "x" } });
    expect(labels).toEqual({});
    expect(remarks.join()).toContain(`${tool} writes it too`);
  });

  test("secrets in clear text are not copied, references and URLs without a password are", () => {
    const config = {
      ldap: { password: "a", bind_dn: "b" },
      database: { connection: "mysql://u:p@h/d", url: "x" },
      DEFAULT: { transport_url: "rabbit://", auth_encryption_key: "k" },
      list: [{ token: "t" }],
    };
    const { secrets, body } = say({ spec: { config, ref: { secretName: "s" }, uuid: { rbd_secret_uuid: "u" } } });
    expect(Object.values(secrets)).toEqual([
      "spec.config.ldap.password",
      "spec.config.database.connection",
      "spec.config.DEFAULT.auth_encryption_key",
      "spec.config.list.0.token",
    ]);
    expect(JSON.stringify(body)).not.toMatch(/"(a|k|t)"|u:p@h/);
    expect(body).toMatchObject({ spec: { ref: { secretName: "s" }, uuid: { rbd_secret_uuid: "u" } } });
    const readme = projectFiles({ main: "", definitions: [], context: "c", objects: [say({ spec: { config } })] });
    expect(readme["README.md"]).toContain("-o jsonpath='{.spec.config.list[0].token}')");
  });

  test("nulls are told", () => {
    expect(say({ spec: { a: null, b: { c: null } } })).toMatchObject({
      body: { spec: { b: {} } },
      remarks: ["it loses fields that are null: spec.a, spec.b.c"],
    });
  });
});

describe("the folder", () => {
  const above = mkdtempSync(join(tmpdir(), "scsbp-folder-"));
  afterAll(() => rmSync(above, { recursive: true }));

  test("a new one, an empty one", () => {
    mkdirSync(join(above, "empty"));
    for (const name of ["new/below", "empty"]) {
      ProjectFolder.at(join(above, name)).write({ "a.txt": "a" });
      expect(readFileSync(join(above, name, "a.txt"), "utf8")).toBe("a");
    }
    expect(readdirSync(above).sort()).toEqual(["empty", "new"]);
  });

  test("one with something in it, or a file: nothing is written", () => {
    mkdirSync(join(above, "full"));
    writeFileSync(join(above, "full", "mine"), "");
    writeFileSync(join(above, "file"), "");
    for (const [name, got] of [
      ["full", /full: mine$/],
      ["file", /is a file$/],
    ] as const) {
      const error = errorOf(() => ProjectFolder.at(join(above, name)));
      expect(error.code).toBe("SCSBP-8304");
      expect(error.got).toMatch(got);
    }
  });

  test("what was put in meanwhile stays", () => {
    const folder = ProjectFolder.at(join(above, "meanwhile"));
    mkdirSync(join(above, "meanwhile"));
    writeFileSync(join(above, "meanwhile", "mine"), "");
    expect(errorOf(() => folder.write({ "a.txt": "a" })).code).toBe("SCSBP-8305");
    expect(readdirSync(join(above, "meanwhile"))).toEqual(["mine"]);
    expect(existsSync(join(above, ".meanwhile"))).toBe(false);
  });
});

test.each([
  ["plain", '"plain"'],
  ['it"s', "'it\"s'"],
  [`it's "both" "here"`, `'it\\'s "both" "here"'`],
  ["line\nbreak \u2028", '"line\\nbreak \\u2028"'],
])("a text is written as prettier has it: %j", (text, written) => {
  expect(quoted(text)).toBe(written);
});

test("lists are broken where they do not fit", () => {
  const long = ["x".repeat(60), "y".repeat(60)];
  expect(sourceText(long, 2, 9)).toBe(`[\n    "${long[0]}",\n    "${long[1]}",\n  ]`);
  expect(
    sourceText(
      [
        [1, 2],
        [3, 4],
      ],
      0,
      0,
    ),
  ).toBe("[\n  [1, 2],\n  [3, 4],\n]");
  expect(sourceText([], 0, 0)).toBe("[]");
});
