import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudAnswer, ICloudSession } from "./cloud-session";
import { HttpCloudSession } from "./http-cloud-session";
import { isObject, listOf, parseJsonObject, textOf, type JsonObject } from "../reading/read-json";

/** More pages than any cloud has; a service that repeats itself must not hang the check. */
const MOST_PAGES = 2000;

/**
 * Reads the OpenStack APIs through a session: endpoints from the catalogue, paging, errors in words.
 *
 * @internal
 */
export class OpenStackClient {
  public constructor(public readonly session: ICloudSession) {}

  /** Types of the catalogue, each once. */
  public get serviceTypes(): string[] {
    return [...new Set(this.session.catalog.map((service) => service.type))].sort();
  }

  /**
   * The address of the first of these services that the catalogue has.
   *
   * @param version end of the path to take away where the catalogue has it, such as `v2.0`
   * @throws BlueprintError SCSBP-4040 when there is none in the region
   */
  public endpoint(types: readonly string[], version?: RegExp): string {
    const { catalog, region, interfaceName = "public" } = this.session;
    for (const type of types) {
      const url = catalog
        .filter((service) => service.type === type)
        .flatMap((service) => service.endpoints)
        .find((each) => each.interfaceName === interfaceName && (region === undefined || each.region === region))?.url;
      if (url !== undefined && /^https?:\/\/[^/]/.test(url)) {
        const trimmed = url.replace(/\/+$/, "");
        return version === undefined ? trimmed : trimmed.replace(version, "");
      }
    }
    throw refuse("SCSBP-4040", {
      what: `no ${interfaceName} endpoint of ${types.join(" or ")}${region === undefined ? "" : ` in region ${region}`} in the catalogue`,
    });
  }

  /** One answer as JSON. @throws BlueprintError SCSBP-4040 for any other status than 200 */
  public async get(url: string, headers: Record<string, string> = {}): Promise<JsonObject> {
    return OpenStackClient.json(await this.answer(url, headers), url);
  }

  /** An answer of any status. */
  public async answer(url: string, headers: Record<string, string> = {}): Promise<CloudAnswer> {
    return this.send("GET", url, undefined, headers);
  }

  /** A request that changes something: for probes only. */
  public async send(
    method: string,
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<CloudAnswer> {
    try {
      return await this.session.send({
        method,
        url,
        headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw refuse("SCSBP-4040", { what: `${HttpCloudSession.reason(error)} at ${OpenStackClient.place(url)}` });
    }
  }

  /**
   * All entries of a list, over all pages: `next` as a path (Glance), or `<key>_links` (Nova, Cinder, Neutron).
   * Never follows a link to another host.
   */
  public async list(url: string, key: string, headers: Record<string, string> = {}): Promise<JsonObject[]> {
    const entries: JsonObject[] = [];
    const seen = new Set<string>();
    let next: string | undefined = url;
    while (next !== undefined) {
      if (seen.has(next) || seen.size >= MOST_PAGES) {
        throw refuse("SCSBP-4040", { what: `the pages of ${OpenStackClient.place(url)} never end` });
      }
      seen.add(next);
      const page: JsonObject = await this.get(next, headers);
      if (!Array.isArray(page[key])) {
        throw refuse("SCSBP-4040", { what: `${OpenStackClient.place(url)} answered without a list of ${key}` });
      }
      entries.push(...listOf(page, key));
      next = OpenStackClient.next(page, key, next);
    }
    return entries;
  }

  /** @throws BlueprintError SCSBP-4040 for any other status than 200 */
  public static json(answer: CloudAnswer, url: string): JsonObject {
    if (answer.status !== 200) {
      throw refuse("SCSBP-4040", {
        what: `${answer.status}${OpenStackClient.words(answer.status)} from ${OpenStackClient.place(url)}`,
      });
    }
    return parseJsonObject(answer.body, OpenStackClient.place(url), "SCSBP-4040", "an answer of the cloud", "");
  }

  /** Without the query, which is of no interest. */
  public static place(url: string): string {
    return url.replace(/[?#].*$/s, "");
  }

  private static next(page: JsonObject, key: string, current: string): string | undefined {
    const link =
      textOf(page, "next") ?? textOf(listOf(page, `${key}_links`).find((each) => each["rel"] === "next") ?? {}, "href");
    if (link === undefined) {
      return undefined;
    }
    const from = new URL(current);
    const to = new URL(link, from);
    // services behind a proxy name themselves by their inner address: only path and query are taken from them
    const prefix =
      from.pathname.startsWith(to.pathname) || !from.pathname.endsWith(to.pathname) ? to.pathname : from.pathname;
    return `${from.origin}${prefix}${to.search}`;
  }

  private static words(status: number): string {
    const known: Readonly<Record<number, string>> = {
      401: " (the token is not accepted)",
      403: " (not allowed for this user)",
      404: " (not there)",
      429: " (too many requests)",
      500: " (the service broke)",
      502: " (the service does not answer)",
      503: " (the service is not available)",
      504: " (the service does not answer in time)",
    };
    return known[status] ?? "";
  }
}

/** An object's own text values. @internal */
export function texts(value: unknown): Record<string, string> {
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, each]) => (typeof each === "string" ? [[key, each]] : [])),
      )
    : {};
}
