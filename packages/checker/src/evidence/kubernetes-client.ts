import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudAnswer } from "./cloud-session";
import { HttpCloudSession } from "./http-cloud-session";
import type { IKubernetesSession } from "./kubernetes-session";
import { isObject, listOf, parseJsonObject, textOf, type JsonObject } from "../reading/read-json";

/** Objects a page, as kubectl asks for them. */
const PAGE = 500;
/** More pages than any cluster has; a server that repeats itself must not hang the check. */
const MOST_PAGES = 1000;

/**
 * Reads a cluster's API through a session: paging, errors in words.
 *
 * @internal
 */
export class KubernetesClient {
  public constructor(private readonly session: IKubernetesSession) {}

  /** One answer as JSON. @throws BlueprintError SCSBP-4066 for any other status than 200 */
  public async get(path: string): Promise<JsonObject> {
    return KubernetesClient.json(await this.answer(path), path);
  }

  /** One answer as JSON; undefined when the API does not have the path. */
  public async find(path: string): Promise<JsonObject | undefined> {
    const answer = await this.answer(path);
    return answer.status === 404 ? undefined : KubernetesClient.json(answer, path);
  }

  /** All objects of a list, over all pages. */
  public async list(path: string): Promise<JsonObject[]> {
    return KubernetesClient.pages(path, (page) => this.get(page));
  }

  /** The same by another way of asking, such as one with errors of its own. */
  public static async pages(path: string, get: (path: string) => Promise<JsonObject>): Promise<JsonObject[]> {
    const items: JsonObject[] = [];
    const seen = new Set<string>();
    let more = "";
    do {
      if (seen.has(more) || seen.size >= MOST_PAGES) {
        throw refuse("SCSBP-4066", { what: `the pages of ${path} never end` });
      }
      seen.add(more);
      const page = await get(`${path}?limit=${PAGE}${more === "" ? "" : `&continue=${encodeURIComponent(more)}`}`);
      if (!Array.isArray(page["items"])) {
        throw refuse("SCSBP-4066", { what: `${path} answered without a list of items` });
      }
      items.push(...listOf(page, "items"));
      more = isObject(page["metadata"]) ? (textOf(page["metadata"], "continue") ?? "") : "";
    } while (more !== "");
    return items;
  }

  private async answer(path: string): Promise<CloudAnswer> {
    try {
      return await this.session.get(path);
    } catch (error) {
      throw refuse("SCSBP-4066", { what: `${HttpCloudSession.reason(error)} at ${KubernetesClient.place(path)}` });
    }
  }

  private static json(answer: CloudAnswer, path: string): JsonObject {
    const place = KubernetesClient.place(path);
    if (answer.status !== 200) {
      throw refuse("SCSBP-4066", { what: `${answer.status}${KubernetesClient.words(answer.status)} from ${place}` });
    }
    return parseJsonObject(answer.body, place, "SCSBP-4066", "an answer of the cluster", "");
  }

  /** Without the query, which is of no interest. */
  private static place(path: string): string {
    return path.replace(/\?.*$/s, "");
  }

  private static words(status: number): string {
    const known: Readonly<Record<number, string>> = {
      401: " (the credential is no longer accepted)",
      403: " (not allowed for this user)",
      404: " (not there)",
      410: " (the list changed while it was read)",
      429: " (too many requests)",
      500: " (the API broke)",
      502: " (the API does not answer)",
      503: " (the API is not available)",
      504: " (the API does not answer in time)",
    };
    return known[status] ?? "";
  }
}
