import { createHash, createHmac } from "node:crypto";
import { refuse } from "@scs-blueprints/standards/errors";
import type { ICloudSession } from "./cloud-session";

/** Errors that only S3 answers to an unknown key, as the official test takes them. */
const ANSWERS = ["InvalidAccessKeyId", "NoSuchKey"];

/** Invalid on purpose: only the form of the refusal matters. */
const KEY = "fakekey";
const SECRET = "fakesecret";
const REGION = "us-east-1";

/**
 * Asks whether an object store speaks S3, as scs-0123-swift-s3 does: list the buckets with a false key at the host of
 * its endpoint. Changes nothing.
 *
 * @internal
 */
export class S3Question {
  /** @throws BlueprintError SCSBP-4040 when nobody answers, or with an error of the server */
  public static async ask(session: ICloudSession, endpoint: string): Promise<boolean> {
    const { origin, host } = new URL(endpoint);
    const now = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
    const answer = await session.send({
      url: `${origin}/`,
      anonymous: true,
      headers: S3Question.signed(host, now),
    });
    if (answer.status >= 500) {
      throw refuse("SCSBP-4040", { what: `${answer.status} from ${origin}` });
    }
    const code = /<Code>([A-Za-z]+)<\/Code>/.exec(answer.body.slice(0, 10_000))?.[1] ?? "";
    return ANSWERS.includes(code);
  }

  /** Signature version 4 of `GET /`. */
  private static signed(host: string, now: string): Record<string, string> {
    const empty = createHash("sha256").update("").digest("hex");
    const headers = { host, "x-amz-content-sha256": empty, "x-amz-date": now };
    const names = Object.keys(headers).join(";");
    const canonical = [
      "GET",
      "/",
      "",
      ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
      "",
      names,
      empty,
    ].join("\n");
    const day = now.slice(0, 8);
    const range = `${day}/${REGION}/s3/aws4_request`;
    const text = ["AWS4-HMAC-SHA256", now, range, createHash("sha256").update(canonical).digest("hex")].join("\n");
    const key = [day, REGION, "s3", "aws4_request"].reduce<Buffer | string>(
      (secret, part) => createHmac("sha256", secret).update(part).digest(),
      `AWS4${SECRET}`,
    );
    const signature = createHmac("sha256", key).update(text).digest("hex");
    return {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${KEY}/${range}, SignedHeaders=${names}, Signature=${signature}`,
    };
  }
}
