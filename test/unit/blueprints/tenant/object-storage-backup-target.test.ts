import { RemovalPolicy, Secret } from "../../../../lib/index";
import { ContainerAccess } from "../../../../lib/openstack/index";
import {
  ObjectStorageBackupTarget,
  type ObjectStorageBackupTargetProps,
} from "../../../../lib/blueprints/tenant/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const CONTAINER = "openstack_objectstorage_container_v1";

function synthTarget(
  props: ObjectStorageBackupTargetProps = {},
  use: (target: ObjectStorageBackupTarget) => void = () => undefined,
) {
  const stack = synth((scope) => {
    const target = new ObjectStorageBackupTarget(scope, "backups", props);
    target.addOutputs("backups");
    use(target);
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const outputs = (props: ObjectStorageBackupTargetProps = {}) =>
  synthTarget(props).json["output"] as Record<string, { value: string; sensitive?: boolean }>;

/** `NAME=value` lines as an object. */
const environment = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );

test("the bucket is kept, and named after stack and blueprint", () => {
  expect(synthTarget().one(CONTAINER).config).toMatchObject({
    name: "test-backups",
    lifecycle: { prevent_destroy: true },
  });
  const gone = synthTarget({ removalPolicy: RemovalPolicy.DESTROY }).one(CONTAINER).config;
  expect(gone).toMatchObject({ force_destroy: true });
  expect(gone["lifecycle"]).not.toHaveProperty("prevent_destroy");
});

test("restic and rclone get the same key, hidden", () => {
  const { backups_restic, backups_rclone, backups_bucket } = outputs({ s3Endpoint: "https://s3.example.org" });
  expect([backups_bucket?.value, backups_restic?.sensitive, backups_rclone?.sensitive]).toEqual([
    "test-backups",
    true,
    true,
  ]);
  const restic = environment(backups_restic!.value);
  const rclone = environment(backups_rclone!.value);
  expect(restic).toEqual({
    RESTIC_REPOSITORY: "s3:https://s3.example.org/test-backups",
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^\$\{openstack_identity_ec2_credential_v3\.\S+\.access\}$/),
    AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^\$\{openstack_identity_ec2_credential_v3\.\S+\.secret\}$/),
    AWS_DEFAULT_REGION: "us-east-1",
  });
  expect(rclone).toMatchObject({
    RCLONE_CONFIG_BACKUPS_TYPE: "s3",
    RCLONE_CONFIG_BACKUPS_ENDPOINT: "https://s3.example.org",
    RCLONE_CONFIG_BACKUPS_ACCESS_KEY_ID: restic["AWS_ACCESS_KEY_ID"],
    RCLONE_CONFIG_BACKUPS_SECRET_ACCESS_KEY: restic["AWS_SECRET_ACCESS_KEY"],
  });
});

test("restic's password is a variable", () => {
  const { backups_restic } = outputs({ password: Secret.fromVariable("restic_password") });
  expect(environment(backups_restic!.value)["RESTIC_PASSWORD"]).toBe("${var.restic_password}");
});

test("what is kept is said as restic takes it", () => {
  const forget = (retention: ObjectStorageBackupTargetProps["retention"]) =>
    outputs(retention === undefined ? {} : { retention })["backups_forget"]?.value;
  expect(forget(undefined)).toBe("--keep-daily 7 --keep-weekly 5 --keep-monthly 12 --prune");
  expect(forget({ daily: 3, weekly: 0, monthly: 0 })).toBe("--keep-daily 3 --prune");
});

test("readers, versions, quota and name are the bucket's", () => {
  const restoreReaders = [ContainerAccess.project("0123456789abcdef0123456789abcdef")];
  const props = { name: "acme-backups", versioning: true, quotaBytes: 1024, restoreReaders };
  expect(synthTarget(props).one(CONTAINER).config).toMatchObject({
    name: "acme-backups",
    versioning: true,
    container_read: "0123456789abcdef0123456789abcdef:*",
    metadata: { "quota-bytes": "1024" },
  });
});

test("another revision is another key, and nothing else", () => {
  const addresses = (credentialRevision: string) =>
    synthTarget({ credentialRevision }).resources.map((one) => one.address.replace(/_[0-9A-F]{8}$/, ""));
  const [before, after] = [addresses("2026-11"), addresses("2026-12")];
  expect(after.filter((one) => !before.includes(one))).toEqual([
    "openstack_identity_ec2_credential_v3.backups_store_s3-credential-2026-12",
  ]);
});

test.each<[ObjectStorageBackupTargetProps, string]>([
  [{ retention: { daily: -1 } }, "SCSBP-6140"],
  [{ retention: { weekly: 1.5 } }, "SCSBP-6140"],
  [{ retention: { daily: 0, weekly: 0, monthly: 0 } }, "SCSBP-6140"],
  [{ s3Region: "eu west\nX=1" }, "SCSBP-6141"],
  [{ name: "Backups" }, "SCSBP-2140"],
  [{ quotaBytes: -1 }, "SCSBP-2141"],
  [{ credentialRevision: "2026/11" }, "SCSBP-2143"],
  [{ password: "correct horse" as unknown as Secret }, "SCSBP-1011"],
])("fails on %j", (props, code) => {
  expect(errorOf(() => synthTarget(props)).code).toBe(code);
});
