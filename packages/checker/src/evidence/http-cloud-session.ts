import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { CatalogService, CloudAnswer, CloudRequest, ICloudSession } from "./cloud-session";
import { exchange } from "./http-exchange";
import { isObject, listOf, textOf, type JsonObject } from "../reading/read-json";

/** How to log in: the caller made the body from clouds.yaml. */
export interface HttpCloudLogin {
  /** Name of the cloud in clouds.yaml. */
  readonly cloud: string;
  /** `…/v3/auth/tokens` */
  readonly tokenUrl: string;
  /** Body of the token request. */
  readonly body: object;
  /** @default - any region of the catalogue */
  readonly region?: string;
  /** @default - public */
  readonly interfaceName?: string;
  /** Certificate of the authority, PEM. @default - the known ones */
  readonly caPem?: string;
  /** Client certificate, PEM. @default - none */
  readonly certPem?: string;
  /** Its key, PEM. @default - none */
  readonly keyPem?: string;
  /** Whether to check certificates. @default true */
  readonly verify?: boolean;
  /** Seconds without an answer after which a request fails. @default 20 */
  readonly timeoutSeconds?: number;
}

const CONNECT_SECONDS = 15;
/** A busy Keystone takes a while to check a password. */
const LOGIN_SECONDS = 60;
const REQUEST_SECONDS = 20;

/** An answer that is larger than any list of a real cloud. */
const LARGEST_MIB = 256;

/** A session over HTTP, through the proxies of the environment. */
export class HttpCloudSession implements ICloudSession {
  /**
   * Logs in.
   *
   * @throws BlueprintError SCSBP-4040 when Keystone does not answer, or not with a token
   */
  public static async open(login: HttpCloudLogin): Promise<HttpCloudSession> {
    const refusal = (got: string): BlueprintError =>
      refuse("SCSBP-4040", {
        what: `no token of the cloud ${login.cloud}`,
        got: `${got} from ${login.tokenUrl}`,
        allowed: "201 with a token",
        fix: "check the entry in clouds.yaml: npx scs-blueprints doctor",
      });
    let answer: CloudAnswer;
    try {
      answer = await HttpCloudSession.askForToken(login);
    } catch (error) {
      throw refusal(HttpCloudSession.reason(error));
    }
    const session = HttpCloudSession.fromToken(login, answer);
    if (session === undefined) {
      throw refusal(answer.status === 201 ? "201 without a token" : String(answer.status));
    }
    return session;
  }

  /** Keystone's answer to the login, whatever its status. @internal @jsii ignore */
  public static askForToken(login: HttpCloudLogin): Promise<CloudAnswer> {
    const request = {
      method: "POST",
      url: login.tokenUrl,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(login.body),
    };
    return HttpCloudSession.transfer(login, request, LOGIN_SECONDS);
  }

  /** The session of an answer to the login; undefined when there is no token in it. @internal @jsii ignore */
  public static fromToken(login: HttpCloudLogin, answer: CloudAnswer): HttpCloudSession | undefined {
    const token = answer.headers["x-subject-token"];
    const json = HttpCloudSession.tokenOf(answer.body);
    if (answer.status !== 201 || token === undefined || json === undefined) {
      return undefined;
    }
    return new HttpCloudSession(
      login,
      token,
      listOf(json, "catalog").map((service) => HttpCloudSession.service(service)),
      listOf(json, "roles").flatMap((role) => textOf(role, "name") ?? []),
      isObject(json["project"]) ? textOf(json["project"], "id") : undefined,
    );
  }

  /** Why a request had no answer, in words. */
  public static reason(error: unknown): string {
    const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
    const code = isObject(first) || first instanceof Error ? (first as NodeJS.ErrnoException).code : undefined;
    const words: Readonly<Record<string, string>> = {
      ECONNREFUSED: "connection refused",
      ENOTFOUND: "unknown host name",
      EAI_AGAIN: "the name server does not answer",
      ETIMEDOUT: "no answer in time",
      EHOSTUNREACH: "no route to the host",
      ENETUNREACH: "no route to the network",
      ECONNRESET: "connection reset",
    };
    return words[code ?? ""] ?? (first instanceof Error ? first.message : String(first));
  }

  public readonly cloud: string;
  public readonly region?: string;
  public readonly interfaceName?: string;

  private constructor(
    private readonly login: HttpCloudLogin,
    private readonly token: string,
    public readonly catalog: CatalogService[],
    public readonly roles: string[],
    public readonly projectId?: string,
  ) {
    this.cloud = login.cloud;
    this.region = login.region;
    this.interfaceName = login.interfaceName;
  }

  /** Keystone's URL with its version. @internal @jsii ignore */
  public get authUrl(): string {
    return this.login.tokenUrl.replace(/\/auth\/tokens$/, "");
  }

  public send(request: CloudRequest): Promise<CloudAnswer> {
    const own: Record<string, string> = request.anonymous === true ? {} : { "x-auth-token": this.token };
    return HttpCloudSession.transfer(this.login, { ...request, headers: { ...request.headers, ...own } });
  }

  private static tokenOf(body: string): JsonObject | undefined {
    try {
      const json: unknown = JSON.parse(body);
      return isObject(json) && isObject(json["token"]) ? json["token"] : undefined;
    } catch {
      return undefined;
    }
  }

  private static service(service: JsonObject): CatalogService {
    return {
      type: textOf(service, "type") ?? "",
      endpoints: listOf(service, "endpoints").map((endpoint) => ({
        interfaceName: textOf(endpoint, "interface") ?? "",
        region: textOf(endpoint, "region_id") ?? textOf(endpoint, "region") ?? "",
        url: textOf(endpoint, "url") ?? "",
      })),
    };
  }

  /** Follows no redirect: a token must not leave for another host. */
  private static transfer(login: HttpCloudLogin, request: CloudRequest, usual = REQUEST_SECONDS): Promise<CloudAnswer> {
    return exchange({
      url: request.url,
      method: request.method ?? "GET",
      headers: {
        accept: "application/json",
        ...request.headers,
      },
      body: request.body,
      tls: { ca: login.caPem, cert: login.certPem, key: login.keyPem, verify: login.verify },
      connectSeconds: login.timeoutSeconds ?? CONNECT_SECONDS,
      timeoutSeconds: login.timeoutSeconds ?? usual,
      largestMiB: LARGEST_MIB,
    });
  }
}
