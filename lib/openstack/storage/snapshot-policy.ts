import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { Names, refuse } from "../../core/index";
import { CloudInit } from "../compute/cloud-init";
import { ApplicationCredential, HttpMethod } from "../identity/application-credential";
import { ServiceCatalog } from "../identity/service-catalog";
import type { IVolume } from "./volume";

/** Properties of a {@link SnapshotPolicy}. */
export interface SnapshotPolicyProps {
  /** Volumes by keys, which are part of their snapshots' names. */
  readonly volumes: { [key: string]: IVolume };
  /** Number of newest days whose snapshots are kept. @default 7 */
  readonly keepDaily?: number;
  /** Number of newest weeks of which the newest snapshot is kept. @default 4 */
  readonly keepWeekly?: number;
  /** Hour of the day in UTC, 0 to 23. @default 2 */
  readonly hour?: number;
  /** Type of the block storage in the catalogue, which its access rules are for. @default "block-storage" */
  readonly serviceType?: string;
  /**
   * Whether the login is held to requests for snapshots. Where the operator gave Cinder no `service_type`
   * (`[keystone_authtoken]`), logins with access rules get in nowhere: then false.
   * @default true
   */
  readonly accessRules?: boolean;
  /** Any change of this text makes a new login: a date or a ticket, `2026-11`. It is in the host's user data. @default "1" */
  readonly revision?: string;
  /** Name of the policy in the cloud, which its snapshots are known by. @default - stack and path */
  readonly name?: string;
}

/**
 * Snapshots of volumes every day, made by a timer on a server.
 *
 * Terraform cannot do it: the provider has no resource for snapshots (3.4.0; only a data source finds one), and what it
 * applies has no clock. So this makes a login that may list, make and delete snapshots and nothing else, and a
 * cloud-init for a server of yours that uses it. Snapshots are no backups: they lie where their volume does. Cinder
 * deletes no volume that has snapshots.
 *
 * Whoever can read the server's user data can delete snapshots: let it be a server that does nothing else.
 *
 * Defines: an application credential; a data source of the login, once a stack.
 *
 * @example
 * const policy = new SnapshotPolicy(stack, "nightly", {
 *   volumes: { pg: new Volume(stack, "pg", { sizeGiB: 100 }) },
 *   keepDaily: 14,
 * });
 * new Server(stack, "keeper", {
 *   tier: network.tier("db"),
 *   flavor: Flavor.SCS_1V_2,
 *   image: Image.debian("12"),
 *   cloudInit: policy.cloudInit,
 * });
 */
export class SnapshotPolicy extends Construct {
  /** The login. */
  public readonly credential: ApplicationCredential;
  /** What the program on the server reads, as JSON, with the login; hidden by Terraform where it is put out. */
  public readonly configuration: string;
  /** Program, login and timer for a server; `include` it in another one. */
  public readonly cloudInit: CloudInit;

  /**
   * @throws BlueprintError SCSBP-2200 for no volumes or unfit keys, SCSBP-2201 for what cannot be kept, SCSBP-2202 for
   *   an impossible hour
   */
  public constructor(scope: Construct, id: string, props: SnapshotPolicyProps) {
    super(scope, id);
    const { volumes, keepDaily = 7, keepWeekly = 4, hour = 2, serviceType = "block-storage", revision } = props;
    check(props, this.node.path);
    const name = props.name ?? Names.ofConstruct(this);
    const rule = (method: HttpMethod, path: string) => ({ service: serviceType, method, path });
    this.credential = new ApplicationCredential(this, "credential", {
      roles: ["member"],
      description: `snapshots of ${name}`,
      ...(props.accessRules === false
        ? {}
        : {
            accessRules: [
              rule(HttpMethod.GET, "/**/snapshots/detail"),
              rule(HttpMethod.POST, "/**/snapshots"),
              rule(HttpMethod.DELETE, "/**/snapshots/*"),
            ],
          }),
      ...(revision === undefined ? {} : { slotA: { revision } }),
    });
    this.configuration = `${JSON.stringify(
      {
        name,
        auth_url: this.credential.authUrl,
        region: ServiceCatalog.of(this).region,
        service: serviceType,
        credential: this.credential.credentialId,
        secret: this.credential.secret.resolveIn(this),
        daily: keepDaily,
        weekly: keepWeekly,
        volumes: Object.fromEntries(Object.entries(volumes).map(([key, volume]) => [key, volume.volumeId])),
      },
      undefined,
      2,
    )}\n`;
    const path = "/usr/local/sbin/volume-snapshots";
    const unit = (...lines: string[]) => `${lines.join("\n")}\n`;
    this.cloudInit = new CloudInit({
      files: [
        { path: SNAPSHOT_FILE, permissions: "0600", content: this.configuration },
        { path, permissions: "0755", content: SNAPSHOT_PROGRAM },
        {
          path: "/etc/systemd/system/volume-snapshots.service",
          content: unit("[Service]", "Type=oneshot", `ExecStart=${path}`),
        },
        {
          path: "/etc/systemd/system/volume-snapshots.timer",
          content: unit(
            "[Timer]",
            `OnCalendar=*-*-* ${String(hour).padStart(2, "0")}:00:00 UTC`,
            "RandomizedDelaySec=15min",
            "Persistent=true",
            "[Install]",
            "WantedBy=timers.target",
          ),
        },
      ],
      commands: ["systemctl daemon-reload", "systemctl enable --now volume-snapshots.timer"],
    });
  }
}

