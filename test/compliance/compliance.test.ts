import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Construct } from "constructs";
import { App, Cloud, Peer, Port, ProjectNetwork, ScsStack, SecurityGroup } from "../../lib/index";
import {
  Checker,
  Compliance,
  FailOn,
  Outcome,
  Profile,
  Sidecar,
  SynthEvidence,
  Verdict,
  WaiverState,
  type WaiverProps,
} from "../../packages/checker/src/index";
import { TerraformStack } from "../../lib/core/engine";
import { Scope } from "../../packages/standards/src/index";
import { DataOpenstackComputeFlavorV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-compute-flavor-v2";
import { errorOf } from "../support/errors";

const DATE = "2026-11-23";
const RULE = "good-practice-guarded-port-open";
let outdir: string;
beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), "compliance-"))));
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function app(): { app: App; stack: ScsStack } {
  const app = new App({ outdir });
  return { app, stack: new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment() }) };
}

function flavor(stack: Construct, name: string): void {
  new DataOpenstackComputeFlavorV2(stack, `flavor-${name}`, { name });
}

function openGroup(scope: Construct, id: string): SecurityGroup {
  const group = new SecurityGroup(scope, id);
  group.connections.allowFrom(Peer.anywhere("a test"), Port.tcp(22));
  return group;
}

const waiver: WaiverProps = {
  rule: RULE,
  reason: "until the VPN is there",
  owner: "net@example.org",
  expires: "2026-12-31",
};

describe("require", () => {
  test("lets an app pass that violates nothing; what only the cloud can tell does not fail", () => {
    const { app: program, stack } = app();
    flavor(stack, "SCS-2V-4");
    Compliance.of(program).require(Scope.IAAS_V5_1, { date: DATE });
    program.synth();
    expect(existsSync(join(outdir, "manifest.json"))).toBe(true);
  });

  test("fails app.synth() for a mandatory violation, in words", () => {
    const { app: program, stack } = app();
    flavor(stack, "SCS-2V-4-fast");
    Compliance.of(program).require(Scope.IAAS_V5_1, { date: DATE });
    const error = errorOf(() => program.synth());
    expect(error.code).toBe("SCSBP-4030");
    expect(error.message).toMatch(/SCS-compatible IaaS v5\.1: 1 mandatory rule is violated/);
    expect(error.message).toMatch(/scs-0100-syntax-check: Flavor names starting SCS- comply with syntax/);
    expect(error.message).toMatch(/shop\/flavor-SCS-2V-4-fast: not a valid name/);
    expect(error.message).toMatch(/waivers/);
    expect(error.message).not.toMatch(/undefined/);
  });

  test("works for a stack, and looks at that stack only", () => {
    const { app: program, stack } = app();
    const other = new ScsStack(program, "other", { cloud: Cloud.fromEnvironment() });
    flavor(other, "SCS-nonsense");
    Compliance.of(stack).require(Scope.IAAS_V5_1, { date: DATE });
    program.synth();
    Compliance.of(other).require(Scope.IAAS_V5_1, { date: DATE });
    expect(errorOf(() => program.synth()).code).toBe("SCSBP-4030");
  });

  test("sees what is added after it was called", () => {
    const { app: program, stack } = app();
    Compliance.of(program).require(Scope.IAAS_V5_1, { date: DATE });
    flavor(stack, "SCS-nonsense");
    expect(errorOf(() => program.synth()).code).toBe("SCSBP-4030");
  });

  test("several requirements fail in one error", () => {
    const { app: program, stack } = app();
    flavor(stack, "SCS-nonsense");
    openGroup(stack, "group");
    Compliance.of(program).require(Scope.IAAS_V5_1, { date: DATE });
    Compliance.of(program).requireProfile(Profile.goodPractice(), { date: DATE });
    const error = errorOf(() => program.synth());
    expect(error.message).toMatch(/scs-0100-syntax-check/);
    expect(error.message).toMatch(RULE);
    expect(error.what).toMatch(/SCS-compatible IaaS v5.1, Good practice/);
  });

  test("failOn decides what fails", () => {
    const make = (failOn: FailOn): App => {
      const { app: program, stack } = app();
      flavor(stack, "SCS-nonsense");
      Compliance.of(program).require(Scope.IAAS_V5_1, { date: DATE, failOn });
      return program;
    };
    make(FailOn.NEVER).synth();
    expect(errorOf(() => make(FailOn.RECOMMENDED).synth()).code).toBe("SCSBP-4030");
    const { app: program, stack } = app();
    flavor(stack, "m1.small");
    Compliance.of(program).requireProfile(Profile.goodPractice(), { date: DATE, failOn: FailOn.RECOMMENDED });
    program.synth();
  });

  test("does not change what is synthesized", () => {
    const text = (withIt: boolean): string => {
      const { app: program, stack } = app();
      const network = new ProjectNetwork(stack, "network", { cidr: "10.0.0.0/16", tiers: ["web"] });
      if (withIt) {
        Compliance.of(program).require(Scope.IAAS_V5_1);
        Compliance.of(network).waive(waiver);
      }
      program.synth();
      return readFileSync(join(outdir, "stacks/shop/cdk.tf.json"), "utf8");
    };
    expect(text(true)).toBe(text(false));
  });

  test("fails for a construct outside of an app", () => {
    expect(errorOf(() => Compliance.of(new Construct(undefined as never, ""))).code).toBe("SCSBP-4021");
  });
});

