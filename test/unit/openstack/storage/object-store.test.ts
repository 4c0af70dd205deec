import { RemovalPolicy } from "../../../../lib/core/index";
import { ContainerAccess, ObjectStore, type ObjectStoreProps } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const CONTAINER = "openstack_objectstorage_container_v1";

function synthStore(props: ObjectStoreProps = {}, use: (store: ObjectStore) => void = () => undefined) {
  const stack = synth((scope) => use(new ObjectStore(scope, "backups", props)));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

test("a container is kept unless said otherwise, and another name is another container", () => {
  const stack = synthStore();
  expect(stack.one(CONTAINER).config).toEqual({
    "//": expect.anything(),
    name: "test-backups",
    lifecycle: { prevent_destroy: true, replace_triggered_by: [`${stack.one("terraform_data").address}.input.name`] },
  });
  expect(stack.one("terraform_data").config["input"]).toEqual({ name: "test-backups" });
  const gone = synthStore({ removalPolicy: RemovalPolicy.DESTROY }).one(CONTAINER).config;
  expect(gone).toMatchObject({ force_destroy: true });
  expect(gone["lifecycle"]).not.toHaveProperty("prevent_destroy");
});

test("versions, quotas and access", () => {
  const { config } = synthStore({
    name: "my.bucket",
    versioning: true,
    quotaBytes: 1024,
    quotaObjects: 10,
    read: [ContainerAccess.anybody("public downloads"), ContainerAccess.project("0123")],
    write: [ContainerAccess.user("0123", "4567")],
    storagePolicy: "ec",
  }).one(CONTAINER);
  expect(config).toMatchObject({
    name: "my.bucket",
    versioning: true,
    metadata: { "quota-bytes": "1024", "quota-count": "10", "public-because": "public downloads" },
    container_read: ".r:*,.rlistings,0123:*",
    container_write: "0123:4567",
    storage_policy: "ec",
  });
});

test("outputs hide the keys; the endpoint is looked up once a stack", () => {
  const stack = synth((scope) => {
    new ObjectStore(scope, "a").addOutputs("a");
    new ObjectStore(scope, "b").addOutputs("b");
    new ObjectStore(scope, "c", { s3Credential: false, s3Endpoint: "https://s3.example.org" }).addOutputs("c");
  });
  const outputs = stack.json["output"] as Record<string, { value: string; sensitive?: boolean }>;
  expect(Object.entries(outputs).map(([name, { sensitive }]) => [name, sensitive ?? false])).toEqual(
    expect.arrayContaining([
      ["a_bucket", false],
      ["a_s3_endpoint", false],
      ["a_access_key", true],
      ["a_secret_key", true],
    ]),
  );
  expect(outputs).not.toHaveProperty("c_secret_key");
  expect(outputs["c_s3_endpoint"]?.value).toBe("https://s3.example.org");
  expect(stack.dataSources.map((one) => one.type)).toEqual(["openstack_identity_auth_scope_v3"]);
  expect(Object.keys(stack.json["locals"] as object)).toEqual(["lookup-origin-s3-object-store"]);
  expect(stack.all("openstack_identity_ec2_credential_v3")).toHaveLength(2);
});

test("fails on names, quotas and access that cannot be", () => {
  const code = (props: ObjectStoreProps) => errorOf(() => synthStore(props)).code;
  for (const name of ["ab", "Backups", "a_b", "a..b", "192.0.2.1", "-ab", "a".repeat(64)]) {
    expect(code({ name })).toBe("SCSBP-2140");
  }
  expect(code({ quotaBytes: -1 })).toBe("SCSBP-2141");
  expect(code({ quotaObjects: 1.5 })).toBe("SCSBP-2141");
  expect(code({ write: [ContainerAccess.anybody("because")] })).toBe("SCSBP-2142");
  expect(errorOf(() => ContainerAccess.anybody("")).code).toBe("SCSBP-2142");
  expect(errorOf(() => ContainerAccess.project("a b")).code).toBe("SCSBP-2142");
});
