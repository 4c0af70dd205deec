import { Secret } from "../../../../lib/core/index";
import { SecretKind, SecretStore, StoredSecret, TlsCertificate } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const SECRET = "openstack_keymanager_secret_v1";
const CONTAINER = "openstack_keymanager_container_v1";
const value = Secret.fromVariable("db_password");

function synthStore(use: (store: SecretStore) => void) {
  const stack = synth((scope) => use(new SecretStore(scope, "secrets")));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

test("a secret comes from a sensitive variable and is replaced before the old one goes", () => {
  const stack = synthStore((store) => store.addSecret("db-password", value));
  expect(stack.one(SECRET).config).toEqual({
    "//": expect.anything(),
    name: "test-secrets-db-password",
    secret_type: "passphrase",
    payload: "${var.db_password}",
    payload_content_type: "text/plain",
    lifecycle: { create_before_destroy: true },
  });
  expect(stack.json["variable"]).toMatchObject({ db_password: { sensitive: true } });
});

test("options of a secret", () => {
  const options = { kind: SecretKind.OPAQUE, base64: true, expiresAt: "2030-01-31T00:00:00Z", name: "bin" };
  const stack = synthStore((store) =>
    store.addSecret("bin", value, { ...options, projectAccess: false, readers: ["0123"] }),
  );
  expect(stack.one(SECRET).config).toMatchObject({
    name: "bin",
    secret_type: "opaque",
    payload_content_type: "application/octet-stream",
    payload_content_encoding: "base64",
    expiration: "2030-01-31T00:00:00Z",
    acl: { read: { project_access: false, users: ["0123"] } },
  });
});

test("a certificate is a container whose name holds a digest of its parts, since Barbican changes none", () => {
  const stack = synthStore((store) =>
    store.addCertificate("entry", {
      certificate: Secret.fromVariable("certificate"),
      privateKey: Secret.fromVariable("key"),
      intermediates: Secret.fromVariable("intermediates"),
      passphrase: Secret.fromVariable("passphrase"),
      readers: ["0123"],
    }),
  );
  const { config } = stack.one(CONTAINER);
  expect(config).toMatchObject({ type: "certificate", lifecycle: { create_before_destroy: true } });
  expect(config["name"]).toMatch(/^test-secrets-entry-\$\{substr\(sha256\(join\(/);
  expect((config["secret_refs"] as { name: string }[]).map((one) => one.name)).toEqual([
    "certificate",
    "private_key",
    "intermediates",
    "private_key_passphrase",
  ]);
  expect(
    stack
      .all(SECRET)
      .map((one) => [one.config["name"], one.config["secret_type"]])
      .sort(),
  ).toEqual([
    ["test-secrets-entry-certificate", "certificate"],
    ["test-secrets-entry-intermediates", "certificate"],
    ["test-secrets-entry-private-key", "private"],
    ["test-secrets-entry-private-key-passphrase", "passphrase"],
  ]);
});

test("what exists is looked up", () => {
  const stack = synth((scope) => {
    const secret = StoredSecret.fromLookup(scope, "secret", { name: "db" });
    scope.addOutput("refs", [
      secret.secretRef,
      secret.secretId,
      TlsCertificate.fromLookup(scope, "certificate", { name: "entry" }).certificateRef,
    ]);
  });
  expect(stack.dataSources.map((one) => [one.type, one.config["name"]]).sort()).toEqual([
    [CONTAINER, "entry"],
    [SECRET, "db"],
  ]);
  expect(TlsCertificate.fromRef("https://barbican/1").certificateRef).toBe("https://barbican/1");
});

test("fails on keys that are taken and on impossible expiry", () => {
  const code = (use: (store: SecretStore) => void) => errorOf(() => synthStore(use)).code;
  expect(code((store) => [store.addSecret("a", value), store.addSecret("a", value)])).toBe("SCSBP-2130");
  const certificate = { certificate: value, privateKey: value };
  expect(code((store) => [store.addSecret("a", value), store.addCertificate("a", certificate)])).toBe("SCSBP-2130");
  expect(code((store) => store.addSecret(" ", value))).toBe("SCSBP-2130");
  for (const expiresAt of ["2030-01-31", "2030-01-31T00:00:00+01:00", "soon"]) {
    expect(code((store) => store.addSecret("a", value, { expiresAt }))).toBe("SCSBP-2131");
  }
});

test("fails on a secret in clear, and does not show it", () => {
  const clear = "hunter2" as unknown as Secret;
  const error = errorOf(() => synthStore((store) => store.addSecret("a", clear)));
  expect(error).toMatchObject({ code: "SCSBP-1011", path: "test/secrets/a" });
  expect(error.message).not.toContain("hunter2");
  expect(errorOf(() => Secret.fromReference("hunter2")).code).toBe("SCSBP-1011");
});
