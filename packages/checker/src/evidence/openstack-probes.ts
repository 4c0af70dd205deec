import { randomUUID } from "node:crypto";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { DefaultSecurityRule } from "@scs-blueprints/standards";
import type { CloudAnswer } from "./cloud-session";
import { OpenStackClient } from "./openstack-client";
import { isObject, listOf, parseJsonObject, textOf, type JsonObject } from "../reading/read-json";

/** What the probe of the backup saw. @internal */
export interface BackupProbe {
  readonly works: boolean;
  /** @default - it works */
  readonly detail?: string;
}

/** The longest a volume or backup may take, in ms, and how often to look. */
const PATIENCE = 180_000;
const INTERVAL = 1000;

/**
 * Probes that create, look and delete. Everything is called `scs-blueprints-probe-…`, and deleted whatever happens;
 * what could not be deleted is named in the error.
 *
 * @internal
 */
export class OpenStackProbes {
  private readonly name = `scs-blueprints-probe-${randomUUID().slice(0, 8)}`;

  public constructor(
    private readonly client: OpenStackClient,
    private readonly sleep: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {}

  /** Creates, lists and deletes a secret; false when that is not allowed. */
  public async secret(): Promise<boolean> {
    const url = `${this.client.endpoint(["key-manager"], /\/v1(?:\.0)?$/)}/v1/secrets`;
    const body = { name: this.name, payload: "probe", payload_content_type: "text/plain" };
    const created = await this.client.send("POST", url, body);
    if (created.status === 403) {
      return false;
    }
    const reference = textOf(this.json(created, url, [201]), "secret_ref");
    const id = reference?.split("/").pop();
    if (id === undefined) {
      throw this.broken(`${url} answered without secret_ref`);
    }
    try {
      return (await this.client.answer(`${url}?name=${this.name}`)).status === 200;
    } finally {
      await this.remove([`${url}/${id}`]);
    }
  }

  /** Rules of a security group that was just created. */
  public async freshGroup(): Promise<DefaultSecurityRule[]> {
    const url = `${this.client.endpoint(["network"], /\/v2(?:\.0)?$/)}/v2.0/security-groups`;
    const created = this.json(await this.client.send("POST", url, { security_group: { name: this.name } }), url, [201]);
    const group = isObject(created["security_group"]) ? created["security_group"] : {};
    await this.remove([`${url}/${textOf(group, "id") ?? ""}`]);
    return listOf(group, "security_group_rules").map((rule) => ({
      direction: textOf(rule, "direction") ?? "",
      ethertype: textOf(rule, "ethertype") ?? "",
      remoteGroupId: textOf(rule, "remote_group_id"),
      remoteIpPrefix: textOf(rule, "remote_ip_prefix"),
      protocol: textOf(rule, "protocol"),
    }));
  }

  /** Backs an empty volume of 1 GiB up and restores it. */
  public async backup(types: readonly string[]): Promise<BackupProbe> {
    const endpoint = this.client.endpoint(types);
    const made: string[] = [];
    const make = async (path: string, key: string, body: object): Promise<string> => {
      const json = this.json(
        await this.client.send("POST", `${endpoint}/${path}`, { [key]: body }),
        path,
        [200, 201, 202],
      );
      const id = textOf(isObject(json[key]) ? json[key] : {}, "id") ?? "";
      made.unshift(`${endpoint}/${path}/${id}`);
      return id;
    };
    let result: BackupProbe;
    try {
      const volume = await make("volumes", "volume", { size: 1, name: this.name });
      await this.until(`${endpoint}/volumes/${volume}`, "volume", "available");
      const backup = await make("backups", "backup", { volume_id: volume, name: this.name });
      await this.until(`${endpoint}/backups/${backup}`, "backup", "available");
      const path = `${endpoint}/backups/${backup}/restore`;
      const json = this.json(
        await this.client.send("POST", path, { restore: { name: `${this.name}-restored` } }),
        path,
        [202],
      );
      const restored = textOf(isObject(json["restore"]) ? json["restore"] : {}, "volume_id") ?? "";
      made.unshift(`${endpoint}/volumes/${restored}`);
      await this.until(`${endpoint}/volumes/${restored}`, "volume", "available");
      await this.until(`${endpoint}/backups/${backup}`, "backup", "available");
      result = { works: true };
    } catch (error) {
      result = { works: false, detail: BlueprintError.isBlueprintError(error) ? error.what : String(error) };
    }
    await this.remove(made);
    return result;
  }

  private async until(url: string, key: string, wanted: string): Promise<void> {
    for (let waited = 0; waited <= PATIENCE; waited += INTERVAL) {
      const json = await this.client.get(url);
      const status = textOf(isObject(json[key]) ? json[key] : {}, "status") ?? "";
      if (status === wanted) {
        return;
      }
      if (status.startsWith("error")) {
        throw this.broken(`the ${key} ended in state ${status}`);
      }
      await this.sleep(INTERVAL);
    }
    throw this.broken(`the ${key} was not ${wanted} after ${PATIENCE / 1000} s`);
  }

  /** Deletes in the given order, each as long as it is busy, and waits until it is gone. */
  private async remove(urls: readonly string[]): Promise<void> {
    const left: string[] = [];
    for (const url of urls) {
      if (!(await this.removeOne(url))) {
        left.push(OpenStackClient.place(url));
      }
    }
    if (left.length > 0) {
      throw this.broken(`the probe could not delete ${left.join(", ")}: delete it by hand`);
    }
  }

  private async removeOne(url: string): Promise<boolean> {
    for (let waited = 0; waited <= PATIENCE; waited += INTERVAL) {
      let answer: CloudAnswer;
      try {
        answer = await this.client.send("DELETE", url);
      } catch {
        return false;
      }
      if (answer.status === 404) {
        return true;
      }
      // 400 and 409: busy, or being deleted
      if (![200, 202, 204, 400, 409].includes(answer.status)) {
        return false;
      }
      if ((await this.client.answer(url)).status === 404) {
        return true;
      }
      await this.sleep(INTERVAL);
    }
    return false;
  }

  private json(answer: CloudAnswer, url: string, allowed: readonly number[]): JsonObject {
    if (!allowed.includes(answer.status)) {
      const said = /"message": ?"([^"]{1,200})"/.exec(answer.body)?.[1];
      throw this.broken(`${answer.status} from ${OpenStackClient.place(url)}${said === undefined ? "" : `: ${said}`}`);
    }
    return parseJsonObject(answer.body, OpenStackClient.place(url), "SCSBP-4040", "an answer of the cloud", "");
  }

  private broken(what: string): BlueprintError {
    return refuse("SCSBP-4040", { what });
  }
}
