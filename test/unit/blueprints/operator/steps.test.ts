import { TerraformStack, App } from "../../../../lib/core/engine";
import { Cloud, Secret } from "../../../../lib";
import {
  OutOfBandStep,
  ScsBackupCheck,
  ScsDefaultSecurityRules,
  ScsKeyManagerPolicy,
} from "../../../../lib/blueprints/operator";
import { CloudStep } from "../../../../packages/standards/src";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

const step = CloudStep.impliedRole("member", "creator");
interface Provisioned {
  readonly input?: unknown;
  readonly triggers_replace: string;
  readonly provisioner: { "local-exec": { command: string; when?: string; environment: Record<string, string> } }[];
}
const provisioned = (stack: ReturnType<typeof synth>) => stack.one("terraform_data").config as unknown as Provisioned;

test("a step is a terraform_data that runs again when what it says changes", () => {
  const { triggers_replace, provisioner, input } = provisioned(
    synth((stack) => new OutOfBandStep(stack, "one", { step })),
  );
  expect(triggers_replace).toBe(step.toJson());
  expect(input).toBeUndefined();
  expect(provisioner.map((one) => one["local-exec"])).toEqual([
    {
      interpreter: ["node", "-e"],
      command: 'require("scs-blueprints/step")',
      environment: { SCS_BLUEPRINTS_STEP: "${self.triggers_replace}" },
    },
  ]);
});

test("the login is the stack's: an entry of clouds.yaml", () => {
  const { provisioner, input } = provisioned(
    synth((stack) => new OutOfBandStep(stack, "one", { step, undoOnDestroy: true }), Cloud.fromCloudsYaml("regio")),
  );
  expect(input).toEqual({ OS_CLOUD: "regio" });
  expect(provisioner.map((one) => one["local-exec"].environment["OS_CLOUD"])).toEqual([
    "regio",
    "${self.input.OS_CLOUD}",
  ]);
  expect(provisioner[1]!["local-exec"].when).toBe("destroy");
});

test("the secret of an application credential stands in no state and in no provisioner of the destruction", () => {
  const login = { authUrl: "https://k.example.org", id: "id", secret: Secret.fromVariable("credential") };
  const stack = synth(
    (one) => new OutOfBandStep(one, "one", { step, undoOnDestroy: true }),
    Cloud.fromApplicationCredential(login),
  );
  const { provisioner, input } = provisioned(stack);
  expect(Object.keys(input as object)).toEqual([
    "OS_APPLICATION_CREDENTIAL_ID",
    "OS_AUTH_TYPE",
    "OS_AUTH_URL",
    "OS_CLOUD",
  ]);
  const [create, destroy] = provisioner.map((one) => one["local-exec"].environment);
  expect(create!["OS_APPLICATION_CREDENTIAL_SECRET"]).toBe("${var.credential}");
  expect(Object.keys(destroy!)).not.toContain("OS_APPLICATION_CREDENTIAL_SECRET");
});

test("a stack of another class says no cloud", () => {
  const error = errorOf(() => new OutOfBandStep(new TerraformStack(new App(), "plain"), "one", { step }));
  expect(error.code).toBe("SCSBP-6250");
});

test("the blueprints' steps", () => {
  const kinds = (define: Parameters<typeof synth>[0]) => provisioned(synth(define)).triggers_replace;
  expect(kinds((stack) => new ScsDefaultSecurityRules(stack, "rules"))).toBe(
    CloudStep.defaultSecurityRules(true).toJson(),
  );
  expect(kinds((stack) => new ScsDefaultSecurityRules(stack, "rules", { ingressWithinDefaultGroup: false }))).toBe(
    CloudStep.defaultSecurityRules(false).toJson(),
  );
  expect(kinds((stack) => new ScsBackupCheck(stack, "backup"))).toBe(CloudStep.backupService().toJson());
  expect(kinds((stack) => new ScsKeyManagerPolicy(stack, "kms"))).toBe(step.toJson());
  const revoking = provisioned(synth((stack) => new ScsKeyManagerPolicy(stack, "kms", { revokeOnDestroy: true })));
  expect(revoking.provisioner).toHaveLength(2);
});

test("a role that implies itself", () => {
  const act = () => synth((stack) => new ScsKeyManagerPolicy(stack, "kms", { creatorRole: "member" }));
  expect(errorOf(act).code).toBe("SCSBP-6256");
});
