import { BlueprintError, refuse } from "../errors";
import { Quote } from "../quote";
import { VolumeAspect } from "../volume-aspects";
import type { CloudContextFacts, ContextDifference, ContextImage } from "./cloud-context";

type Value = unknown;

/**
 * Reads a context file strictly: what is not as it must be is named with its place in the file. Fields that a later
 * release may add are passed over.
 *
 * @internal
 */
export class ContextReader {
  /** @throws BlueprintError SCSBP-5051 for another file, SCSBP-5052 for a newer format, SCSBP-5053 for a wrong value */
  public static read(text: string, file: string): CloudContextFacts {
    let json: unknown;
    try {
      json = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
      throw ContextReader.noContext(file, text.trim() === "" ? "an empty file" : "not JSON");
    }
    if (!isObject(json) || json["format"] !== CONTEXT_FORMAT) {
      throw ContextReader.noContext(file, isObject(json) ? `format ${quoted(json["format"])}` : quoted(json));
    }
    if (json["version"] !== CONTEXT_VERSION) {
      throw refuse("SCSBP-5052", {
        what: "the context file has another version of the format",
        got: `version ${quoted(json["version"])} in ${file}`,
        allowed: `version ${CONTEXT_VERSION}`,
        fix: "make it anew with this release: npx scs-blueprints lookup; or update scs-blueprints to the release that made it",
      });
    }
    return new ContextReader(file).facts(json);
  }

  private static noContext(file: string, got: string): BlueprintError {
    return refuse("SCSBP-5051", {
      got: `${got}, in ${file}`,
      allowed: "a file that `scs-blueprints lookup` wrote",
      fix: "make one: npx scs-blueprints lookup --cloud NAME",
    });
  }

  private constructor(private readonly file: string) {}

  private facts(json: Record<string, Value>): CloudContextFacts {
    return {
      cloud: this.text(json, "cloud"),
      authUrl: this.text(json, "authUrl"),
      ...this.optional("region", json["region"], () => this.text(json, "region")),
      services: this.entries(json, "services", (entry, at) => ({
        type: this.text(entry, "type", at),
        ...this.optional("minVersion", entry["minVersion"], () => this.text(entry, "minVersion", at)),
        ...this.optional("maxVersion", entry["maxVersion"], () => this.text(entry, "maxVersion", at)),
      })),
      computeZones: this.texts(json, "computeZones"),
      volumeZones: this.texts(json, "volumeZones"),
      networkZones: this.texts(json, "networkZones"),
      flavors: this.entries(json, "flavors", (entry, at) => ({
        name: this.text(entry, "name", at),
        vcpus: this.number(entry, "vcpus", at),
        ramMiB: this.number(entry, "ramMiB", at),
        diskGB: this.number(entry, "diskGB", at),
        extraSpecs: this.map(entry, "extraSpecs", at),
      })),
      privateImages: this.flag(json, "privateImages"),
      images: this.entries(json, "images", (entry, at) => ({
        name: this.text(entry, "name", at),
        visibility: this.text(entry, "visibility", at),
        properties: this.map(entry, "properties", at),
        minDiskGiB: this.number(entry, "minDiskGiB", at),
        minRamMiB: this.number(entry, "minRamMiB", at),
        ...this.optional("sizeGiB", entry["sizeGiB"], () => this.number(entry, "sizeGiB", at)),
      })),
      volumeTypes: this.entries(json, "volumeTypes", (entry, at) => ({
        name: this.text(entry, "name", at),
        aspects: this.texts(entry, "aspects", at).map((aspect) => this.aspect(aspect, at)),
        ...this.optional("isDefault", entry["isDefault"], () => this.flag(entry, "isDefault", at)),
      })),
      externalNetworks: this.entries(json, "externalNetworks", (entry, at) => ({
        name: this.text(entry, "name", at),
        ...this.optional("isDefault", entry["isDefault"], () => this.flag(entry, "isDefault", at)),
      })),
      networkExtensions: this.texts(json, "networkExtensions"),
      ...this.optional("loadBalancerProviders", json["loadBalancerProviders"], () =>
        this.texts(json, "loadBalancerProviders"),
      ),
    };
  }

  private optional<T>(key: string, value: Value, read: () => T): Record<string, T> {
    return value === undefined ? {} : { [key]: read() };
  }

  private entries<T>(
    json: Record<string, Value>,
    key: string,
    read: (entry: Record<string, Value>, at: string) => T,
  ): T[] {
    const list = json[key];
    if (!Array.isArray(list)) {
      throw this.wrong(key, list, "a list");
    }
    return list.map((entry: Value, index) => {
      const at = `${key}[${index}]`;
      if (!isObject(entry)) {
        throw this.wrong(at, entry, "an object");
      }
      return read(entry, at);
    });
  }

  private text(json: Record<string, Value>, key: string, at?: string): string {
    const value = json[key];
    if (typeof value !== "string") {
      throw this.wrong(place(at, key), value, "a text");
    }
    return value;
  }

  private number(json: Record<string, Value>, key: string, at: string): number {
    const value = json[key];
    if (typeof value !== "number" || !(value >= 0)) {
      throw this.wrong(place(at, key), value, "a number from 0");
    }
    return value;
  }

  private flag(json: Record<string, Value>, key: string, at?: string): boolean {
    const value = json[key];
    if (typeof value !== "boolean") {
      throw this.wrong(place(at, key), value, "true or false");
    }
    return value;
  }

  private texts(json: Record<string, Value>, key: string, at?: string): string[] {
    const value = json[key];
    if (!Array.isArray(value) || !value.every((each): each is string => typeof each === "string")) {
      throw this.wrong(place(at, key), value, "a list of texts");
    }
    return value;
  }

  private map(json: Record<string, Value>, key: string, at: string): Record<string, string> {
    const value = json[key];
    if (!isObject(value) || !Object.values(value).every((each) => typeof each === "string")) {
      throw this.wrong(place(at, key), value, "an object of texts");
    }
    return value as Record<string, string>;
  }

  private aspect(text: string, at: string): VolumeAspect {
    const known = Object.values(VolumeAspect).find((aspect) => aspect === text);
    if (known === undefined) {
      throw this.wrong(`${at}.aspects`, text, Object.values(VolumeAspect).join(", "));
    }
    return known;
  }

  private wrong(at: string, got: Value, allowed: string): BlueprintError {
    return refuse("SCSBP-5053", {
      what: `the context file is broken at ${at}`,
      got: `${quoted(got)}, in ${this.file}`,
      allowed,
      fix: "do not edit it: make it anew with npx scs-blueprints lookup",
    });
  }
}

function place(at: string | undefined, key: string): string {
  return at === undefined ? key : `${at}.${key}`;
}

function isObject(value: Value): value is Record<string, Value> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quoted(value: Value): string {
  if (value === undefined || typeof value === "string") {
    return value === undefined ? "nothing" : Quote.text(value);
  }
  return JSON.stringify(value).slice(0, 80);
}

/** What the first line of a file says of its format. @internal */
const CONTEXT_FORMAT = "scs-blueprints/cloud-context";
/** Version of the format; a file of a newer one is refused. @internal */
const CONTEXT_VERSION = 1;

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
