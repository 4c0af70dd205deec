import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type * as Library from "../../lib/index";
import type * as Kaas from "../../lib/blueprints/kaas/index";

/** The library as programs import it: only the compiled entries check arguments. */
const DIST = join(__dirname, "../../dist");
const library = jest.requireActual<typeof Library>(join(DIST, "index.js"));
const { App, Cloud, Flavor, Image, Port, ProjectNetwork, ScsStack, Server, ServerPool } = library;

type Json = Record<string, unknown>;
type Type = string | { list: Type } | { map: Type } | { oneOf: Type[] };
interface Slot {
  type: Type;
  optional?: boolean;
}
interface Definition {
  values?: Record<string, unknown>;
  fields?: Record<string, Slot>;
  members?: string[];
  constructor?: Parameter[];
  statics?: Record<string, Parameter[]>;
  methods?: Record<string, Parameter[]>;
}
type Parameter = Slot & { name: string; rest?: boolean };
const types = JSON.parse(readFileSync(join(DIST, "api-types.json"), "utf8")) as Record<string, Definition>;
const define = (type: Type) => (typeof type === "string" && Object.hasOwn(types, type) ? types[type] : undefined);

const app = new App();
const stack = new ScsStack(app, "stack", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { tiers: ["web"] });
const pool = { tier: network.tier("web"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), size: 2 };

function refusal(work: () => unknown): { code?: string; what?: string; path?: string; allowed?: string; fix?: string } {
  try {
    work();
  } catch (error) {
    return error as Json;
  }
  return {};
}
let count = 0;
const id = () => `made-${(count += 1)}`;

test("what is missing or of a wrong type is refused, with the function, the argument and what it takes", () => {
  const construct = (props: unknown) => () => new Server(stack, "web", props as Library.ServerProps);
  expect(refusal(construct(undefined))).toMatchObject({
    code: "SCSBP-1040",
    what: "new Server needs `props`",
    path: "stack/web",
    allowed: "an object, ServerProps, with tier: INetworkTier, flavor: Flavor, image: Image",
  });
  const { tier, flavor, image } = pool;
  expect(refusal(construct({ flavor, image }))).toMatchObject({ what: "new Server needs `tier`", fix: "set tier" });
  expect(refusal(construct({ tier, image, flavor: "SCS-2V-4" })).allowed).toMatch(
    /^Flavor, such as Flavor\.\w+\(name\)/,
  );
  expect(refusal(construct({ tier: "web", image, flavor })).allowed).toMatch(/^INetworkTier, such as .*\btier\(name\)/);
  expect(refusal(() => Image.ubuntu(24.04 as never))).toMatchObject({
    what: "Image.ubuntu cannot take this as `version`",
  });
  expect(refusal(() => network.tier(undefined as never))).toMatchObject({ path: "stack/network", code: "SCSBP-1040" });
});

test("elements of lists and of objects are named by their place", () => {
  const dataVolumes = [
    { name: "data", sizeGB: 1 },
    { name: "more", sizeGB: "1" },
  ];
  const { size: _, ...server } = pool;
  const refused = refusal(() => new Server(stack, id(), { ...server, dataVolumes } as never));
  expect(refused.code).toBe(refused.code === "SCSBP-1041" ? "SCSBP-1041" : "SCSBP-1040");
  expect(refused.what).toContain("dataVolumes[");
});

test("a misspelt property is refused, any other is left alone", () => {
  const make = (more: Json) => () => new ServerPool(stack, id(), { ...pool, ...more } as Library.ServerPoolProps);
  expect(refusal(make({ floatingIP: true }))).toMatchObject({ code: "SCSBP-1041", fix: "write floatingIp" });
  expect(refusal(make({ allowedAdresses: [] }))).toMatchObject({ code: "SCSBP-1041", fix: "write allowedAddresses" });
  expect(refusal(make({ owner: "team", comment: 1 }))).toEqual({});
});

test("an id that is empty or taken, and a construct outside of a stack, have codes", () => {
  const { size: _, ...server } = pool;
  expect(refusal(() => new Server(stack, "", server)).code).toBe("SCSBP-1042");
  expect(refusal(() => new Server(stack, "network", server))).toMatchObject({
    code: "SCSBP-1042",
    what: '"network" is the id of another construct in the same scope',
  });
  expect(refusal(() => new ProjectNetwork(app, "lonely", { tiers: ["web"] })).code).toBe("SCSBP-1043");
});

test("values that Terraform knows later are taken", () => {
  const reference = { resolve: () => "web", creationStack: [] };
  expect(refusal(() => new ServerPool(stack, id(), { ...pool, userData: reference } as never)).code).not.toBe(
    "SCSBP-1040",
  );
});

test("a program's own class is checked where it calls the library's", () => {
  class Web extends Server {
    public constructor() {
      super(stack, "own", { tier: 1 } as never);
    }
  }
  expect(refusal(() => new Web())).toMatchObject({ what: "new Server cannot take this as `tier`", path: "stack/own" });
});

