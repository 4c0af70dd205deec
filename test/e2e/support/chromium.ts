import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Without them, a headless Chromium asks the network for updates and lists. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** `SCS_CHROMIUM`, or the first browser on the PATH. */
export function findChromium(): string {
  const named = process.env["SCS_CHROMIUM"];
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const candidates = named
    ? [named]
    : (process.env["PATH"] ?? "").split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  const found = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) {
    throw new Error("no Chromium: apt-get install chromium, or SCS_CHROMIUM=/path/to/it");
  }
  return found;
}