describe("waivers on constructs", () => {
  test("cover the construct and what is below it", () => {
    const { app: program, stack } = app();
    Compliance.of(openGroup(stack, "bastion")).waive(waiver);
    Compliance.of(program).requireProfile(Profile.goodPractice(), { date: DATE });
    program.synth();
  });

  test("do not cover a sibling", () => {
    const { app: program, stack } = app();
    Compliance.of(openGroup(stack, "bastion")).waive(waiver);
    openGroup(stack, "web");
    Compliance.of(program).requireProfile(Profile.goodPractice(), { date: DATE });
    const error = errorOf(() => program.synth());
    expect(error.message).toMatch(/shop\/web/);
    expect(error.message).not.toMatch(/shop\/bastion/);
  });

  test("on the app cover all stacks", () => {
    const { app: program, stack } = app();
    openGroup(stack, "web");
    Compliance.of(program).waive(waiver);
    expect(Compliance.of(stack).check([Profile.goodPractice()], { date: DATE }).failedRules).toEqual([]);
  });

  test("that expired fail the synth, and the error says so", () => {
    const { app: program, stack } = app();
    Compliance.of(openGroup(stack, "bastion")).waive({ ...waiver, expires: "2026-10-31" });
    Compliance.of(program).requireProfile(Profile.goodPractice(), { date: DATE });
    expect(errorOf(() => program.synth()).message).toMatch(
      /waiver expired on 2026-10-31 \(net@example.org\): until the VPN/,
    );
  });

  test("fail at once without reason, and at synth for an unknown rule", () => {
    const { app: program, stack } = app();
    const error = errorOf(() => Compliance.of(stack).waive({ ...waiver, reason: "" }));
    expect(error).toMatchObject({ code: "SCSBP-4010", path: "shop" });
    Compliance.of(stack).waive({ ...waiver, rule: "good-practice-guarded-port" });
    Compliance.of(program).require(Scope.IAAS_V5_1, { date: DATE });
    expect(errorOf(() => program.synth())).toMatchObject({
      code: "SCSBP-4011",
      fix: expect.stringContaining(RULE),
    });
  });

  test("are listed, used or not", () => {
    const { app: program, stack } = app();
    Compliance.of(stack).waive(waiver);
    const report = Compliance.of(program).check([Profile.goodPractice()], { date: DATE });
    expect(report.waivers).toMatchObject([{ id: `construct:shop:${RULE}`, where: "shop", state: WaiverState.UNUSED }]);
  });
});

