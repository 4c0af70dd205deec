import { BlueprintError } from "@scs-blueprints/standards/errors";
import type { DefaultSecurityRule, ImageFacts, VolumeTypeFacts } from "@scs-blueprints/standards";
import type { CloudFacts, UnreadFact } from "./cloud-facts";
import type { ICloudSession } from "./cloud-session";
import { OpenStackClient } from "./openstack-client";
import { readFlavors } from "./openstack-flavors";
import { OpenStackProbes } from "./openstack-probes";
import { listOf, textOf, type JsonObject } from "../reading/read-json";
import { S3Question } from "./s3-question";

/** What to ask a cloud. */
export interface CollectOptions {
  /**
   * Also create, check and delete: a secret, a volume with its backup, a security group on clouds without the API of
   * default rules. Everything is deleted again. @default false: only reading
   */
  readonly probe?: boolean;
}

/** Attributes of Glance that are no properties. */
const IMAGE_ATTRIBUTES = new Set(
  [
    "id name status visibility os_hidden protected checksum os_hash_algo os_hash_value container_format disk_format",
    "min_disk min_ram owner size virtual_size tags created_at updated_at self file schema locations direct_url stores",
  ].flatMap((line) => line.split(" ")),
);

/** Types that the block storage has in catalogues, the official one first. */
export const VOLUME_SERVICES = ["block-storage", "volumev3", "volume"];

/**
 * Asks a cloud for everything the rules look at, read-only unless probes are asked for. What a service does not
 * answer is noted as unread, and the rest goes on.
 */
export class OpenStackFacts {
  /** Never rejects: what failed is in `unread`. */
  public static async collect(session: ICloudSession, options: CollectOptions = {}): Promise<CloudFacts> {
    return new OpenStackFacts(session, options).run();
  }

  private readonly client: OpenStackClient;

  private constructor(
    private readonly session: ICloudSession,
    private readonly options: CollectOptions,
  ) {
    this.client = new OpenStackClient(session);
  }

  private async run(): Promise<CloudFacts> {
    const unread: UnreadFact[] = [];
    const part = async <T>(fact: string, read: () => Promise<T | undefined>): Promise<T | undefined> => {
      try {
        return await read();
      } catch (error) {
        unread.push({ fact, reason: OpenStackFacts.reason(error) });
        return undefined;
      }
    };
    const types = this.client.serviceTypes;
    const has = (type: string): boolean => types.includes(type);
    const [
      flavors,
      images,
      volumeTypes,
      defaultSecurityRules,
      secretsListable,
      objectStoreSpeaksS3,
      computeZones,
      storageZones,
    ] = await Promise.all([
      part("flavors", () => readFlavors(this.client)),
      part("images", () => this.images()),
      part("volumeTypes", () => this.volumeTypes()),
      part("defaultSecurityRules", () => this.defaultSecurityRules()),
      part("secrets", () => (has("key-manager") ? this.secretsListable() : Promise.resolve(undefined))),
      part("objectStoreSpeaksS3", () => (has("object-store") ? this.speaksS3() : Promise.resolve(undefined))),
      part("computeZones", () => this.zones("compute", ["compute"])),
      part("storageZones", () => this.zones("storage", VOLUME_SERVICES)),
    ]);
    const facts: CloudFacts = {
      cloud: this.session.cloud,
      roles: [...this.session.roles].sort(),
      flavors,
      images,
      volumeTypes,
      defaultSecurityRules,
      serviceTypes: types,
      secretsListable,
      objectStoreSpeaksS3,
      computeZones,
      storageZones,
      unread,
    };
    const probed = this.options.probe === true ? await this.probe(facts, part) : {};
    const order = ["flavors", "images", "volumeTypes", "defaultSecurityRules", "secrets"];
    const rank = (fact: string): number => (order.indexOf(fact) < 0 ? order.length : order.indexOf(fact));
    unread.sort((a, b) => rank(a.fact) - rank(b.fact) || (a.fact < b.fact ? -1 : 1));
    return { ...facts, ...probed };
  }

