import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import type { Construct } from "constructs";
import { TerraformStack, Token } from "../core/engine";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { type CloudContext, type ContextImage, StandardFlavors, type VolumeAspect } from "@scs-blueprints/standards";
import { Quote, Suggestions } from "@scs-blueprints/standards/internal";
import { CloudProfile } from "./cloud-profile";

/** A flavor as a program names it. @internal */
export interface WantedFlavor {
  readonly name: string;
  readonly vcpus: number;
  readonly ramGiB: number;
  readonly diskGB?: number;
}

/** An image as a program names it: by its name, or by its properties. @internal */
export interface WantedImage {
  readonly name?: string;
  readonly properties?: { readonly [key: string]: string };
}

/** Key of a stack under which it keeps what it knows; the same for all copies of the library. */
const KEY = Symbol.for("scs-blueprints.KnownCloud");

/**
 * What a stack knows of its cloud at synth: the profile of the cloud, and the context that `lookup` wrote. Everything
 * that a construct asks for is held against it; what the context does not know, and all of it without a context, is left
 * to the plan.
 *
 * @internal
 */
export class KnownCloud {
  /** What the stack of a construct knows; nothing where the stack is none of this library. */
  public static of(scope: Construct): KnownCloud {
    const stack = TerraformStack.of(scope) as unknown as Record<symbol, KnownCloud | undefined>;
    return stack[KEY] ?? new KnownCloud(CloudProfile.custom({}));
  }

  /** @throws BlueprintError SCSBP-1112 for the context of another cloud than the profile's */
  public static attach(stack: TerraformStack, profile: CloudProfile, context: CloudContext | undefined): void {
    const known = new KnownCloud(profile, context);
    known.refuseOtherCloud(stack.node.path);
    Object.defineProperty(stack, KEY, { value: known });
  }

  private constructor(
    public readonly profile: CloudProfile,
    private readonly context?: CloudContext,
  ) {}

  /** @throws BlueprintError SCSBP-1100 when the cloud has no such flavor, SCSBP-1101 when it is of another size */
  public flavor(wanted: WantedFlavor, path: string): void {
    const { name, vcpus, ramGiB, diskGB = 0 } = wanted;
    if (this.leaves(name)) {
      return;
    }
    const flavors = this.facts.flavors;
    const found = flavors.find((flavor) => flavor.name === name);
    if (found === undefined) {
      throw this.absent(
        "SCSBP-1100",
        "flavor",
        name,
        flavors.map((flavor) => flavor.name),
        path,
        StandardFlavors.closest(
          name,
          flavors.map((flavor) => flavor.name),
        ),
      );
    }
    const differs = found.vcpus !== vcpus || found.ramMiB !== ramGiB * 1024 || found.diskGB !== diskGB;
    if (!name.startsWith("SCS-") && differs) {
      const told = { vcpus: found.vcpus, ramGiB: found.ramMiB / 1024, diskGB: found.diskGB };
      throw this.refused("SCSBP-1101", {
        what: `flavor "${name}" is of another size in ${this.facts.cloud}`,
        got: JSON.stringify({ vcpus, ramGiB, diskGB }),
        allowed: JSON.stringify(told),
        fix: "correct the resources of Flavor.custom",
        path,
      });
    }
  }

  /** Size of the root disk that the cloud gives where the name of a flavor does not tell it. */
  public flavorDiskGB(name: string): number | undefined {
    return this.context?.facts.flavors.find((flavor) => flavor.name === name)?.diskGB;
  }

  /**
   * The images that a program can get, all of which are possible: which of them is the newest is the plan's to say.
   *
   * @throws BlueprintError SCSBP-1102 when the cloud has no such image
   */
  public images(wanted: WantedImage, path: string): readonly ContextImage[] {
    const name = wanted.name ?? Object.values(wanted.properties ?? {}).join(" ");
    if (this.leaves(name)) {
      return [];
    }
    const { images, privateImages, cloud } = this.facts;
    const properties = Object.entries(wanted.properties ?? {});
    const found = images.filter(
      (image) =>
        (wanted.name === undefined || image.name === wanted.name) &&
        properties.every(([key, value]) => image.properties[key] === value),
    );
    if (found.length === 0) {
      const of = (image: ContextImage): string =>
        wanted.name === undefined
          ? properties.map(([key]) => `${key}=${image.properties[key] ?? "?"}`).join(" ")
          : image.name;
      const known = [...new Set(images.map(of))];
      const got = wanted.name ?? properties.map(([key, value]) => `${key}=${value}`).join(" ");
      const error = this.absent("SCSBP-1102", "image", got, known, path, Suggestions.nearest(got, known));
      throw privateImages
        ? error
        : new BlueprintError({
            ...error.toJSON(),
            fix: `${error.fix ?? ""}; where it is an image of your project: npx scs-blueprints lookup --cloud ${cloud} --private-images`,
          });
    }
    return found;
  }

