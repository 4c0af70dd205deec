import type { CloudStep } from "@scs-blueprints/standards";
import type { CloudAnswer, ICloudSession } from "@scs-blueprints/checker";
import { OpenStackClient } from "@scs-blueprints/checker/internal";
import { isObject, listOf, textOf, type JsonObject } from "@scs-blueprints/checker/reading";
import { refuse } from "@scs-blueprints/standards/errors";

/** One request that changes the cloud. */
export interface StepChange {
  /** What it does, for people: "delete the rule …". */
  readonly words: string;
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: object;
  /** Media type of the body. @default - application/json */
  readonly contentType?: string;
}

/**
 * What steps may do with a cloud: read, and send the changes that were found to be needed. The session and its login are
 * the ones of `check`; only here they write.
 */
export class StepApi {
  private readonly client: OpenStackClient;

  public constructor(session: ICloudSession) {
    this.client = new OpenStackClient(session);
  }

  public get identity(): string {
    return `${this.client.endpoint(["identity"], /\/v3$/)}/v3`;
  }

  public get network(): string {
    return `${this.client.endpoint(["network"], /\/v2(?:\.0)?$/)}/v2.0`;
  }

  /** Cinder's address, by the canonical type or one of its aliases. */
  public get blockStorage(): string {
    return this.client.endpoint(["block-storage", "volumev3", "volume"]);
  }

  public get image(): string {
    return `${this.client.endpoint(["image"], /\/v[12](?:\.\d+)?$/)}/v2`;
  }

  /** @throws BlueprintError SCSBP-4040 for another status than 200 */
  public get(url: string): Promise<JsonObject> {
    return this.client.get(url);
  }

  /** Undefined for 404. @throws BlueprintError SCSBP-4040 for another status than 200 */
  public async find(url: string): Promise<JsonObject | undefined> {
    const answer = await this.client.answer(url);
    return answer.status === 404 ? undefined : OpenStackClient.json(answer, url);
  }

  public list(url: string, key: string): Promise<JsonObject[]> {
    return this.client.list(url, key);
  }

  /**
   * Makes a change. Conflicts and what is gone already are left to the look afterwards: somebody else was faster, or an
   * earlier run was cut off.
   *
   * @throws BlueprintError SCSBP-8123 when the cloud refuses it
   */
  public async send(change: StepChange): Promise<void> {
    const headers: Record<string, string> =
      change.contentType === undefined ? {} : { "content-type": change.contentType };
    const answer = await this.client.send(change.method, change.url, change.body, headers);
    const gone = change.method === "DELETE" && answer.status === 404;
    if (answer.status >= 300 && answer.status !== 409 && !gone) {
      throw refuse("SCSBP-8123", {
        what: `the cloud refused to ${change.words}`,
        got: `${answer.status} from ${change.method} ${OpenStackClient.place(change.url)}${StepApi.said(answer)}`,
        allowed: "a login with the role admin",
        fix: answer.status === 403 ? "apply with the operator's login" : "mend what the answer says, and apply again",
      });
    }
  }

  /** What the service says of its refusal: OpenStack's services differ in the form. */
  private static said({ body }: CloudAnswer): string {
    const message = /"message": ?"((?:[^"\\]|\\.){1,300})"/.exec(body)?.[1];
    return message === undefined ? "" : `: ${message}`;
  }
}

export { isObject, listOf, textOf, type JsonObject };

/** How one kind of step looks at the cloud. Looking changes nothing. */
export interface StepHandler {
  /** What the step brings about, for people. */
  describe(step: CloudStep): string;
  /**
   * What has to be changed for the cloud to be as the step says; nothing when it is.
   *
   * @throws BlueprintError SCSBP-8125 when the cloud cannot be brought there
   */
  changes(step: CloudStep, api: StepApi): Promise<StepChange[]>;
  /** What has to be changed to take the step back; nothing when it is gone, or for kinds that leave what they did. */
  undo(step: CloudStep, api: StepApi): Promise<StepChange[]>;
}
