import { BlockList, isIP } from "node:net";
import { Agent, type Dispatcher, ProxyAgent, request } from "undici";

/** Certificates of a connection. */
export interface HttpTls {
  /** Certificates of the authorities, PEM. @default - the known ones */
  readonly ca?: string;
  /** Client certificate, PEM. @default - none */
  readonly cert?: string;
  /** Its key, PEM. @default - none */
  readonly key?: string;
  /** Whether to check the server's certificate. @default true */
  readonly verify?: boolean;
  /** Name that the server's certificate has to have. @default - the host's */
  readonly serverName?: string;
}

/** A request, and how long and how much to wait for. */
export interface HttpExchange {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string | string[]>;
  readonly body?: string;
  readonly tls: HttpTls;
  /** For a connection. @default - as timeoutSeconds */
  readonly connectSeconds?: number;
  /** Without a sign of life; three times as long for the whole answer. */
  readonly timeoutSeconds: number;
  /** A longer answer is an error. */
  readonly largestMiB: number;
  /** URL of a proxy. @default - as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say */
  readonly proxy?: string;
}

/** An answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** By proxy, certificates and times: connections are kept between the requests of a session. */
const dispatchers = new Map<string, Dispatcher>();

/** Follows no redirect: a token must not leave for another host. Rejects when there is no whole answer. */
export async function exchange(wanted: HttpExchange): Promise<HttpAnswer> {
  const { url, method, headers, body, timeoutSeconds, largestMiB } = wanted;
  const milliseconds = timeoutSeconds * 1000;
  try {
    const answer = await request(url, {
      dispatcher: dispatcherOf(wanted),
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
      headersTimeout: milliseconds,
      bodyTimeout: milliseconds,
      signal: AbortSignal.timeout(milliseconds * 3),
    });
    const received = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
    return {
      status: answer.statusCode,
      body: await textOf(answer.body, largestMiB),
      headers: Object.fromEntries(received),
    };
  } catch (error) {
    throw isTimeout(error)
      ? Object.assign(new Error(`no answer within ${timeoutSeconds} s`), { code: "ETIMEDOUT" })
      : error;
  }
}

async function textOf(body: Dispatcher.ResponseData["body"], largestMiB: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > largestMiB * 1024 * 1024) {
      throw new Error(`the answer is larger than ${largestMiB} MiB`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isTimeout(error: unknown): boolean {
  const { name, code } = error as NodeJS.ErrnoException;
  return name === "TimeoutError" || /^UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT$/.test(code ?? "");
}

function dispatcherOf(wanted: HttpExchange): Dispatcher {
  const { url, tls, timeoutSeconds, connectSeconds = timeoutSeconds } = wanted;
  const proxy = wanted.proxy ?? proxyOf(url, process.env);
  const key = JSON.stringify([proxy, tls, connectSeconds]);
  const known = dispatchers.get(key);
  if (known !== undefined) {
    return known;
  }
  const { ca, cert, key: privateKey, verify, serverName } = tls;
  const connect = {
    ...{ ca, cert, key: privateKey, rejectUnauthorized: verify !== false, timeout: connectSeconds * 1000 },
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
  const made =
    proxy === undefined
      ? new Agent({ connect })
      : // a proxy forwards what is plain HTTP, and makes a tunnel for the rest
        new ProxyAgent({ uri: proxy, requestTls: connect, proxyTunnel: url.startsWith("https:") });
  dispatchers.set(key, made);
  return made;
}

/**
 * The proxy for a URL, as Go's programs choose it, so that we and Terraform's provider go the same way: by HTTPS_PROXY,
 * HTTP_PROXY and NO_PROXY (names with what is below them, addresses, CIDRs, ports), and none for this machine.
 *
 * Source: `FromEnvironment` of golang.org/x/net/http/httpproxy.
 */
export function proxyOf(url: string, env: NodeJS.ProcessEnv): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const proxy = env[name] || env[name.toLowerCase()] || "";
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const own = port || (protocol === "https:" ? "443" : "80");
  const exceptions = (env["NO_PROXY"] || env["no_proxy"] || "").toLowerCase().split(/[\s,]+/);
  if (proxy === "" || isThisMachine(host) || exceptions.some((each) => isException(each, host, own))) {
    return undefined;
  }
  return /^[a-z0-9+.-]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function isException(text: string, host: string, port: string): boolean {
  if (text === "" || text === "*") {
    return text === "*";
  }
  const [, network = "", bits] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(network);
  if (family !== 0) {
    return isIP(host) === family && isWithin(host, network, Number(bits), family === 4 ? "ipv4" : "ipv6");
  }
  const [, name = text, only] = /^(\[.*\]|[^:]*):(\d+)$/.exec(text) ?? [];
  const bare = name.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
  const isBelow = isIP(host) === 0 && host.endsWith(`.${bare}`);
  const isItself = host === bare && !/^\*?\./.test(name);
  return (only === undefined || only === port) && (isBelow || isItself);
}

function isWithin(host: string, network: string, bits: number, family: "ipv4" | "ipv6"): boolean {
  const list = new BlockList();
  try {
    list.addSubnet(network, bits, family);
  } catch {
    return false; // a prefix that is too long excepts nothing
  }
  return list.check(host, family);
}
