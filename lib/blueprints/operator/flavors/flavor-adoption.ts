import { BlueprintError } from "../../../core/errors";
import type { AdoptedFlavor } from "../../../scs/adoption/catalog-adoption";
import { FlavorName } from "../../../scs/flavor-name";
import { FlavorSyntax } from "../../../scs/flavor-types";
import { Quote } from "../../../scs/quote";
import type { CatalogFlavor } from "./catalog-flavor";
import type { ScsFlavorCatalogProps } from "./scs-flavor-catalog";

/** Whether a catalogue can take over what the cloud has. @internal */
export class FlavorAdoption {
  /**
   * @throws BlueprintError SCSBP-6210 naming every flavor that Terraform would replace and that may not be, SCSBP-6211
   *   for a flavor outside of the catalogue that answers to one of its names
   */
  public static check(flavors: readonly CatalogFlavor[], props: ScsFlavorCatalogProps, path: string): void {
    const { replace = [], retired = {}, adopt } = props;
    const conflicts = flavors.flatMap((flavor) => {
      const live = adopt?.flavor(flavor.name);
      const mayGo = replace.includes(flavor.name) || retired[flavor.name] !== undefined;
      const differences = live === undefined || mayGo ? [] : FlavorAdoption.differences(flavor, live);
      return differences.length === 0
        ? []
        : [{ name: flavor.name, text: `${flavor.name} (${differences.join(", ")})` }];
    });
    if (conflicts.length > 0) {
      const names = conflicts.map(({ name }) => JSON.stringify(name)).join(", ");
      throw new BlueprintError({
        code: "SCSBP-6210",
        what: "flavors of the cloud have what cannot be changed, and would be deleted and made anew",
        got: conflicts.map(({ text }) => text).join("; "),
        allowed: "flavors that differ in extra specs and description only",
        fix: `allow it, replace: [${names}]: ids stay and no server is touched; or take them out of the catalogue`,
        path,
      });
    }
    FlavorAdoption.checkStrangers(flavors, adopt?.facts.flavors ?? [], path);
  }

  /** What Nova cannot change, live first. */
  private static differences({ facts, ephemeralGB, options }: CatalogFlavor, live: AdoptedFlavor): string[] {
    const rows: [string, string, string][] = [
      ["vCPUs", String(live.vcpus), String(facts.vcpus)],
      ["MiB", String(live.ramMiB), String(facts.ramMiB)],
      ["GB", String(live.diskGB), String(facts.diskGB)],
      ["GB ephemeral", String(live.ephemeralGB), String(ephemeralGB)],
      ["visibility", live.isPublic ? "public" : "private", options.projects === undefined ? "public" : "private"],
    ];
    return rows.filter(([, got, want]) => got !== want).map(([what, got, want]) => `${what}: ${got} → ${want}`);
  }

  private static checkStrangers(flavors: readonly CatalogFlavor[], live: readonly AdoptedFlavor[], path: string): void {
    const own = new Set(flavors.map((flavor) => flavor.name));
    const keys = new Set(flavors.flatMap((flavor) => (flavor.scsName === undefined ? [] : [flavor.key])));
    for (const flavor of live.filter(({ name }) => !own.has(name))) {
      const claim = Object.entries(flavor.extraSpecs).find(([key, text]) => {
        const parsed = FlavorName.tryParse(text).name ?? FlavorName.tryParse(text, FlavorSyntax.V1).name;
        return key.startsWith("scs:name-v") && parsed !== undefined && keys.has(parsed.canonical);
      });
      if (claim !== undefined) {
        throw new BlueprintError({
          code: "SCSBP-6211",
          what: "a flavor outside of the catalogue answers to one of its names",
          got: `${Quote.text(flavor.name)} with ${claim.join("=")}`,
          allowed: "one flavor for each name",
          fix: `take it into the catalogue, which drops its scs: keys: CatalogFlavor.custom(${JSON.stringify(flavor.name)}, …)`,
          path,
        });
      }
    }
  }
}
