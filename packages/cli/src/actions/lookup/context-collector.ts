import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { type ICloudSession, VOLUME_SERVICES } from "@scs-blueprints/checker";
import { OpenStackClient, readFlavors } from "@scs-blueprints/checker/internal";
import { isObject, listOf, textOf, type JsonObject } from "@scs-blueprints/checker/reading";
import {
  CloudContext,
  type ContextImage,
  type ContextService,
  type ContextVolumeType,
  VolumeAspects,
} from "@scs-blueprints/standards";

/** What to look up. */
export interface CollectorOptions {
  /** Keystone's URL, with `/v3`. */
  readonly authUrl: string;
  /** Also images of the project, and those shared with it. */
  readonly privateImages: boolean;
  /** Told when a part has been read: its name and how many there are. */
  readonly onPart: (part: string, count: number) => void;
}

/** Properties that images are found by (scs-0102); others change with every build and would make each of them a change. */
const IMAGE_PROPERTIES = ["architecture", "os_distro", "os_purpose", "os_version"];

/** Services whose root tells versions, with the end of the endpoint's path that is not the root's. */
const VERSIONED: readonly [types: readonly string[], beyondRoot?: RegExp][] = [
  [["compute"], /\/v2(?:\.\d+)?(?:\/[0-9a-f]{32})?$/],
  [VOLUME_SERVICES, /\/v3(?:\/[0-9a-f]{32})?$/],
  [["image"], /\/v2$/],
  [["load-balancer"], /\/v2(?:\.\d+)?$/],
  [["placement"]],
];

const GIB = 1024 ** 3;

/**
 * Reads what a cloud offers, as any member of a project sees it. All or nothing: a part that a service does not answer
 * for is an error. Only the providers of load balancers may stay unknown, which some clouds hide from members.
 */
export class ContextCollector {
  /** @throws BlueprintError SCSBP-8100 for a part without an answer, SCSBP-8105 when the region is not known */
  public static async collect(session: ICloudSession, options: CollectorOptions): Promise<CloudContext> {
    return new ContextCollector(session, options).run();
  }

  private readonly client: OpenStackClient;
  private readonly regions: readonly string[];

  private constructor(
    private readonly session: ICloudSession,
    private readonly options: CollectorOptions,
  ) {
    this.client = new OpenStackClient(session);
    const { interfaceName = "public", catalog } = session;
    const endpoints = catalog
      .flatMap((service) => service.endpoints)
      .filter((one) => one.interfaceName === interfaceName);
    this.regions = [...new Set(endpoints.map((endpoint) => endpoint.region))].sort();
  }

  private async run(): Promise<CloudContext> {
    const region = this.region();
    const types = this.typesIn(region);
    const has = (...wanted: string[]): boolean => wanted.some((type) => types.includes(type));
    const none = <T>(): Promise<T[]> => Promise.resolve([]);
    const volumes = has(...VOLUME_SERVICES);
    const [services, computeZones, flavors, images, volumeZones, volumeTypes, network, loadBalancerProviders] =
      await Promise.all([
        this.part("services", () => this.services(types)),
        this.part("compute zones", () => (has("compute") ? this.zones(["compute"]) : none<string>())),
        this.part("flavors", () => (has("compute") ? readFlavors(this.client) : none<never>())),
        this.part("images", () => (has("image") ? this.images() : none<ContextImage>())),
        this.part("volume zones", () => (volumes ? this.zones(VOLUME_SERVICES) : none<string>())),
        this.part("volume types", () => (volumes ? this.volumeTypes() : none<ContextVolumeType>())),
        has("network") ? this.network() : { networkExtensions: [], externalNetworks: [], networkZones: [] },
        this.part("load balancer providers", () =>
          has("load-balancer") ? this.loadBalancerProviders() : Promise.resolve(undefined),
        ),
      ]);
    return CloudContext.fromFacts({
      cloud: this.session.cloud,
      authUrl: this.options.authUrl,
      ...(region === undefined ? {} : { region }),
      services,
      computeZones: computeZones.filter((zone) => zone !== "internal"), // Nova's own services
      volumeZones,
      ...network,
      flavors,
      images,
      privateImages: this.options.privateImages,
      volumeTypes,
      ...(loadBalancerProviders === undefined ? {} : { loadBalancerProviders }),
    });
  }

  private async part<T>(name: string, read: () => Promise<T>): Promise<T> {
    try {
      const result = await read();
      this.options.onPart(name, Array.isArray(result) ? result.length : 0);
      return result;
    } catch (error) {
      throw refuse("SCSBP-8100", {
        what: `${this.session.cloud} does not tell its ${name}`,
        got: BlueprintError.isBlueprintError(error) ? error.what : String(error),
        allowed: "a whole answer of every service",
        fix: "try again when the service answers; nothing was written",
      });
    }
  }

  private region(): string | undefined {
    if (this.session.region !== undefined || this.regions.length < 2) {
      return this.session.region ?? this.regions[0];
    }
    throw refuse("SCSBP-8105", {
      what: `${this.session.cloud} has several regions`,
      got: this.regions.join(", "),
      allowed: "one region",
      fix: `set region_name of ${this.session.cloud} in clouds.yaml; an entry for each region makes a context of each`,
    });
  }

  private typesIn(region: string | undefined): string[] {
    const { catalog, interfaceName = "public" } = this.session;
    const here = catalog.filter((service) =>
      service.endpoints.some(
        (one) => one.interfaceName === interfaceName && (region === undefined || one.region === region),
      ),
    );
    return [...new Set(here.map((service) => service.type))].sort();
  }