  private async probe(
    facts: CloudFacts,
    part: <T>(fact: string, read: () => Promise<T | undefined>) => Promise<T | undefined>,
  ): Promise<Partial<CloudFacts>> {
    const probes = new OpenStackProbes(this.client);
    const old =
      facts.defaultSecurityRules === undefined && !facts.unread.some((each) => each.fact === "defaultSecurityRules");
    const [secretsUsable, freshGroupRules, backup] = await Promise.all([
      part("secrets", () =>
        facts.serviceTypes?.includes("key-manager") === true ? probes.secret() : Promise.resolve(undefined),
      ),
      part("defaultSecurityRules", () => (old ? probes.freshGroup() : Promise.resolve(undefined))),
      part("backup", () => probes.backup(VOLUME_SERVICES)),
    ]);
    return { secretsUsable, freshGroupRules, backupWorks: backup?.works, backupDetail: backup?.detail };
  }

  private async images(): Promise<ImageFacts[]> {
    const url = `${this.client.endpoint(["image"], /\/v[12](?:\.\d+)?$/)}/v2/images?member_status=all&limit=200`;
    const rows = await this.client.list(url, "images");
    return rows
      .filter((row) => row["status"] === "active" || row["status"] === undefined)
      .map((row) => ({
        name: textOf(row, "name") ?? "",
        properties: Object.fromEntries(
          Object.entries(row).flatMap(([key, value]): [string, string][] =>
            IMAGE_ATTRIBUTES.has(key) || value === null || typeof value === "object" ? [] : [[key, String(value)]],
          ),
        ),
        visibility: textOf(row, "visibility"),
        hidden: row["os_hidden"] === true,
        minDiskGiB: Number(row["min_disk"] ?? 0),
        minRamMiB: Number(row["min_ram"] ?? 0),
        sizeBytes: typeof row["size"] === "number" ? row["size"] : undefined,
        createdAt: textOf(row, "created_at"),
        hashAlgo: textOf(row, "os_hash_algo") ?? "",
      }));
  }

  private async volumeTypes(): Promise<VolumeTypeFacts[]> {
    const rows = await this.client.list(`${this.client.endpoint(VOLUME_SERVICES)}/types`, "volume_types");
    return rows.map((row) => ({ name: textOf(row, "name") ?? "", description: textOf(row, "description") ?? "" }));
  }

  /** Undefined on clouds before 2023.2, which have no such API. */
  private async defaultSecurityRules(): Promise<DefaultSecurityRule[] | undefined> {
    const url = `${this.client.endpoint(["network"], /\/v2(?:\.0)?$/)}/v2.0/default-security-group-rules`;
    const answer = await this.client.answer(url);
    return answer.status === 404
      ? undefined
      : listOf(OpenStackClient.json(answer, url), "default_security_group_rules").map((rule) =>
          OpenStackFacts.securityRule(rule),
        );
  }

  /** @internal @jsii ignore */
  public static securityRule(rule: JsonObject): DefaultSecurityRule {
    return {
      direction: textOf(rule, "direction") ?? "",
      ethertype: textOf(rule, "ethertype") ?? "",
      remoteGroupId: textOf(rule, "remote_group_id"),
      remoteIpPrefix: textOf(rule, "remote_ip_prefix"),
      remoteAddressGroupId: textOf(rule, "remote_address_group_id"),
      protocol: textOf(rule, "protocol"),
      usedInDefaultGroup: rule["used_in_default_sg"] === true,
      usedInOtherGroups: rule["used_in_non_default_sg"] === true,
    };
  }

  private async secretsListable(): Promise<boolean> {
    const url = `${this.client.endpoint(["key-manager"], /\/v1(?:\.0)?$/)}/v1/secrets?limit=1`;
    const answer = await this.client.answer(url);
    if (answer.status === 403) {
      return false;
    }
    OpenStackClient.json(answer, url);
    return true;
  }

  private async speaksS3(): Promise<boolean> {
    return S3Question.ask(this.session, this.client.endpoint(["object-store"]));
  }

  private async zones(kind: string, types: readonly string[]): Promise<string[]> {
    const json = await this.client.get(`${this.client.endpoint(types)}/os-availability-zone`);
    const names = listOf(json, "availabilityZoneInfo").flatMap((zone) => textOf(zone, "zoneName") ?? []);
    return kind === "compute" ? names.filter((name) => name !== "internal").sort() : names.sort();
  }

  private static reason(error: unknown): string {
    if (BlueprintError.isBlueprintError(error)) {
      return error.got === undefined ? error.what : `${error.what}: ${error.got}`;
    }
    return error instanceof Error ? error.message : String(error);
  }
}
