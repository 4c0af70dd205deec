import { parse } from "yaml";

/**
 * The object in the `yaml_body` of a `kubectl_manifest`: YAML, or `${jsonencode({"kind" = "Cluster"})}`, in which what only
 * Terraform knows becomes `"${…}"`, as it stands in the attributes of other resources.
 *
 * @returns undefined for a text that is no YAML before its expressions are known
 * @internal
 */
export function objectInText(text: unknown): unknown {
  try {
    return typeof text === "string" ? parse(jsonOf(text)) : undefined;
  } catch {
    return undefined;
  }
}

/** Parts of the engine's literals: a string; the sign after a key; an expression, with its calls and indices. */
const PARTS =
  /("(?:[^"\\]|\\.)*")( = )?|([A-Za-z_][\w.-]*(?:\((?:[^()"]|"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*")*\))*\)|\[[^\]]*\]|\.[\w-]+)*)/g;

function jsonOf(text: string): string {
  const inner = /^\$\{jsonencode\((\{[^]*\})\)\}$/.exec(text)?.[1];
  return (
    inner?.replace(PARTS, (whole, literal?: string, sign?: string, expression?: string) => {
      if (literal !== undefined) {
        return sign === undefined ? literal : `${literal}: `;
      }
      return ["true", "false", "null"].includes(whole) ? whole : JSON.stringify(`\${${expression}}`);
    }) ?? text
  );
}
