import type { CatalogService, CloudAnswer, CloudRequest, ICloudSession } from "../../../packages/checker/src/index";

type Handler = (request: CloudRequest, url: URL) => Partial<CloudAnswer> & { json?: unknown };

/** A cloud that answers from a table of `METHOD path`; everything else is 404. All requests are kept. */
export class FakeCloud implements ICloudSession {
  public readonly cloud = "fake";
  public readonly roles = ["reader", "member"];
  public readonly region = "r1";
  public readonly catalog: CatalogService[];
  public readonly requests: string[] = [];
  private readonly handlers = new Map<string, Handler>();

  public constructor(services: Readonly<Record<string, string>>) {
    this.catalog = Object.entries(services).map(([type, url]) => ({
      type,
      endpoints: [
        { interfaceName: "internal", region: "r1", url: "http://inside.invalid" },
        { interfaceName: "public", region: "r2", url: "http://elsewhere.invalid" },
        { interfaceName: "public", region: "r1", url },
      ],
    }));
  }

  /** `METHOD http://host/path` without query. */
  public on(request: string, handler: Handler): this {
    this.handlers.set(request, handler);
    return this;
  }

  public json(request: string, json: unknown, status = 200): this {
    return this.on(request, () => ({ status, json }));
  }

  public async send(request: CloudRequest): Promise<CloudAnswer> {
    const url = new URL(request.url);
    const key = `${request.method ?? "GET"} ${url.origin}${url.pathname}`;
    this.requests.push(key);
    const handler = this.handlers.get(key);
    const { json, ...answer } = handler === undefined ? { status: 404 } : handler(request, url);
    return { status: 200, headers: {}, body: json === undefined ? "" : JSON.stringify(json), ...answer };
  }
}
