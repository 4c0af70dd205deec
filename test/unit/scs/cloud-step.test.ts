import { CloudStep, CloudStepKind } from "../../../packages/standards/src";
import { errorOf } from "../../support/errors";

const STEPS = [
  CloudStep.defaultSecurityRules(false),
  CloudStep.impliedRole("member", "creator"),
  CloudStep.defaultExternalNetwork("n-1"),
  CloudStep.imageProperties("i-1", { os_version: "24.04", os_distro: "ubuntu" }),
  CloudStep.backupService(),
  CloudStep.volumeTypeEncryption({
    volumeTypeId: "t-1",
    provider: "luks",
    cipher: "aes-xts-plain64",
    keySizeBits: 256,
    controlLocation: "front-end",
  }),
];

test("every kind is written and read again", () => {
  expect(STEPS.map((step) => step.kind).sort()).toEqual(Object.values(CloudStepKind).sort());
  for (const step of STEPS) {
    expect(CloudStep.parse(step.toJson())).toEqual(step);
  }
});

test.each([
  ["", "not JSON"],
  ["[]", "not an object"],
  ['{"kind":"format-disks"}', "of an unknown kind"],
  ['{"kind":"implied-role","role":"member"}', "implied-role with a wrong implies"],
  ['{"kind":"implied-role","role":"member","implies":""}', "implied-role with a wrong implies"],
  ['{"kind":"implied-role","role":"member","implies":"creator","force":true}', "implied-role with a wrong force"],
  ['{"kind":"image-properties","imageId":"i-1","properties":{}}', "image-properties with a wrong properties"],
  ['{"kind":"image-properties","imageId":"i-1","properties":[1]}', "wrong properties"],
  ['{"kind":"image-properties","imageId":"i-1","properties":{"os_version":24.04}}', "wrong properties"],
  ['{"kind":"default-security-rules","ingressWithinDefaultGroup":"yes"}', "wrong ingressWithinDefaultGroup"],
])("%s is refused", (text, what) => {
  const error = errorOf(() => CloudStep.parse(text));
  expect(error.code).toBe("SCSBP-5065");
  expect(error.what).toContain(what);
});