function check({ volumes, keepDaily = 7, keepWeekly = 4, hour = 2 }: SnapshotPolicyProps, path: string): void {
  const keys = Object.keys(volumes);
  const unfit = keys.find((key) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(key));
  const refused = (code: ErrorCode, what: string, got: string, allowed: string, fix: string) =>
    refuse(path, code, { what, got, allowed, fix });
  if (keys.length === 0 || unfit !== undefined) {
    throw refused(
      "SCSBP-2200",
      unfit === undefined ? "a policy without volumes" : "not a key for a volume",
      unfit === undefined ? "no volumes" : JSON.stringify(unfit),
      "one volume or more, by keys of lower-case letters, digits and hyphens",
      unfit === undefined ? "name the volumes" : "rename it",
    );
  }
  const counts = [keepDaily, keepWeekly];
  if (counts.some((count) => !Number.isInteger(count) || count < 0) || keepDaily < 1) {
    throw refused(
      "SCSBP-2201",
      "not numbers of snapshots to keep",
      `daily ${keepDaily}, weekly ${keepWeekly}`,
      "whole numbers, daily from 1, weekly from 0",
      "correct keepDaily or keepWeekly",
    );
  }
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) {
    throw refused("SCSBP-2202", "not an hour of the day", String(hour), "0 to 23, in UTC", "correct hour");
  }
}

/** Where the program finds what to do. @internal @jsii ignore */
export const SNAPSHOT_FILE = "/etc/volume-snapshots.json";

/**
 * Makes today's snapshots and removes those that the policy does not keep, with what Python has by itself. It sees only
 * the snapshots that it made: by their metadata.
 *
 * @internal
 */
const SNAPSHOT_PROGRAM = `#!/usr/bin/python3
import datetime, json, os, urllib.request

with open(os.environ.get("SNAPSHOT_FILE", "${SNAPSHOT_FILE}")) as file:
    policy = json.load(file)
today = os.environ.get("SNAPSHOT_DATE") or datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def request(method, url, body=None, token=None):
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token is not None:
        headers["X-Auth-Token"] = token
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=60) as answer:
        text = answer.read()
        return (json.loads(text) if text else {}), answer.headers


login = {"id": policy["credential"], "secret": policy["secret"]}
identity = {"methods": ["application_credential"], "application_credential": login}
answer, headers = request("POST", policy["auth_url"].rstrip("/") + "/auth/tokens", {"auth": {"identity": identity}})
token = headers["X-Subject-Token"]
base = next(
    endpoint["url"]
    for service in answer["token"]["catalog"] if service["type"] == policy["service"]
    for endpoint in service["endpoints"]
    if endpoint["interface"] == "public" and endpoint["region"] == (policy["region"] or endpoint["region"])
).rstrip("/")

snapshots, url = [], base + "/snapshots/detail"
while url:
    page, _ = request("GET", url, token=token)
    snapshots += page["snapshots"]
    url = next((link["href"] for link in page.get("snapshots_links", []) if link["rel"] == "next"), None)
mine = [
    one for one in snapshots
    if one["metadata"].get("snapshot-policy") == policy["name"] and one["status"] != "deleting"
]


def kept(dates):
    """The newest days, and the newest day of each of the newest weeks."""
    newest = sorted(dates, reverse=True)
    weeks = {}
    for date in newest:
        weeks.setdefault(datetime.date.fromisoformat(date).isocalendar()[:2], date)
    return {*newest[:policy["daily"]], *list(weeks.values())[:policy["weekly"]]}


for key, volume in policy["volumes"].items():
    own = {one["metadata"]["snapshot-date"]: one for one in mine if one["volume_id"] == volume}
    if today not in own:
        name = f"{policy['name']}-{key}-{today}"
        metadata = {"snapshot-policy": policy["name"], "snapshot-date": today}
        body = {"snapshot": {"volume_id": volume, "name": name, "force": True, "metadata": metadata}}
        request("POST", base + "/snapshots", body, token)
        print("made", name)
    for date in sorted(own.keys() - kept({*own, today})):
        if own[date]["status"] in ("available", "error"):
            request("DELETE", f"{base}/snapshots/{own[date]['id']}", token=token)
            print("removed", own[date]["name"])
`;
