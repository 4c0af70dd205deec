import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import {
  Annotations,
  Aspects,
  Fn,
  Lazy,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { Compliance, Profile } from "../../../packages/checker/src/index";
import { App, Cloud, ScsStack } from "../../../lib/index";
import { Scope } from "../../../packages/standards/src/index";

/** The suite also runs on the engine's maintained fork, which synthesizes by itself: test/e2e/engines.test.ts. */
const { version } = JSON.parse(readFileSync(require.resolve("cdktf/package.json"), "utf8")) as { version: string };
const OURS = version.startsWith("0.21.");

type Define = (one: ScsStack, app: App) => void;

afterEach(() => delete process.env["SCS_BLUEPRINTS_SYNTH"]);

/** All that a synthesis writes, by file; `engine` leaves it to the engine alone. */
function written(define: Define, by: "us" | "engine"): { files: Record<string, string>; resolved: number } {
  if (by === "engine") {
    process.env["SCS_BLUEPRINTS_SYNTH"] = "engine";
  } else {
    delete process.env["SCS_BLUEPRINTS_SYNTH"];
  }
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-synthesis-"));
  try {
    const app = new App({ outdir });
    const one = new ScsStack(app, "one", { cloud: Cloud.fromEnvironment() });
    let resolved = 0;
    new TerraformLocal(one, "counted", Lazy.anyValue({ produce: () => ++resolved && "counted" }));
    define(one, app);
    app.synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    const names = ["manifest.json", ...Object.values(stacks).map((stack) => stack.synthesizedStackPath)];
    const read = (name: string) => readFileSync(join(outdir, name), "utf8").replaceAll(outdir, "OUT");
    return { files: Object.fromEntries(names.map((name) => [name, read(name)])), resolved };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const network = (scope: TerraformStack, id: string) => new NetworkingNetworkV2(scope, id, { name: id });

const cases: Record<string, Define> = {
  nothing: () => undefined,
  "references, outputs and variables": (one) => {
    const made = network(one, "made");
    new NetworkingSubnetV2(one, "subnet", { networkId: made.id, cidr: "10.0.0.0/24", dnsNameservers: made.tags });
    const variable = new TerraformVariable(one, "name", { type: "string", sensitive: true });
    one.addOutput("joined", Fn.join("-", [made.id, variable.stringValue, "${literal}"]));
    one.addOutput("numbers", [made.mtu, `mtu ${made.mtu} of ${made.name}`]);
  },
  "references between stacks": (one, app) => {
    const made = network(one, "made");
    const two = new ScsStack(app, "two", { cloud: Cloud.fromEnvironment() });
    new NetworkingSubnetV2(two, "subnet", { networkId: made.id, cidr: "10.0.0.0/24" });
    const three = new TerraformStack(app, "three"); // a stack of the engine's own beside
    new TerraformOutput(three, "id", { value: `${made.id}/x` });
  },
  "aspects that change what is there": (one) => {
    network(one, "made");
    Aspects.of(one).add({
      visit: (node) => {
        if (node instanceof NetworkingNetworkV2) {
          node.description = "by an aspect";
          node.addOverride("lifecycle.prevent_destroy", true);
        }
      },
    });
  },
  "Lazy values": (one) => {
    const later: string[] = [];
    const made = network(one, "made");
    made.description = Lazy.stringValue({ produce: () => `tags: ${later.join(" ")}` });
    made.tags = Lazy.listValue({ produce: () => later }, { omitEmpty: true });
    later.push("a", "b");
  },
  "iterators and dynamic blocks": (one) => {
    const made = network(one, "made");
    const each = TerraformIterator.fromList(["a", "b"]);
    new NetworkingNetworkV2(one, "each", { forEach: each, name: each.value, tags: [made.id] });
    const subnets = TerraformIterator.fromMap({ a: { start: "1", end: "2" } });
    new NetworkingSubnetV2(one, "pools", {
      networkId: made.id,
      allocationPool: subnets.dynamic({ start: subnets.getString("start"), end: subnets.getString("end") }),
    });
  },
  "overrides of stack and resources": (one) => {
    const made = network(one, "made");
    made.addOverride("description", Fn.upper(made.name));
    made.addOverride("tags", undefined);
    one.addOverride("check.alive", { assert: [{ condition: `\${${made.fqn}.id != ""}`, error_message: "gone" }] });
    one.addOverride("terraform.required_version", ">= 1.6");
    one.addOverride("resource.openstack_networking_network_v2.made.mtu", made.mtu);
    one.addOverride("output", null);
  },
  "moved and import": (one) => {
    const made = network(one, "made");
    Object.assign(made, { _imported: { id: "an-id" }, _movedById: { from: "x.former", to: "x.made" } });
    const gone = network(one, "gone");
    Object.assign(gone, { _hasMoved: true, _movedById: { from: "x.gone", to: "x.there" } });
  },
  "texts with what looks like templates, numbers like tokens, null": (one) => {
    const made = network(one, "made");
    made.description = 'a ${b} }} %{ if } $${c} 1e5 -1.5e+3 "quoted"\n';
    made.addOverride("value_specs", { "${made}": Token.nullValue(), empty: {}, none: [], nested: [{ a: [[1], []] }] });
    one.addOutput("expression", Fn.conditional(true, made.description, Fn.rawString("${x}")));
  },
  annotations: (one) => Annotations.of(network(one, "made")).addWarning("look"),
  "a Lazy value that defines a resource": (one) => {
    const made = network(one, "made");
    made.description = Lazy.stringValue({
      produce: () => ((one.node.tryFindChild("late") as NetworkingNetworkV2 | undefined) ?? network(one, "late")).id,
    });
  },
};

test.each(Object.keys(cases))("%s: the engine's own bytes", (name) => {
  // from one line, which stack traces of annotations hold
  const [ours, engine] = (["us", "engine"] as const).map((by) => written(cases[name]!, by));
  expect(ours!.files).toEqual(engine!.files);
  expect(Object.keys(ours!.files).length).toBeGreaterThan(1);
});

test("a token is resolved once, and twice by the engine, which goes through the result a third time", () => {
  expect(written(cases["Lazy values"]!, "us").resolved).toBe(OURS ? 1 : 2);
  expect(written(cases["Lazy values"]!, "engine").resolved).toBe(2);
});

test("an error in a Lazy value has the engine's message, and says how to see where the value was made", () => {
  const define: Define = (one) => {
    network(one, "made").description = Lazy.stringValue({
      produce: () => {
        throw new Error("no such thing");
      },
    });
  };
  expect(() => written(define, "us")).toThrow(
    OURS ? /no such thing[\s\S]*SCS_BLUEPRINTS_SYNTH=engine/ : /no such thing/,
  );
});

test("an engine of another version synthesizes by itself", () => {
  const define: Define = (one) => {
    Object.assign(one, { cdktfVersion: "0.24.0" });
    expect(TerraformResource.isTerraformResource(network(one, "made"))).toBe(true);
  };
  expect(written(define, "us").resolved).toBe(2);
});

test("a check at synth looks at what was synthesized, and resolves nothing again; one of its own later does", () => {
  const check: Define = (_, app) => Compliance.of(app).require(Scope.IAAS_V5_1, { date: "2026-01-01" });
  expect(written(check, "us").resolved).toBe(OURS ? 1 : 3);
  let resolved = 0;
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-synthesis-"));
  const app = new App({ outdir });
  const one = new ScsStack(app, "one", { cloud: Cloud.fromEnvironment() });
  new TerraformLocal(one, "counted", Lazy.anyValue({ produce: () => ++resolved && "counted" }));
  check(one, app);
  app.synth();
  Compliance.of(app).check([Profile.goodPractice()], { date: "2026-01-01" });
  rmSync(outdir, { recursive: true, force: true });
  expect(resolved).toBe(OURS ? 2 : 5);
});