describe("the file beside the manifest", () => {
  test("carries waivers and requirements to a later check of the output", () => {
    const { app: program, stack } = app();
    Compliance.of(openGroup(stack, "bastion")).waive(waiver);
    Compliance.of(program).requireProfile(Profile.goodPractice(), { date: DATE });
    program.synth();
    const said = Sidecar.read(outdir);
    expect(said).toMatchObject({ requires: ["good-practice"], problems: [] });
    const report = Checker.check([Profile.goodPractice()], {
      date: DATE,
      synth: SynthEvidence.fromDirectory(outdir),
      waivers: said.waivers,
    });
    expect(report.results[0]).toMatchObject({ rule: { id: RULE }, outcome: Outcome.WAIVED });
    expect(report.verdict).not.toBe(Verdict.FAILED);
  });

  test("is not used when a stack is newer, and is removed when there is nothing to say", () => {
    const { app: program, stack } = app();
    Compliance.of(stack).waive(waiver);
    program.synth();
    const later = new Date(Date.now() + 10_000);
    utimesSync(join(outdir, "stacks/shop/cdk.tf.json"), later, later);
    expect(Sidecar.read(outdir)).toMatchObject({
      waivers: [],
      problems: [expect.stringMatching(/older than the stacks/)],
    });
    rmSync(join(outdir, Sidecar.FILE));
    expect(Sidecar.read(outdir)).toEqual({ requires: [], waivers: [], problems: [] });
  });

  test("fails when it was tampered with", () => {
    const { app: program, stack } = app();
    Compliance.of(stack).waive(waiver);
    program.synth();
    writeFileSync(
      join(outdir, Sidecar.FILE),
      JSON.stringify({ waivers: [{ ...waiver, reason: "", constructPath: "" }] }),
    );
    expect(errorOf(() => Sidecar.read(outdir)).code).toBe("SCSBP-4010");
    writeFileSync(join(outdir, Sidecar.FILE), "[");
    expect(errorOf(() => Sidecar.read(outdir)).code).toBe("SCSBP-4020");
  });
});

describe("synthesized evidence", () => {
  test("in memory and from the output are the same", () => {
    const { app: program, stack } = app();
    new ProjectNetwork(stack, "network", { cidr: "10.0.0.0/16", tiers: ["web"] });
    flavor(stack, "SCS-2V-4");
    const memory = SynthEvidence.fromConstruct(program);
    program.synth();
    const output = SynthEvidence.fromDirectory(outdir);
    expect(memory.elements.map((each) => [each.address, each.values, each.constructPath])).toEqual(
      output.elements.map((each) => [each.address, each.values, each.constructPath]),
    );
    expect(output.record).toMatchObject({ state: "complete", source: outdir });
  });

  test("follows references within a stack", () => {
    const { app: program, stack } = app();
    openGroup(stack, "web");
    const synth = SynthEvidence.fromConstruct(program);
    const [rule] = synth.resources("openstack_networking_secgroup_rule_v2");
    expect(synth.referred(rule!, "security_group_id").map((each) => each.type)).toEqual([
      "openstack_networking_secgroup_v2",
    ]);
  });

  test("fails without output, with a broken one, and with nothing to synthesize", () => {
    expect(errorOf(() => SynthEvidence.fromDirectory(join(outdir, "none")))).toMatchObject({
      code: "SCSBP-4020",
      got: expect.stringMatching(/does not exist/),
    });
    expect(errorOf(() => SynthEvidence.fromDirectory(outdir)).got).toMatch(/no manifest/);
    const { app: program } = app();
    program.synth();
    writeFileSync(join(outdir, "stacks/shop/cdk.tf.json"), "{");
    expect(errorOf(() => SynthEvidence.fromDirectory(outdir)).code).toBe("SCSBP-4020");
    expect(errorOf(() => SynthEvidence.fromConstruct(new Construct(undefined as never, ""))).code).toBe("SCSBP-4021");
  });

  test("an app without stacks proves nothing", () => {
    const report = Compliance.of(new App({ outdir })).check([Profile.goodPractice()], { date: DATE });
    expect(report.header.evidence[0]).toMatchObject({ state: "unavailable", problems: ["the app has no stack"] });
    expect(report.verdict).toBe(Verdict.INCOMPLETE);
  });

  test("a stack of the engine itself can be checked too", () => {
    const stack = new TerraformStack(new App({ outdir }), "plain");
    flavor(stack, "SCS-nonsense");
    expect(Compliance.of(stack).check([Profile.scope(Scope.IAAS_V5_1)], { date: DATE }).failedRules).toEqual([
      "scs-0100-syntax-check",
    ]);
  });
});
