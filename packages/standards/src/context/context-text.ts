import type { CloudContextFacts, ContextDifference, ContextImage } from "./cloud-context-facts";

/** What the first line of a file says of its format. @internal */
export const CONTEXT_FORMAT = "scs-blueprints/cloud-context";
/** Version of the format; a file of a newer one is refused. @internal */
export const CONTEXT_VERSION = 1;

type Entry = Record<string, unknown>;

/**
 * A context as text: the same facts give the same bytes, and what changes is a changed line.
 *
 * @internal
 */
export class ContextText {
  /** JSON with one line for each flavor, image and so on. */
  public static render(facts: CloudContextFacts): string {
    const fields = Object.entries(ContextText.sorted(facts)).map(
      ([key, value]) => `  ${JSON.stringify(key)}: ${Array.isArray(value) ? lines(value) : JSON.stringify(value)}`,
    );
    return `{\n${fields.join(",\n")}\n}\n`;
  }

  /** Everything in its order: fields as listed here, entries by name, keys of maps by themselves. */
  public static sorted(facts: CloudContextFacts): Entry {
    return defined({
      format: CONTEXT_FORMAT,
      version: CONTEXT_VERSION,
      cloud: facts.cloud,
      authUrl: facts.authUrl,
      region: facts.region,
      services: entries(facts.services.map(({ type, minVersion, maxVersion }) => ({ type, minVersion, maxVersion }))),
      computeZones: words(facts.computeZones),
      volumeZones: words(facts.volumeZones),
      networkZones: words(facts.networkZones),
      flavors: entries(
        facts.flavors.map(({ name, vcpus, ramMiB, diskGB, extraSpecs }) => ({
          name,
          vcpus,
          ramMiB,
          diskGB,
          extraSpecs: map(extraSpecs ?? {}),
        })),
      ),
      privateImages: facts.privateImages,
      images: entries(facts.images.map((image) => ContextText.image(image))),
      volumeTypes: entries(
        facts.volumeTypes.map(({ name, aspects, isDefault }) => ({
          name,
          aspects: words(aspects),
          isDefault: isDefault === true ? true : undefined,
        })),
      ),
      externalNetworks: entries(
        facts.externalNetworks.map(({ name, isDefault }) => ({
          name,
          isDefault: isDefault === true ? true : undefined,
        })),
      ),
      networkExtensions: words(facts.networkExtensions),
      loadBalancerProviders: facts.loadBalancerProviders === undefined ? undefined : words(facts.loadBalancerProviders),
    });
  }

  /** What differs from `before` to `after`, by kind and name. */
  public static differences(before: CloudContextFacts, after: CloudContextFacts): ContextDifference[] {
    const [old, now] = [ContextText.parts(before), ContextText.parts(after)];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
      const [was, is] = [old.get(key), now.get(key)];
      const [kind = "", name = ""] = key.split("\n");
      return was === is ? [] : [defined({ kind, name, before: was, after: is }) as unknown as ContextDifference];
    });
  }

  private static image({ name, visibility, properties, minDiskGiB, minRamMiB, sizeGiB }: ContextImage): Entry {
    return { name, visibility, properties: map(properties), minDiskGiB, minRamMiB, sizeGiB };
  }

  /** Each fact under its kind and name; entries of one name are counted. */
  private static parts(facts: CloudContextFacts): Map<string, string> {
    const parts = new Map<string, string>();
    for (const [field, value] of Object.entries(ContextText.sorted(facts))) {
      const kind = KINDS[field];
      if (kind === undefined) {
        continue;
      }
      for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
        const { name, text } = part(entry);
        let key = `${kind}\n${Array.isArray(value) ? name : ""}`;
        for (let count = 2; parts.has(key); count += 1) {
          key = `${kind}\n${name} (${count})`;
        }
        parts.set(key, text);
      }
    }
    return parts;
  }
}

/** How fields are called in differences; those that are no facts of the cloud are not compared. */
const KINDS: Readonly<Record<string, string>> = {
  authUrl: "auth URL",
  region: "region",
  services: "service",
  computeZones: "compute zone",
  volumeZones: "volume zone",
  networkZones: "network zone",
  flavors: "flavor",
  privateImages: "private images",
  images: "image",
  volumeTypes: "volume type",
  externalNetworks: "external network",
  networkExtensions: "network extension",
  loadBalancerProviders: "load balancer provider",
};

function part(entry: unknown): { name: string; text: string } {
  if (typeof entry !== "object" || entry === null) {
    return { name: String(entry), text: String(entry) };
  }
  const { name, type, ...rest } = entry as { name?: string; type?: string };
  return { name: name ?? type ?? "", text: inline(rest) };
}

function lines(list: readonly unknown[]): string {
  return list.length === 0 ? "[]" : `[\n${list.map((each) => `    ${inline(each)}`).join(",\n")}\n  ]`;
}

/** JSON on one line, with blanks as formatters write them. */
function inline(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(inline).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** By name or type, then by all of the rest: the order in which a cloud answers does not show. */
function entries(list: readonly Entry[]): Entry[] {
  const key = (entry: Entry): string => JSON.stringify([entry["name"] ?? entry["type"], inline(entry)]);
  return list
    .map(defined)
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ entry }) => entry);
}

/** Each once, sorted. */
function words(list: readonly string[]): string[] {
  return [...new Set(list)].sort(compare);
}

function map(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}

/** By code units: no language of a machine has a say. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function defined(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
