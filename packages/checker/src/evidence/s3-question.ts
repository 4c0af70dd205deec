import { sign } from "aws4";
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
    const signed = sign(
      { service: "s3", region: REGION, host, path: "/" },
      { accessKeyId: KEY, secretAccessKey: SECRET },
    );
    const answer = await session.send({
      url: `${origin}/`,
      anonymous: true,
      headers: Object.fromEntries(Object.entries(signed.headers ?? {}).map(([name, value]) => [name, String(value)])),
    });
    if (answer.status >= 500) {
      throw refuse("SCSBP-4040", { what: `${answer.status} from ${origin}` });
    }
    const code = /<Code>([A-Za-z]+)<\/Code>/.exec(answer.body.slice(0, 10_000))?.[1] ?? "";
    return ANSWERS.includes(code);
  }
}