  /**
   * Holds images against disk and memory; only what fits with none of them is refused.
   *
   * @throws BlueprintError SCSBP-1103 when the disk is too small, SCSBP-1104 when the memory is
   */
  public fit(images: readonly ContextImage[], flavor: WantedFlavor, diskGB: number | undefined, path: string): void {
    const disk = (image: ContextImage): number => Math.max(image.minDiskGiB, image.sizeGiB ?? 0);
    const least = (sizes: readonly number[]): number => (sizes.length === 0 ? 0 : Math.min(...sizes));
    const needed = least(images.map(disk));
    if (diskGB !== undefined && diskGB > 0 && needed > diskGB) {
      throw this.refused("SCSBP-1103", {
        what: `image "${images[0]?.name ?? ""}" does not fit the disk that the server boots from`,
        got: `${diskGB} GB`,
        allowed: `${needed} GB or more`,
        fix: "enlarge bootVolume.sizeGiB, or take a flavor with a larger disk",
        path,
      });
    }
    const ramMiB = flavor.ramGiB * 1024;
    const memory = least(images.map((image) => image.minRamMiB));
    if (memory > ramMiB) {
      throw this.refused("SCSBP-1104", {
        what: `image "${images[0]?.name ?? ""}" needs more memory than the flavor has`,
        got: `${ramMiB} MiB of ${flavor.name}`,
        allowed: `${memory} MiB or more`,
        fix: "take a larger flavor",
        path,
      });
    }
  }

  /** @throws BlueprintError SCSBP-1105 when the cloud has no such compute zone */
  public computeZone(zone: string | undefined, path: string): void {
    this.zone("compute", zone?.split(":")[0], this.context?.facts.computeZones, path); // Nova takes zone:host
  }

  /** @throws BlueprintError SCSBP-1105 when the cloud has no such zone of block storage */
  public volumeZone(zone: string | undefined, path: string): void {
    this.zone("block storage", zone, this.context?.facts.volumeZones, path);
  }

  /**
   * The name to look an external network up by: the one asked for, else the profile's.
   *
   * @throws BlueprintError SCSBP-1106 when the cloud has no such external network, or several and none is named
   */
  public externalNetwork(name: string | undefined, path: string): string | undefined {
    const wanted = name ?? this.profile.externalNetwork;
    if (this.context === undefined || (wanted !== undefined && this.leaves(wanted))) {
      return wanted;
    }
    const known = this.facts.externalNetworks.map((network) => network.name);
    if (wanted !== undefined && !known.includes(wanted)) {
      throw this.absent("SCSBP-1106", "external network", wanted, known, path, Suggestions.nearest(wanted, known));
    }
    if (wanted === undefined && known.length !== 1) {
      throw this.refused("SCSBP-1106", {
        what: known.length === 0 ? "the cloud has no external network" : "the cloud has several external networks",
        got: "none is named",
        allowed: known.length === 0 ? "networks without a way outside" : known.join(", "),
        fix:
          known.length === 0
            ? "set internetAccess: false"
            : `name one: ExternalNetwork.fromLookup(stack, "outside", { name: "${known[0]}" }), or externalNetwork of the CloudProfile`,
        path,
      });
    }
    return wanted;
  }

  /** @throws BlueprintError SCSBP-1107 when the cloud has no such volume type, SCSBP-1108 when it promises less */
  public volumeType(name: string, aspects: readonly VolumeAspect[], path: string): void {
    if (this.leaves(name)) {
      return;
    }
    const types = this.facts.volumeTypes;
    const known = types.map((type) => type.name);
    const found = types.find((type) => type.name === name);
    if (found === undefined) {
      throw this.absent("SCSBP-1107", "volume type", name, known, path, Suggestions.nearest(name, known));
    }
    const missing = aspects.filter((aspect) => !found.aspects.includes(aspect));
    if (missing.length > 0) {
      const better = types.filter((type) => aspects.every((aspect) => type.aspects.includes(aspect)));
      throw this.refused("SCSBP-1108", {
        what: `volume type "${name}" does not promise to be ${missing.join(" and ")}`,
        got: found.aspects.length === 0 ? "no aspects" : found.aspects.join(", "),
        allowed:
          better.length === 0
            ? `no type of this cloud is ${aspects.join(" and ")}`
            : Quote.list(better.map((type) => type.name)),
        fix: better.length === 0 ? "leave the aspect out, or take another cloud" : "take one of these types",
        path,
      });
    }
  }

