import { readFileSync } from "node:fs";
import { isMapping } from "@scs-blueprints/toolkit";

/**
 * Translates Terraform's addresses into construct paths, which is what the user wrote:
 * `openstack_networking_network_v2.shop_network_7F3A` → `network`.
 */
export class ConstructPaths {
  private readonly paths = new Map<string, string>();

  public constructor(stackName: string, synthesized: unknown) {
    if (!isMapping(synthesized)) {
      return;
    }
    for (const [section, prefix] of [
      ["resource", ""],
      ["data", "data."],
    ] as const) {
      const types = synthesized[section];
      for (const [type, members] of Object.entries(isMapping(types) ? types : {})) {
        for (const [id, body] of Object.entries(isMapping(members) ? members : {})) {
          const path = metadataPath(body);
          if (path !== undefined) {
            this.paths.set(`${prefix}${type}.${id}`, shorten(path, stackName));
          }
        }
      }
    }
  }

  public static fromFile(stackName: string, file: string): ConstructPaths {
    return new ConstructPaths(stackName, JSON.parse(readFileSync(file, "utf8")));
  }

  /** @returns the construct path with the kind of resource, the address itself when it is none of ours. */
  public label(address: string): string {
    const path = this.find(address);
    return path === undefined ? address : `${path} (${kindOf(address)})`;
  }

  /** @returns the construct path, undefined when unknown. Instance keys, as in `x.y["a"]`, are kept. */
  public find(address: string): string | undefined {
    const [, base = address, key = ""] = /^(.*?)(\[.*\])?$/.exec(address) ?? [];
    const path = this.paths.get(base);
    return path === undefined ? undefined : `${path}${key}`;
  }
}

/** `openstack_networking_network_v2.x` → `networking network`. */
export function kindOf(address: string): string {
  const type = address.replace(/^data\./, "").split(".")[0] ?? address;
  const kind = type
    .replace(/^openstack_/, "")
    .replace(/_v\d+$/, "")
    .replaceAll("_", " ");
  return address.startsWith("data.") ? `look-up of ${kind}` : kind;
}

function metadataPath(body: unknown): string | undefined {
  const comment = isMapping(body) ? body["//"] : undefined;
  const metadata = isMapping(comment) ? comment.metadata : undefined;
  const path = isMapping(metadata) ? metadata.path : undefined;
  return typeof path === "string" ? path : undefined;
}

/** The stack is known, and `Resource` is by convention the main child: neither tells the user anything. */
function shorten(path: string, stackName: string): string {
  const parts = path.split("/");
  if (parts[0] === stackName && parts.length > 1) {
    parts.shift();
  }
  if (parts.length > 1 && /^(Resource|Default)$/i.test(parts[parts.length - 1] ?? "")) {
    parts.pop();
  }
  return parts.join("/");
}
