import { parse, stringify } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { StandardFlavors, StandardFlavorStatus } from "@scs-blueprints/standards";
import { Quote } from "@scs-blueprints/standards/internal";
import { CatalogFlavor, FlavorSpecs } from "./catalog-flavor";
import { catalogFlavors, hostsOf, FlavorRetirement, type ScsFlavorCatalogProps } from "./scs-flavor-catalog";
type Row = Record<string, unknown>;

/** Fields of a flavor that are no extra specs; those have a colon in their name (openstack_flavor_manager/main.py). */
const FIELDS = ["name", "cpus", "ram", "disk", "public", "flavorid", "disabled"];

/**
 * The YAML of osism/openstack-flavor-manager (openstack_flavor_manager/main.py at beb7e8e), read and written: the same
 * catalogue for clouds whose flavors are made by OSISM's tool.
 *
 * The recommended flavors of scs-0103 stand under `recommended`, all others under `mandatory`: the tool makes the
 * former with `--recommended`, and of these without `--limit-memory 128` none with more than 32 GiB.
 */
export class FlavorManagerYaml {
  /**
   * A catalogue as a file for `openstack-flavor-manager --name local --url file:///…`.
   *
   * @throws BlueprintError SCSBP-6216 for what the form has no place for: ephemeral disk, flavors of some projects only,
   *   descriptions, extra specs without a colon; those of {@link ScsFlavorCatalog} for names that promise too much
   *
   * @example
   * FlavorManagerYaml.write({ set: FlavorSet.MANDATORY }).split("\n")[0]; // "reference:"
   */
  public static write(catalogue: ScsFlavorCatalogProps = {}): string {
    const { set, flavors, retired = {} } = catalogue;
    const offered = catalogFlavors(set, flavors).filter((flavor) => retired[flavor.name] !== FlavorRetirement.DELETE);
    const isRecommended = (flavor: CatalogFlavor) =>
      flavor.scsName !== undefined &&
      StandardFlavors.find(flavor.scsName.canonical)?.status === StandardFlavorStatus.RECOMMENDED;
    const rows = (list: readonly CatalogFlavor[]) => list.map((flavor) => FlavorManagerYaml.row(flavor, catalogue));
    const recommended = offered.filter(isRecommended);
    return stringify(
      {
        reference: [
          { field: "name", mandatory_prefix: "SCS-" },
          { field: "cpus" },
          { field: "ram" },
          { field: "disk", default: 0 },
          { field: "public", default: true },
        ],
        mandatory: rows(offered.filter((flavor) => !isRecommended(flavor))),
        ...(recommended.length === 0 ? {} : { recommended: rows(recommended) }),
      },
      { lineWidth: 0 },
    );
  }

  /**
   * The flavors of such a file, recommended ones among them, without those that are disabled or not public. What a
   * flavor's name says already is not repeated as an extra spec; what contradicts it is refused by the catalogue.
   *
   * @throws BlueprintError SCSBP-6217 naming the place that is not as it must be, and what {@link CatalogFlavor.scs} throws
   */
  public static read(text: string): CatalogFlavor[] {
    let root: unknown;
    try {
      root = parse(text);
    } catch (error) {
      throw broken("the file", (error as Error).message.split("\n")[0] ?? "", "YAML");
    }
    if (!isRow(root) || !Array.isArray(root["mandatory"])) {
      throw broken("the file", "no list mandatory", "lists reference, mandatory and recommended");
    }
    const reference = Array.isArray(root["reference"]) ? root["reference"].filter(isRow) : [];
    const defaults = Object.fromEntries(
      reference.filter((row) => "default" in row).map((row) => [String(row["field"]), row["default"]]),
    );
    const recommended: unknown[] = Array.isArray(root["recommended"]) ? root["recommended"] : [];
    return [...(root["mandatory"] as unknown[]), ...recommended].flatMap((row, index) => {
      if (!isRow(row)) {
        throw broken(`flavor ${index + 1}`, String(row), "a map");
      }
      const full: Row = { disk: 0, public: true, ...defaults, ...row };
      return full["disabled"] === true || full["public"] === false ? [] : [FlavorManagerYaml.flavor(full)];
    });
  }

  private static flavor(row: Row): CatalogFlavor {
    const name = row["name"];
    if (typeof name !== "string") {
      throw broken("a flavor", `name: ${JSON.stringify(name)}`, "a text");
    }
    const number = (key: string): number => {
      const value = row[key];
      if (typeof value !== "number" || !Number.isInteger(value)) {
        throw broken(name, `${key}: ${JSON.stringify(value) ?? "nothing"}`, "a whole number");
      }
      return value;
    };
    const [vcpus, ramMiB, diskGB] = [number("cpus"), number("ram"), number("disk")];
    const own = Object.keys(row).filter((key) => !FIELDS.includes(key));
    const unknown = own.find((key) => !key.includes(":"));
    if (unknown !== undefined) {
      throw broken(name, unknown, `${FIELDS.join(", ")}, and extra specs, which have a colon in their names`);
    }
    const scs = name.startsWith("SCS-") ? CatalogFlavor.scs(name, { vcpus, ramMiB, diskGB }) : undefined;
    const derived = scs === undefined ? {} : FlavorSpecs.of(scs, undefined, false, {});
    const specs = Object.fromEntries(
      own.map((key) => [key, String(row[key])]).filter(([key, value]) => derived[key as string] !== value),
    ) as Record<string, string>;
    const options = Object.keys(specs).length === 0 ? {} : { extraSpecs: specs };
    return scs === undefined
      ? CatalogFlavor.custom(name, { vcpus, ramMiB, diskGB, ...options })
      : CatalogFlavor.scs(name, { vcpus, ramMiB, diskGB, ...options });
  }

  private static row(flavor: CatalogFlavor, catalogue: ScsFlavorCatalogProps): Row {
    const { name, facts, options, ephemeralGB } = flavor;
    const hosts = hostsOf(flavor, catalogue);
    const specs = FlavorSpecs.of(flavor, hosts, catalogue.hwRng ?? false, {});
    FlavorSpecs.check(flavor, specs, hosts, "");
    const lost = [
      ...(ephemeralGB > 0 ? [`${ephemeralGB} GB of ephemeral disk`] : []),
      ...(options.projects === undefined ? [] : ["projects that alone see it"]),
      ...(options.description === undefined ? [] : ["a description"]),
      ...Object.keys(specs)
        .filter((key) => !key.includes(":"))
        .map((key) => `extra spec ${key}`),
    ];
    if (lost.length > 0) {
      throw refuse("SCSBP-6216", {
        what: `flavor ${Quote.text(name)} has what the flavor manager has no place for`,
        got: lost.join(", "),
        allowed: "vCPUs, memory, disk, extra specs with a colon in their names",
        fix: "take the flavor out of the file and make it with ScsFlavorCatalog",
      });
    }
    return {
      name,
      cpus: facts.vcpus,
      ram: facts.ramMiB,
      disk: facts.diskGB,
      ...(catalogue.retired?.[name] === FlavorRetirement.HIDE ? { public: false } : {}),
      ...specs,
    };
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(at: string, got: string, allowed: string): BlueprintError {
  return refuse("SCSBP-6217", {
    what: `${Quote.text(at)} cannot be read as a flavor of the flavor manager`,
    got,
    allowed,
    fix: "correct the entry (osism/openstack-flavor-manager, openstack_flavor_manager/main.py)",
  });
}
