import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CatalogImage, FlavorSet, ImageChecksum, VolumeEncryption } from "../../../lib/blueprints/operator/index";
import { OsismBootstrapCloud } from "../../../lib/blueprints/osism/index";
import { ScsOnYaook, YaookCeph, YaookComputePool, YaookRelease } from "../../../lib/blueprints/yaook/index";
import { Compliance, Outcome, Profile, type Report, type RuleResult } from "../../../packages/checker/src/index";
import { App, Cloud, ScsStack } from "../../../lib/index";
import { Scope } from "../../../packages/standards/src/index";

/**
 * The page that holds the two reference implementations against IaaS v5.1, clause by clause, as the reports on their
 * programs say it. `UPDATE_PAGES=1 npx jest test/unit/docs/reference-implementations` writes the table anew.
 */
const PAGE = join(__dirname, "../../../docs/reference-implementations.md");
const [BEGIN, END] = ["<!-- generated: table -->", "<!-- generated: end -->"];

const images = {
  date: "2026-11-23",
  images: [
    CatalogImage.ubuntu("24.04", {
      versions: [
        {
          version: "20261101",
          url: "https://cloud-images.ubuntu.com/releases/noble/release-20261101/ubuntu-24.04-server-cloudimg-amd64.img",
          checksum: ImageChecksum.sha512("ab".repeat(64)),
          buildDate: "2026-11-01",
        },
      ],
    }),
  ],
};

function report(define: (app: App) => void): Report {
  const app = new App();
  define(app);
  return Compliance.of(app).check([Profile.scope(Scope.IAAS_V5_1, true)], { date: "2026-11-23" });
}

const osism = report((app) => {
  const stack = new ScsStack(app, "content", { cloud: Cloud.fromEnvironment() });
  new OsismBootstrapCloud(stack, "cloud", { images });
});

const yaook = report((app) => {
  new ScsOnYaook(app, "cloud", {
    domain: "cloud.example.org",
    region: "de-1",
    release: YaookRelease.fromName("2025.1"),
    controlNodes: ["control-1", "control-2", "control-3"],
    computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
    ceph: new YaookCeph({ monitors: ["mon-a:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" }),
    content: {
      images,
      flavors: { set: FlavorSet.MANDATORY_AND_RECOMMENDED },
      volumeTypes: { types: [{ name: "LUKS", encryption: VolumeEncryption.luks() }] },
    },
  });
});

/** Testcases of one clause: services one by one, the mandatory ones of flavors and images apart from the rest. */
function clauseOf({ rule }: RuleResult): string {
  const standard = /^scs-\d{4}/.exec(rule.standard)?.[0] ?? rule.standard;
  if (standard === "scs-0123") {
    return `${standard} ${rule.id.replace(/^scs-0123-(service-)?/, "")}`;
  }
  const kind = standard === "scs-0104" ? `${rule.id.includes("-source-") ? "sources" : "images"}, ` : "";
  return `${standard} ${kind}${rule.level}`;
}

/** By what a clause is met, with the number of its testcases. */
function words(results: readonly RuleResult[]): string {
  const counts = new Map<string, number>();
  for (const { outcome, fulfilment } of results) {
    const said = { [Outcome.FAIL]: "**missing**", [Outcome.WARN]: "a warning" } as Partial<Record<Outcome, string>>;
    const word = said[outcome] ?? (fulfilment ?? outcome).replaceAll("-", " ");
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => (results.length === 1 ? word : `${word} (${count})`)).join(", ");
}

function table(): string {
  const clauses = [...new Set(osism.results.map(clauseOf))];
  const cell = ({ results }: Report, clause: string) => words(results.filter((each) => clauseOf(each) === clause));
  const count = (clause: string) => osism.results.filter((each) => clauseOf(each) === clause).length;
  return [
    "| clause | testcases | OSISM | Yaook |",
    "| --- | --- | --- | --- |",
    ...clauses.map((clause) => `| ${clause} | ${count(clause)} | ${cell(osism, clause)} | ${cell(yaook, clause)} |`),
  ].join("\n");
}

test("the page says what the reports say", () => {
  const text = readFileSync(PAGE, "utf8");
  const [before, after] = [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END))];
  const made = `${before}${BEGIN}\n\n${table()}\n\n${after}`;
  if (process.env["UPDATE_PAGES"] === "1") {
    writeFileSync(PAGE, made);
  }
  expect(text.includes(BEGIN) && text.includes(END)).toBe(true);
  expect(made).toBe(readFileSync(PAGE, "utf8"));
});

test("both are judged by the same testcases, and neither violates a mandatory one", () => {
  const ids = ({ results }: Report) => results.map(({ rule }) => rule.id);
  expect(ids(yaook)).toEqual(ids(osism));
  for (const { results } of [osism, yaook]) {
    const violated = results.filter(({ outcome, rule }) => outcome === Outcome.FAIL && rule.level === "mandatory");
    expect(violated.map(({ rule }) => rule.id)).toEqual([]);
  }
});