test("classes stay what they are", () => {
  const made = new ServerPool(stack, id(), pool);
  expect(made).toBeInstanceOf(ServerPool);
  expect(made.constructor.name).toBe("ServerPool");
  const kaas = jest.requireActual<typeof Kaas>(join(DIST, "blueprints/kaas/index.js"));
  const openstack = jest.requireActual<typeof Library>(join(DIST, "openstack/index.js"));
  expect(openstack.Port).toBe(Port);
  expect(kaas.KaasCluster.name).toBe("KaasCluster");
});

/** A value that a type takes, as far as the check looks. */
function fitting(type: Type): unknown {
  if (typeof type === "object") {
    return "list" in type ? [] : "map" in type ? {} : fitting(type.oneOf[0]!);
  }
  const definition = define(type);
  if (definition?.values !== undefined) {
    return Object.values(definition.values)[0];
  }
  if (definition?.fields !== undefined) {
    return fittingFields(definition.fields);
  }
  if (definition?.members !== undefined) {
    const stub = { [type]: class {} }[type] as new () => object; // a class of that name
    return Object.assign(new stub(), Object.fromEntries(definition.members.map((name) => [name, undefined])));
  }
  return ({ string: "text", number: 1, boolean: true, Construct: stack } as Json)[type];
}
const fittingFields = (fields: Record<string, Slot>): Json =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { optional }]) => optional !== true)
      .map(([name, { type }]) => [name, fitting(type)]),
  );

/** Values that no type but `any` takes. */
const WRONG = [Symbol("wrong"), null];
const UNCHECKED = new Set(["any", "Port", "Peer", "IConnectable", "SecurityGroup", "ISecurityGroup"]);

const entries = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("index.js"));
const classes = new Map<string, new (...args: unknown[]) => unknown>(
  entries.flatMap((file) => {
    const found = jest.requireActual<Record<string, new () => unknown>>(join(DIST, file));
    return readFileSync(join(DIST, file), "utf8").includes(".checkedApi(")
      ? Object.entries(found).filter(([name]) => types[name]?.statics !== undefined)
      : [];
  }),
);

/** Calls with one wrong argument or property each. @returns how many were refused as they should be */
function refusesWhatIsOfNoType(name: string, parameters: Parameter[], call: (...args: unknown[]) => unknown): number {
  let checked = 0;
  const args = parameters.map(({ type }) => fitting(type));
  parameters.forEach((parameter, index) => {
    const fields = define(parameter.type)?.fields ?? {};
    const slots: [string, Slot, (value: unknown) => unknown][] = [
      [parameter.name, parameter, (value) => value],
      ...Object.entries(fields).map(([field, slot]): [string, Slot, (value: unknown) => unknown] => [
        parameter.name === "props" ? field : `${parameter.name}.${field}`,
        slot,
        (value) => ({ ...fittingFields(fields), [field]: value }),
      ]),
    ];
    for (const [place, , put] of slots.filter(([, slot]) => !UNCHECKED.has(slot.type as string))) {
      for (const wrong of WRONG) {
        const { code, what } = refusal(() => call(...args.map((each, at) => (at === index ? put(wrong) : each))));
        expect([name, place, code, what]).toEqual([name, place, "SCSBP-1040", expect.stringContaining(`\`${place}`)]);
        checked += 1;
      }
    }
  });
  return checked;
}

/** Not abstract, and without a list of arguments at its end. */
const isCallable = (owner: object, [method, parameters]: [string, Parameter[]]) =>
  Object.hasOwn(owner, method) && parameters.every(({ rest }) => rest !== true);

test("every argument and property of every public function refuses what is of no type", () => {
  const counts = { constructors: 0, functions: 0 };
  for (const [name, made] of classes) {
    const definition = types[name]!;
    if (Object.hasOwn(definition, "constructor")) {
      const parameters = definition.constructor as unknown as Parameter[];
      counts.constructors += refusesWhatIsOfNoType(name, parameters, (...args) => new made(...args));
    }
    const functions: [object, [string, Parameter[]][]][] = [
      [made, Object.entries(definition.statics ?? {})],
      [made.prototype as object, Object.entries(definition.methods ?? {})],
    ];
    for (const [owner, each] of functions) {
      for (const [method, parameters] of each.filter((one) => isCallable(owner, one))) {
        const called = (owner as Record<string, (...args: unknown[]) => unknown>)[method]!;
        const self = owner === made ? made : {};
        counts.functions += refusesWhatIsOfNoType(`${name}.${method}`, parameters, (...args) =>
          called.apply(self, args),
        );
      }
    }
  }
  expect(counts.constructors).toBeGreaterThan(1500);
  expect(counts.functions).toBeGreaterThan(500);
});
