import { ScsVolumeTypes, type ScsVolumeType, VolumeEncryption } from "../../../../lib/blueprints/operator";
import { VolumeAspect } from "../../../../packages/standards/src";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

const define = (...types: ScsVolumeType[]) => synth((stack) => new ScsVolumeTypes(stack, "types", { types }));
const TYPE = "openstack_blockstorage_volume_type_v3";

test("what a type promises stands at the start of its description", () => {
  const stack = define({ name: "ssd", aspects: [VolumeAspect.REPLICATED], text: "Ceph", backend: "ssd" });
  expect(stack.one(TYPE).config).toMatchObject({
    name: "ssd",
    description: "[scs:replicated] Ceph",
    is_public: true,
    extra_specs: { volume_backend_name: "ssd" },
  });
  expect(stack.resources).toHaveLength(1);
});

test("encryption brings its aspect and a step that waits for the type", () => {
  const stack = define({ name: "luks", aspects: [VolumeAspect.REPLICATED], encryption: VolumeEncryption.luks() });
  expect(stack.one(TYPE).config["description"]).toBe("[scs:encrypted, replicated]");
  const trigger = String(stack.one("terraform_data").config["triggers_replace"]);
  expect(JSON.parse(trigger)).toEqual({
    kind: "volume-type-encryption",
    volumeTypeId: `\${${stack.one(TYPE).address}.id}`,
    provider: "luks",
    cipher: "aes-xts-plain64",
    keySizeBits: 256,
    controlLocation: "front-end",
  });
});

test("limits and access have addresses of their own; a type without a list of projects is public", () => {
  const stack = define(
    { name: "plain" },
    { name: "fast", qos: { specs: { total_iops_sec: "9000" } }, projects: [{ key: "shop", projectId: "p-1" }] },
  );
  expect(stack.one(TYPE, "fast/Resource").config["is_public"]).toBe(false);
  expect(stack.one(TYPE, "plain/Resource").config["is_public"]).toBe(true);
  expect(stack.one(TYPE, "plain/Resource").config["description"]).toBeUndefined();
  expect(stack.one("openstack_blockstorage_qos_v3").config).toMatchObject({ consumer: "front-end" });
  expect(stack.one("openstack_blockstorage_volume_type_access_v3").path).toMatch(/fast\/access-shop$/);
});

test("types are found by name", () => {
  synth((stack) => {
    const types = new ScsVolumeTypes(stack, "types", {
      types: [{ name: "luks", encryption: VolumeEncryption.luks() }],
    });
    expect(types.type("luks").aspects).toEqual([VolumeAspect.ENCRYPTED]);
    expect(types.names).toEqual(["luks"]);
    expect(errorOf(() => types.idOf("ssd"))).toMatchObject({ code: "SCSBP-6255", allowed: "luks" });
  });
});

test.each<[string, string, ScsVolumeType[]]>([
  ["a name twice", "SCSBP-6252", [{ name: "a" }, { name: "a" }]],
  ["Cinder's own name", "SCSBP-6252", [{ name: "__DEFAULT__" }]],
  ["a promise that nothing keeps", "SCSBP-6253", [{ name: "a", aspects: [VolumeAspect.ENCRYPTED] }]],
  ["an empty statement", "SCSBP-6253", [{ name: "a", aspects: [VolumeAspect.ENCRYPTED], encryptedBy: " " }]],
  ["two back ends", "SCSBP-6254", [{ name: "a", backend: "b", extraSpecs: { volume_backend_name: "c" } }]],
  ["a list within the text", "SCSBP-5031", [{ name: "a", text: "[scs:replicated]" }]],
])("%s is refused", (_, code, types) => {
  expect(errorOf(() => define(...types)).code).toBe(code);
});

test("a statement of what else encrypts is enough", () => {
  const stack = define({ name: "sed", aspects: [VolumeAspect.ENCRYPTED], encryptedBy: "self-encrypting disks" });
  expect(stack.one(TYPE).config["description"]).toBe("[scs:encrypted]");
});

test.each([
  [255, undefined],
  [128, undefined],
  [512, "aes-cbc-essiv"],
])("a key of %s bits for %s is refused", (keySizeBits, cipher) => {
  expect(errorOf(() => VolumeEncryption.luks({ keySizeBits, ...(cipher ? { cipher } : {}) })).code).toBe("SCSBP-6251");
});
