import { constructOf, type StackResource } from "@scs-blueprints/checker/assembly";
import { textOf } from "@scs-blueprints/checker/reading";

/** Last parts of a construct path that say what it is, not which one. */
const COMMON = new Set(["Resource", "Default", "server", "subnet", "port", "members", "Cluster", "store", "project"]);

/** Names as people would say them. @internal */
export class Names {
  /** Of an element: the end of its construct path, else its name. */
  public static of(element: StackResource): string {
    return element.path === undefined
      ? (Names.known(textOf(element.values, "name")) ??
          element.address.replace(/^data\./, "").split(".")[1] ??
          element.address)
      : Names.ofPath(element.path);
  }

  /** `shop/bastion/server/Resource` → `bastion`. */
  public static ofPath(path: string): string {
    const parts = path.split("/");
    while (parts.length > 1 && COMMON.has(parts[parts.length - 1] ?? "")) {
      parts.pop();
    }
    return parts[parts.length - 1] ?? path;
  }

  /** `shop/network/web/Resource` → `shop/network/web`: the construct that the user made. */
  public static construct(path: string): string {
    return constructOf(path);
  }

  /** The construct around it. */
  public static around(path: string | undefined): string | undefined {
    const at = path === undefined ? -1 : Names.construct(path).lastIndexOf("/");
    return path === undefined || at <= 0 ? undefined : path.slice(0, at);
  }

  /** A text that holds no expression. */
  public static known(text: string | undefined): string | undefined {
    return text === undefined || text.includes("${") || text === "" ? undefined : text;
  }

  /** `3 servers`, `1 server`. */
  public static count(number: number, word: string): string {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }

  /** `a, b, c and 4 more`. */
  public static list(names: readonly string[], most = 3): string {
    const all = [...new Set(names)];
    return all.length <= most ? all.join(", ") : `${all.slice(0, most).join(", ")} and ${all.length - most} more`;
  }
}
