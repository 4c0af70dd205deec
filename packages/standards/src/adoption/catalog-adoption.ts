import { readFileSync } from "node:fs";
import { BlueprintError, refuse } from "../errors";
import { Quote } from "../quote";

/** A flavor that the cloud has, as its operator sees it. */
export interface AdoptedFlavor {
  readonly id: string;
  readonly name: string;
  readonly vcpus: number;
  /** Memory in MiB. */
  readonly ramMiB: number;
  /** Root disk in GB. */
  readonly diskGB: number;
  /** Further local disk in GB. */
  readonly ephemeralGB: number;
  /** Swap in MiB. */
  readonly swapMiB: number;
  /** Share of the network's bandwidth, where a back end heeds it. */
  readonly rxTxFactor: number;
  readonly isPublic: boolean;
  /** Empty when there is none. */
  readonly description: string;
  readonly extraSpecs: { [key: string]: string };
}

/** An image that the cloud has, as its operator sees it. */
export interface AdoptedImage {
  readonly id: string;
  readonly name: string;
  /** public, community, shared or private. */
  readonly visibility: string;
  readonly hidden: boolean;
  readonly diskFormat: string;
  readonly containerFormat: string;
  readonly minDiskGiB: number;
  readonly minRamMiB: number;
  /** `os_hash_algo`; empty when Glance shows none. */
  readonly hashAlgorithm: string;
  /** `os_hash_value`; empty when Glance shows none. */
  readonly hash: string;
  readonly tags: string[];
  /** Properties that are texts. */
  readonly properties: { [key: string]: string };
}

/** What a cloud has before a catalogue takes it over. */
export interface AdoptionFacts {
  /** Name of the cloud in clouds.yaml. */
  readonly cloud: string;
  readonly flavors: AdoptedFlavor[];
  readonly images: AdoptedImage[];
}

const FORMAT = "scs-blueprints/catalog-adoption";
const VERSION = 1;

const FLAVOR_FIELDS: Readonly<Record<keyof AdoptedFlavor, string>> = {
  id: "text",
  name: "text",
  vcpus: "number",
  ramMiB: "number",
  diskGB: "number",
  ephemeralGB: "number",
  swapMiB: "number",
  rxTxFactor: "number",
  isPublic: "flag",
  description: "text",
  extraSpecs: "map",
};
const IMAGE_FIELDS: Readonly<Record<keyof AdoptedImage, string>> = {
  id: "text",
  name: "text",
  visibility: "text",
  hidden: "flag",
  diskFormat: "text",
  containerFormat: "text",
  minDiskGiB: "number",
  minRamMiB: "number",
  hashAlgorithm: "text",
  hash: "text",
  tags: "texts",
  properties: "map",
};

/**
 * Flavors and images that a cloud has already, as `scs-blueprints adopt` found them: a catalogue that gets it imports
 * what it knows by name, in place of making it anew. The file is kept in git as long as the catalogue is.
 *
 * @example
 * const adoption = CatalogAdoption.fromFacts({
 *   cloud: "regio-admin",
 *   images: [],
 *   flavors: [
 *     {
 *       id: "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
 *       name: "SCS-2V-4",
 *       vcpus: 2,
 *       ramMiB: 4096,
 *       diskGB: 0,
 *       ephemeralGB: 0,
 *       swapMiB: 0,
 *       rxTxFactor: 1,
 *       isPublic: true,
 *       description: "",
 *       extraSpecs: { "scs:name-v1": "SCS-2V:8" },
 *     },
 *   ],
 * });
 * adoption.flavor("SCS-2V-4")?.ramMiB; // 4096
 */
