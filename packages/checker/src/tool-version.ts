import { readFileSync } from "node:fs";
import { join } from "node:path";

let known: string | undefined;

/** Version of this package: the same file is above src and dist. @internal */
export function toolVersion(): string {
  if (known === undefined) {
    try {
      const json = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as {
        version?: string;
      };
      known = json.version ?? "unknown";
    } catch {
      known = "unknown"; // bundled without it
    }
  }
  return known;
}
