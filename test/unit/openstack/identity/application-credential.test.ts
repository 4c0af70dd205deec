import {
  ApplicationCredential,
  type ApplicationCredentialProps,
  CredentialSlot,
  HttpMethod,
} from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const CREDENTIAL = "openstack_identity_application_credential_v3";

function synthCredential(
  props: Partial<ApplicationCredentialProps> = {},
  use: (credential: ApplicationCredential) => void = () => undefined,
) {
  const stack = synth((scope) => use(new ApplicationCredential(scope, "ci", { roles: ["member"], ...props })));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const nameOf = (props: Partial<ApplicationCredentialProps>, slot = "slot-a") =>
  String(synthCredential(props).one(CREDENTIAL, slot).config["name"]);

test("a credential has the roles asked for and those they imply, and never changes", () => {
  const { config } = synthCredential().one(CREDENTIAL);
  expect(config).toEqual({
    "//": expect.anything(),
    name: expect.stringMatching(/^test-ci-a-[0-9a-f]{8}$/),
    roles: ["member", "reader"],
    lifecycle: { create_before_destroy: true, ignore_changes: ["roles"] },
  });
});

test.each([
  [["reader"], ["reader"]],
  [
    ["member", "load-balancer_member"],
    ["load-balancer_member", "member", "reader"],
  ],
  [["admin"], ["admin", "manager", "member", "reader"]],
])("roles %j are in effect %j", (roles, effective) => {
  synthCredential({ roles }, (credential) => expect(credential.effectiveRoles).toEqual(effective));
});

test("each change of its terms makes another name, so that the new one is there before the old one goes", () => {
  const all = [
    nameOf({}),
    nameOf({ roles: ["reader"] }),
    nameOf({ unrestricted: true }),
    nameOf({ description: "ci" }),
    nameOf({ slotA: { revision: "2" } }),
    nameOf({ slotA: { expiresAt: "2030-01-01T00:00:00Z" } }),
    nameOf({ accessRules: [{ service: "compute", method: HttpMethod.GET, path: "/v2.1/servers" }] }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(nameOf({ roles: ["member", "reader"] })).toBe(nameOf({}));
  expect(nameOf({ name: "gitlab" })).toMatch(/^gitlab-a-/);
});

test("rotating one slot leaves the other alone; the active one is handed out", () => {
  const slots = { slotA: { revision: "1" }, slotB: { revision: "1" } };
  const rotated = { ...slots, slotB: { revision: "2" } };
  expect(nameOf(rotated, "slot-a")).toBe(nameOf(slots, "slot-a"));
  expect(nameOf(rotated, "slot-b")).not.toBe(nameOf(slots, "slot-b"));
  const handedOut = (active: CredentialSlot) => {
    const stack = synthCredential({ ...slots, active }, (credential) => credential.addOutputs("ci"));
    return (stack.json["output"] as Record<string, { value: string; sensitive?: boolean }>)["ci_id"]?.value;
  };
  expect(handedOut(CredentialSlot.A)).toMatch(/ci_slot-a/);
  expect(handedOut(CredentialSlot.B)).toMatch(/ci_slot-b/);
});

test("files are rendered and hidden", () => {
  const stack = synthCredential(
    { cloudName: "regio", region: "RegionOne", authUrl: "https://keystone.example.org/v3" },
    (credential) => credential.addOutputs("ci"),
  );
  const outputs = stack.json["output"] as Record<string, { value: string; sensitive?: boolean }>;
  expect(outputs["ci_clouds_yaml"]).toMatchObject({ sensitive: true });
  expect(outputs["ci_clouds_yaml"]?.value).toMatch(/yamlencode\(.*"regio".*v3applicationcredential/);
  expect(outputs["ci_cloud_conf"]?.sensitive).toBe(true);
  expect(outputs["ci_cloud_conf"]?.value).toContain("auth-url = https://keystone.example.org/v3\nregion = RegionOne\n");
  expect(outputs["ci_id"]?.sensitive).toBeUndefined();
});

test("access rules", () => {
  const rule = { service: "compute", method: HttpMethod.GET, path: "/v2.1/servers/**" };
  expect(synthCredential({ accessRules: [rule], unrestricted: false }).one(CREDENTIAL).config).toMatchObject({
    access_rules: [rule],
    unrestricted: false,
  });
});

test("fails on terms that cannot be", () => {
  const code = (props: Partial<ApplicationCredentialProps>) => errorOf(() => synthCredential(props)).code;
  expect(code({ roles: [] })).toBe("SCSBP-2150");
  expect(code({ roles: ["member "] })).toBe("SCSBP-2150");
  expect(code({ slotA: { expiresAt: "2030-01-01" } })).toBe("SCSBP-2151");
  expect(code({ accessRules: [] })).toBe("SCSBP-2152");
  expect(code({ accessRules: [{ service: "compute", method: HttpMethod.GET, path: "servers" }] })).toBe("SCSBP-2152");
  expect(code({ active: CredentialSlot.B })).toBe("SCSBP-2153");
});
