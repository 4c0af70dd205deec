import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";

/** A request, and how long and how much to wait for. */
export interface HttpExchange {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** Certificates, where the URL is https. */
  readonly tls: RequestOptions;
  /** Without a sign of life; three times as long for the whole answer. */
  readonly timeoutSeconds: number;
  /** A longer answer is an error. */
  readonly largestMiB: number;
}

/** An answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** Follows no redirect: a token must not leave for another host. Rejects when there is no whole answer. */
export function exchange({
  url,
  method,
  headers,
  body,
  tls,
  timeoutSeconds,
  largestMiB,
}: HttpExchange): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith("https:");
    const signal = AbortSignal.timeout(timeoutSeconds * 1000 * 3);
    const options = { ...(secure ? tls : {}), method, headers, signal };
    const outgoing = (secure ? httpsRequest : httpRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > largestMiB * 1024 * 1024) {
          outgoing.destroy(new Error(`the answer is larger than ${largestMiB} MiB`));
        } else {
          chunks.push(chunk);
        }
      });
      response.on("error", reject);
      response.on("end", () => {
        const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString("utf8"),
          headers: Object.fromEntries(received),
        });
      });
    });
    outgoing.setTimeout(timeoutSeconds * 1000, () => {
      outgoing.destroy(Object.assign(new Error(`no answer within ${timeoutSeconds} s`), { code: "ETIMEDOUT" }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
