import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Token } from "../core/engine";

// RFC 1123 as Kubernetes reads it: k8s.io/apimachinery/pkg/util/validation
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const SUBDOMAIN_LENGTH = 253;

/** Names, labels and annotations, checked before the API does. What only Terraform knows passes. */
export class ObjectName {
  /** @throws BlueprintError SCSBP-3003 */
  public static requireSubdomain(name: string, what: string, path: string): void {
    if (!Token.isUnresolved(name) && (name.length > SUBDOMAIN_LENGTH || !SUBDOMAIN.test(name))) {
      throw refused(what, name, "lower-case letters, digits, hyphens and dots, at most 253", path);
    }
  }

  /** @throws BlueprintError SCSBP-3003 */
  public static requireLabel(name: string, what: string, path: string): void {
    if (!Token.isUnresolved(name) && !LABEL.test(name)) {
      throw refused(what, name, "lower-case letters, digits and hyphens, at most 63", path);
    }
  }

  /** @throws BlueprintError SCSBP-3003 for a key or a value that no label may have */
  public static requireLabels(labels: Record<string, string>, path: string): void {
    for (const [key, value] of Object.entries(labels)) {
      ObjectName.requireKey(key, "a label's key", path);
      if (!Token.isUnresolved(value) && !LABEL_VALUE.test(value)) {
        throw refused(
          `the value of the label ${key}`,
          value,
          "letters, digits, hyphens, underscores and dots, at most 63",
          path,
        );
      }
    }
  }

  /** @throws BlueprintError SCSBP-3003 for a key that no annotation may have */
  public static requireKeys(annotations: Record<string, string>, path: string): void {
    Object.keys(annotations).forEach((key) => ObjectName.requireKey(key, "an annotation's key", path));
  }

  /** @throws BlueprintError SCSBP-3003 for a key that no label or annotation may have */
  public static requireKey(key: string, what: string, path: string): void {
    const parts = key.split("/");
    const name = parts.at(-1) ?? "";
    const prefix = parts.length === 2 ? parts[0] : undefined;
    const fits = parts.length <= 2 && KEY_NAME.test(name) && (prefix === undefined || SUBDOMAIN.test(prefix));
    if (!fits) {
      throw refused(what, key, "a name of at most 63 characters, with a domain and a slash in front if need be", path);
    }
  }
}

function refused(what: string, got: string, allowed: string, path: string): BlueprintError {
  return refuse(path, "SCSBP-3003", {
    what: `${what} is not one that Kubernetes takes`,
    got: JSON.stringify(got),
    allowed,
    fix: "choose another one",
  });
}
