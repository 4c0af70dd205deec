/** An HTTP request to a service of the cloud. The session adds the token. */
export interface CloudRequest {
  /** @default - GET */
  readonly method?: string;
  readonly url: string;
  /** @default - none */
  readonly headers?: Record<string, string>;
  /** Text to send. @default - nothing */
  readonly body?: string;
  /** Send no token: for services that want another login. @default false */
  readonly anonymous?: boolean;
}

/** What the service answered. */
export interface CloudAnswer {
  readonly status: number;
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** One address of a service. */
export interface CatalogEndpoint {
  /** public, internal or admin. */
  readonly interfaceName: string;
  readonly region: string;
  readonly url: string;
}

/** A service of the catalogue. */
export interface CatalogService {
  readonly type: string;
  readonly endpoints: CatalogEndpoint[];
}

/**
 * A login to a cloud. Whoever reads clouds.yaml makes it, `HttpCloudSession` or an own one; this layer reads no
 * credentials.
 */
export interface ICloudSession {
  /** Name of the cloud in clouds.yaml. */
  readonly cloud: string;
  readonly catalog: CatalogService[];
  /** Roles of the token. */
  readonly roles: string[];
  /** Id of the project that the token is for. @default - not known, or the token is for a domain */
  readonly projectId?: string;
  /** Region to work in. @default - any of the catalogue */
  readonly region?: string;
  /** Interface of the endpoints to use. @default - public */
  readonly interfaceName?: string;

  /**
   * Sends a request; answers of every status are returned. Rejects when there is no answer.
   */
  send(request: CloudRequest): Promise<CloudAnswer>;
}
