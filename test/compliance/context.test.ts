import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checker, Outcome, Profile, SynthEvidence } from "../../packages/checker/src/index";
import { App, Cloud, CloudContext, ScsStack, Volume, VolumeType } from "../../lib/index";
import { VolumeAspect } from "../../packages/standards/src";

const { facts } = CloudContext.fromFile(join(__dirname, "../data/scs-context-sandbox.json"));
const RULE = "good-practice-unencrypted-volume";
const luks = { name: "luks", aspects: [VolumeAspect.ENCRYPTED] };
const plain = { name: "plain", aspects: [] };
let outdir: string;
beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), "compliance-context-"))));
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** Outcomes of the rule in memory and on what is written: both have to say the same. */
function outcome(types: CloudContext["facts"]["volumeTypes"] | undefined, volumeType?: string, offered?: string) {
  const app = new App({ outdir });
  const context = types && CloudContext.fromFacts({ ...facts, volumeTypes: types }, { unchecked: ["later"] });
  const stack = new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment(), ...(context && { context }) });
  new Volume(stack, "data", { sizeGiB: 1, ...(volumeType && { volumeType: VolumeType.fromName(volumeType) }) });
  const profile = Profile.goodPractice().withParameters(offered === undefined ? {} : { "encryption-offered": offered });
  const of = (synth: ReturnType<typeof SynthEvidence.fromConstruct>) =>
    Checker.check([profile], { date: "2026-11-23", synth }).results.find(({ rule }) => rule.id === RULE)?.outcome;
  const inMemory = of(SynthEvidence.fromConstruct(app));
  app.synth();
  expect(of(SynthEvidence.fromDirectory(outdir))).toBe(inMemory);
  return inMemory;
}

test.each<[string, Parameters<typeof outcome>, Outcome]>([
  ["no context", [undefined, "luks"], Outcome.DEFERRED],
  ["an encrypted type", [[luks, plain], "luks"], Outcome.PASS],
  ["another one where there is an encrypted one", [[luks, plain], "plain"], Outcome.FAIL],
  ["another one where there is none", [[plain], "plain"], Outcome.NOT_APPLICABLE],
  ["a default type that is encrypted", [[{ ...luks, isDefault: true }]], Outcome.PASS],
  ["a default type that is not", [[luks, { ...plain, isDefault: true }]], Outcome.FAIL],
  ["a default type where none is encrypted", [[{ ...plain, isDefault: true }]], Outcome.NOT_APPLICABLE],
  ["a type that the context leaves to the plan", [[plain], "later"], Outcome.DEFERRED],
  ["what the profile says counts more", [[plain], "plain", "yes"], Outcome.FAIL],
])("encryption of volumes by the context of the stack: %s", (_, args, expected) => {
  expect(outcome(...args)).toBe(expected);
});