export class CatalogAdoption {
  /**
   * From a file that `scs-blueprints adopt` wrote.
   *
   * @param path relative to the folder that the program runs in, such as `adopt.json`
   * @throws BlueprintError SCSBP-5070 when it cannot be read, SCSBP-5071 when it is no such file
   */
  public static fromFile(path: string): CatalogAdoption {
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch (error) {
      throw refuse("SCSBP-5070", {
        got: `${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
        allowed: "a file of `scs-blueprints adopt`, by its path from the folder that the program runs in",
        fix: `make it: npx scs-blueprints adopt --cloud NAME --output ${path}`,
      });
    }
    return CatalogAdoption.parse(text, path);
  }

  /** From facts in memory. */
  public static fromFacts(facts: AdoptionFacts): CatalogAdoption {
    return new CatalogAdoption(facts);
  }

  /** @internal @jsii ignore */
  public static parse(text: string, path: string): CatalogAdoption {
    let json: unknown;
    try {
      json = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
      throw broken(path, text.trim() === "" ? "an empty file" : "not JSON");
    }
    if (!isObject(json) || json["format"] !== FORMAT || json["version"] !== VERSION) {
      const { format, version } = isObject(json) ? json : {};
      throw broken(path, `format ${Quote.text(String(format))}, version ${Quote.text(String(version))}`);
    }
    if (typeof json["cloud"] !== "string" || json["cloud"] === "") {
      throw broken(path, "no cloud");
    }
    return new CatalogAdoption({
      cloud: json["cloud"],
      flavors: entries(json, "flavors", FLAVOR_FIELDS, path) as unknown as AdoptedFlavor[],
      images: entries(json, "images", IMAGE_FIELDS, path) as unknown as AdoptedImage[],
    });
  }

  private constructor(
    /** What the cloud has. */
    public readonly facts: AdoptionFacts,
  ) {}

  /** The flavor of a name; undefined when the cloud has none. Names of flavors are unique in Nova. */
  public flavor(name: string): AdoptedFlavor | undefined {
    return this.facts.flavors.find((flavor) => flavor.name === name);
  }

  /** The text of a file: the same facts give the same bytes, one line for each flavor and image. */
  public render(): string {
    const lines = (rows: readonly object[]): string =>
      rows.length === 0 ? "[]" : `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]`;
    const byName = (a: { name: string; id: string }, b: { name: string; id: string }): number =>
      a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1;
    const flavors = [...this.facts.flavors].sort(byName).map((flavor) => ordered(flavor, FLAVOR_FIELDS));
    const images = [...this.facts.images].sort(byName).map((image) => ordered(image, IMAGE_FIELDS));
    return [
      "{",
      `  "format": ${JSON.stringify(FORMAT)},`,
      `  "version": ${VERSION},`,
      `  "cloud": ${JSON.stringify(this.facts.cloud)},`,
      `  "flavors": ${lines(flavors)},`,
      `  "images": ${lines(images)}`,
      "}",
      "",
    ].join("\n");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(path: string, got: string): BlueprintError {
  return refuse("SCSBP-5071", {
    got: `${got}, in ${path}`,
    allowed: "a file that this release of `scs-blueprints adopt` wrote",
    fix: `make it: npx scs-blueprints adopt --cloud NAME --output ${path}`,
  });
}

function entries(
  json: Record<string, unknown>,
  key: string,
  fields: Readonly<Record<string, string>>,
  path: string,
): Record<string, unknown>[] {
  const rows = json[key];
  if (!Array.isArray(rows)) {
    throw broken(path, `${key} is no list`);
  }
  return rows.map((row: unknown, index) => {
    for (const [field, type] of Object.entries(fields)) {
      const value = isObject(row) ? row[field] : undefined;
      if (!fits(value, type) || (["id", "name"].includes(field) && value === "")) {
        throw broken(path, `${key}[${index}].${field} is ${Quote.text(String(JSON.stringify(value)))}, not a ${type}`);
      }
    }
    return row as Record<string, unknown>;
  });
}

function fits(value: unknown, type: string): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && value >= 0;
    case "flag":
      return typeof value === "boolean";
    case "texts":
      return Array.isArray(value) && value.every((each) => typeof each === "string");
    default:
      return isObject(value) && Object.values(value).every((each) => typeof each === "string");
  }
}

/** Fields in the order of the format, maps and lists sorted. */
function ordered(row: object, fields: Readonly<Record<string, string>>): object {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(fields).map(([field, type]) => {
      const value = values[field];
      if (type === "map") {
        const sorted = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
        return [field, Object.fromEntries(sorted)];
      }
      return [field, type === "texts" ? [...(value as string[])].sort() : value];
    }),
  );
}