  /** @throws BlueprintError SCSBP-1109 when the cloud has no such provider of load balancers */
  public loadBalancerProvider(name: string | undefined, path: string): void {
    const known = this.context?.facts.loadBalancerProviders;
    if (name !== undefined && known !== undefined && !known.includes(name) && !this.leaves(name)) {
      throw this.absent("SCSBP-1109", "load balancer provider", name, known, path, []);
    }
  }

  /** @throws BlueprintError SCSBP-1110 when the cloud's Neutron does not have the extension */
  public networkExtension(alias: string, path: string): void {
    if (!this.leaves(alias) && !this.facts.networkExtensions.includes(alias)) {
      throw this.refused("SCSBP-1110", {
        what: `the network service of ${this.facts.cloud} lacks what this needs`,
        got: `no extension ${alias}`,
        allowed: `clouds whose Neutron has ${alias}`,
        fix: "do without, or take another cloud",
        path,
      });
    }
  }

  /** @throws BlueprintError SCSBP-1111 when the cloud has no service of these types */
  public service(what: string, types: readonly string[], path: string): void {
    const { context } = this;
    if (context !== undefined && !types.some((type) => context.isUnchecked(type)) && !context.hasService(...types)) {
      throw this.refused("SCSBP-1111", {
        what: `${this.facts.cloud} has no service for ${what}`,
        got: `no ${types.join(" or ")} in the catalogue`,
        allowed: Quote.list(context.facts.services.map((service) => service.type)),
        fix: "do without, or take another cloud",
        path,
      });
    }
  }

  private get facts() {
    return (this.context as CloudContext).facts;
  }

  /** Whether a name is left to the plan: there is no context, the context shall not say, or Terraform computes it. */
  private leaves(name: string): boolean {
    return this.context === undefined || this.context.isUnchecked(name) || Token.isUnresolved(name);
  }

  private zone(kind: string, zone: string | undefined, known: readonly string[] | undefined, path: string): void {
    if (zone !== undefined && known !== undefined && !known.includes(zone) && !this.leaves(zone)) {
      throw this.absent("SCSBP-1105", `${kind} zone`, zone, known, path, Suggestions.nearest(zone, known));
    }
  }

  private absent(
    code: ErrorCode,
    kind: string,
    got: string,
    known: readonly string[],
    path: string,
    nearest: readonly string[],
  ): BlueprintError {
    return this.refused(code, {
      what: `${this.facts.cloud} has no ${kind} of this name`,
      got,
      allowed:
        known.length === 0
          ? `none: the cloud has no ${kind} at all`
          : nearest.length > 0
            ? `nearest are ${nearest.join(", ")}`
            : Quote.list(known),
      fix: "take one that there is",
      path,
    });
  }

  /** What a context refuses may be there by now: how to look again is a part of every message. */
  private refused(code: ErrorCode, props: { what: string; got: string; allowed: string; fix: string; path: string }) {
    const again = this.context?.refreshCommand ?? "";
    return refuse(code, { ...props, fix: `${props.fix}; if the cloud has changed since, look again: ${again}` });
  }

  private refuseOtherCloud(path: string): void {
    const { context, profile } = this;
    if (context === undefined) {
      return;
    }
    const host = (url: string): string => new URL(url).host.toLowerCase();
    const { authUrl, region, cloud } = context.facts;
    const other =
      profile.region !== undefined && region !== undefined && profile.region !== region
        ? { got: `region ${region}`, allowed: `region ${profile.region}` }
        : profile.authUrl !== undefined && host(profile.authUrl) !== host(authUrl)
          ? { got: authUrl, allowed: profile.authUrl }
          : undefined;
    if (other !== undefined) {
      throw refuse(path, "SCSBP-1112", {
        what: `the context is not of the stack's cloud, but of ${cloud}`,
        ...other,
        fix: "give the stack the context of its cloud",
      });
    }
  }
}
