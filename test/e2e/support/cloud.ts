import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface CloudEntry {
  readonly auth: Record<string, string>;
  readonly region_name: string;
}

/** The lists that a project of the sandbox's member user can have something in. */
const LISTS = {
  servers: ["compute", "/servers"],
  serverGroups: ["compute", "/os-server-groups", "server_groups"],
  volumes: ["block-storage", "/volumes"],
  networks: ["network", "/v2.0/networks?router:external=false", "networks"],
  subnets: ["network", "/v2.0/subnets", "subnets"],
  ports: ["network", "/v2.0/ports", "ports"],
  routers: ["network", "/v2.0/routers", "routers"],
  floatingIps: ["network", "/v2.0/floatingips", "floatingips"],
  securityGroups: ["network", "/v2.0/security-groups", "security_groups"],
} as const;

export type ProjectContents = Record<keyof typeof LISTS, { readonly id: string; readonly name: string }[]>;

/** Reads a cloud through its API, not through Terraform's state: what is there is there, whoever made it. */
export class CloudApi {
  /** Logs in to an entry of a clouds.yaml. */
  public static async login(cloudsYaml: string, cloud: string): Promise<CloudApi> {
    const { clouds } = parse(readFileSync(cloudsYaml, "utf8")) as { clouds: Record<string, CloudEntry> };
    const { auth } = clouds[cloud]!;
    const domain = (name: string) => ({ domain: { name: auth[name] ?? "Default" } });
    const response = await fetch(`${auth["auth_url"]!.replace(/\/v3\/?$/, "")}/v3/auth/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ["password"],
            password: { user: { name: auth["username"], password: auth["password"], ...domain("user_domain_name") } },
          },
          scope: { project: { name: auth["project_name"], ...domain("project_domain_name") } },
        },
      }),
    });
    if (response.status !== 201) {
      throw new Error(`login to ${cloud}: ${response.status} ${await response.text()}`);
    }
    const { token } = (await response.json()) as Token;
    return new CloudApi(response.headers.get("x-subject-token")!, token);
  }

  private constructor(
    private readonly token: string,
    private readonly info: Token["token"],
  ) {}

  /** Id of the project of the login. */
  public get tokenProject(): string {
    return this.info.project.id;
  }

  /** What the project holds. The default security group, which Neutron makes by itself, does not count. */
  public async contents(): Promise<ProjectContents> {
    const contents: Partial<ProjectContents> = {};
    for (const [name, [service, path, key]] of Object.entries(LISTS)) {
      const body = (await this.get(service, path)) as Record<string, Item[]>;
      const items = body[key ?? name] ?? [];
      contents[name as keyof typeof LISTS] = items.filter(
        (item) =>
          (item.project_id ?? item.tenant_id ?? this.info.project.id) === this.info.project.id &&
          !(name === "securityGroups" && item.name === "default"),
      );
    }
    return contents as ProjectContents;
  }

  /** Names of all that the project has, of every service that the library uses. */
  public async everything(): Promise<Record<string, string[]>> {
    const named = async (service: string, path: string, key: string) =>
      ((await this.get(service, path)) as Record<string, { name: string }[]>)[key]!.map((one) => one.name).sort();
    const contents = Object.entries(await this.contents()).map(([kind, items]): [string, string[]] => [
      kind,
      items.map((one) => one.name).sort(),
    ]);
    const user = `/users/${this.info.user.id}`;
    return {
      ...Object.fromEntries(contents),
      snapshots: await named("block-storage", "/snapshots", "snapshots"),
      balancers: await named("load-balancer", "/v2/lbaas/loadbalancers", "loadbalancers"),
      zones: await named("dns", "/v2/zones", "zones"),
      secrets: await named("key-manager", "/v1/secrets?limit=100", "secrets"),
      certificates: await named("key-manager", "/v1/containers?limit=100", "containers"),
      containers: ((await this.get("object-store", "?format=json")) as { name: string }[]).map((one) => one.name),
      credentials: await named("identity", `${user}/application_credentials`, "application_credentials"),
      ec2Credentials: (
        (await this.get("identity", `${user}/credentials/OS-EC2`)) as { credentials: { access: string }[] }
      ).credentials.map((one) => one.access),
    };
  }

  /** GET of a path below a service's public endpoint. */
  public get(service: string, path: string): Promise<unknown> {
    return this.send("GET", service, path);
  }

  /** A request to a path below a service's public endpoint; what it answers, if anything. */
  public async send(
    method: string,
    service: string,
    path: string,
    content?: object,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const { status, body } = await this.attempt(method, service, path, content, headers);
    if (status < 200 || status > 299) {
      throw new Error(`${method} ${service} ${path}: ${status} ${JSON.stringify(body)}`);
    }
    return body;
  }

  /** PUT of bytes, such as an image's file. */
  public async upload(service: string, path: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const url = this.info.catalog
      .find((one) => one.type === service)
      ?.endpoints.find((one) => one.interface === "public")?.url;
    const headers = { "x-auth-token": this.token, "content-type": "application/octet-stream" };
    const response = await fetch(`${url}${path}`, { method: "PUT", headers, body: content });
    if (!response.ok) {
      throw new Error(`PUT ${service} ${path}: ${response.status} ${await response.text()}`);
    }
  }

  /** Such a request that may be refused: what came of it. */
  public async attempt(
    method: string,
    service: string,
    path: string,
    content?: object,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const entry = this.info.catalog.find((one) => one.type === service);
    const url = entry?.endpoints.find((one) => one.interface === "public")?.url;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        "x-auth-token": this.token,
        accept: "application/json",
        "content-type": "application/json",
        ...headers,
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    });
    const text = await response.text();
    const json = response.headers.get("content-type")?.startsWith("application/json") === true && text !== "";
    return { status: response.status, body: json ? JSON.parse(text) : text === "" ? undefined : text };
  }
}

interface Item {
  readonly id: string;
  readonly name: string;
  readonly project_id?: string;
  readonly tenant_id?: string;
}

interface Token {
  readonly token: {
    readonly project: { readonly id: string };
    readonly user: { readonly id: string };
    readonly catalog: { type: string; endpoints: { interface: string; url: string }[] }[];
  };
}

/** Contents with the number of things in place of the things. */
export function counted(contents: ProjectContents): Record<string, number> {
  return Object.fromEntries(Object.entries(contents).map(([name, items]) => [name, items.length]));
}