  private async services(types: readonly string[]): Promise<ContextService[]> {
    return Promise.all(
      types.map(async (type) => {
        const versioned = VERSIONED.find(([names]) => names.includes(type));
        return { type, ...(versioned === undefined ? {} : await this.versions(type, versioned[1])) };
      }),
    );
  }

  /** Glance answers 300 at its root, others 200; a proxy that shows no root leaves the versions unknown. */
  private async versions(type: string, beyondRoot?: RegExp): Promise<Omit<ContextService, "type">> {
    const url = `${this.client.endpoint([type], beyondRoot)}/`;
    const answer = await this.client.answer(url);
    if ([401, 403, 404].includes(answer.status)) {
      return {};
    }
    const json = OpenStackClient.json({ ...answer, status: answer.status === 300 ? 200 : answer.status }, url);
    const current = listOf(json, "versions").find((version) => textOf(version, "status") === "CURRENT") ?? {};
    const [max, min] = [
      (textOf(current, "version") ?? "") || textOf(current, "max_version"),
      textOf(current, "min_version"),
    ];
    const maxVersion = max ?? textOf(current, "id")?.replace(/^v/, "");
    return {
      ...(min === undefined || min === "" ? {} : { minVersion: min }),
      ...(maxVersion === undefined ? {} : { maxVersion }),
    };
  }

  private async zones(types: readonly string[]): Promise<string[]> {
    const url = `${this.client.endpoint(types)}/os-availability-zone`;
    return names(this.list(await this.client.get(url), "availabilityZoneInfo", url), "zoneName");
  }

  private async images(): Promise<ContextImage[]> {
    const endpoint = this.client.endpoint(["image"], /\/v[12](?:\.\d+)?$/);
    const rows = await this.client.list(`${endpoint}/v2/images?status=active&limit=200`, "images");
    const offered = ["public", "community"];
    return rows
      .filter((row) => this.options.privateImages || offered.includes(textOf(row, "visibility") ?? "public"))
      .map((row) => ContextCollector.image(row));
  }

  private static image(row: JsonObject): ContextImage {
    const bytes = Math.max(amount(row["size"]), amount(row["virtual_size"]));
    return {
      name: textOf(row, "name") ?? "",
      visibility: textOf(row, "visibility") ?? "public",
      properties: Object.fromEntries(
        IMAGE_PROPERTIES.flatMap((key) => {
          const value = textOf(row, key);
          return value === undefined ? [] : [[key, value]];
        }),
      ),
      minDiskGiB: amount(row["min_disk"]),
      minRamMiB: amount(row["min_ram"]),
      ...(bytes === 0 ? {} : { sizeGiB: Math.ceil(bytes / GIB) }),
    };
  }

  private async volumeTypes(): Promise<ContextVolumeType[]> {
    const endpoint = this.client.endpoint(VOLUME_SERVICES);
    const rows = await this.client.list(`${endpoint}/types`, "volume_types");
    const url = `${endpoint}/types/default`;
    const answer = await this.client.answer(url);
    const found = answer.status === 404 ? {} : OpenStackClient.json(answer, url)["volume_type"];
    const standard = isObject(found) ? textOf(found, "name") : undefined;
    return rows.map((row) => {
      const name = textOf(row, "name") ?? "";
      const { aspects } = VolumeAspects.parse(textOf(row, "description") ?? "");
      return { name, aspects, ...(name === standard ? { isDefault: true } : {}) };
    });
  }

  private async network() {
    const url = `${this.client.endpoint(["network"], /\/v2(?:\.0)?$/)}/v2.0`;
    const [networkExtensions, externalNetworks] = await Promise.all([
      this.part("network extensions", async () =>
        names(await this.client.list(`${url}/extensions`, "extensions"), "alias"),
      ),
      this.part("external networks", async () => {
        const rows = await this.client.list(`${url}/networks?router:external=true`, "networks");
        return rows.map((row) => ({
          name: textOf(row, "name") ?? "",
          ...(row["is_default"] === true ? { isDefault: true } : {}),
        }));
      }),
    ]);
    // Neutron without agents that have zones, as with OVN, may lack the extension
    const networkZones = networkExtensions.includes("availability_zone")
      ? await this.part("network zones", async () => {
          const rows = await this.client.list(`${url}/availability_zones`, "availability_zones");
          return names(rows, "name");
        })
      : [];
    return { networkExtensions, externalNetworks, networkZones };
  }

  /** Undefined where members may not see them, or the API is older than 2.0's providers. */
  private async loadBalancerProviders(): Promise<string[] | undefined> {
    const url = `${this.client.endpoint(["load-balancer"], /\/v2(?:\.\d+)?$/)}/v2/lbaas/providers`;
    const answer = await this.client.answer(url);
    if ([403, 404].includes(answer.status)) {
      return undefined;
    }
    return names(this.list(OpenStackClient.json(answer, url), "providers", url), "name");
  }

  /** A list that has to be there: an answer without it is half an answer. */
  private list(json: JsonObject, key: string, url: string): JsonObject[] {
    if (!Array.isArray(json[key])) {
      throw refuse("SCSBP-8100", { what: `${OpenStackClient.place(url)} answered without a list of ${key}` });
    }
    return listOf(json, key);
  }
}

function names(rows: readonly JsonObject[], key: string): string[] {
  return rows.flatMap((row) => textOf(row, key) ?? []);
}

function amount(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
