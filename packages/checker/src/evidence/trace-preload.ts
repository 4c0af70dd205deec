/**
 * Preload (`node --require @scs-blueprints/checker/trace-preload`) that lets CDK for Terraform write where each element
 * was created: `metadata.stackTrace` in cdk.tf.json gets one frame, the first outside of libraries, relative to the
 * working directory. The check command runs programs with it, into a directory of its own; the bytes that a normal
 * synth writes do not change.
 *
 * Costs about 10 µs an element.
 */
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

interface NodePrototype {
  addMetadata(type: string, data: unknown, options?: { stackTraceOverride?: string[] }): void;
}

/** `at new Server (/home/me/app/main.ts:12:5)`, `at file:///home/me/app/main.ts:12:5` */
const FRAME = /(?:\(|at )((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/;
const DEPTH = 40;

/** Folders of the library itself, as installed and as in its repository, where the examples are programs like any. */
function libraryFolders(): string[] {
  let at = __dirname;
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) {
    at = dirname(at);
  }
  const repository = basename(dirname(at)) === "packages" ? dirname(dirname(at)) : at;
  return ["dist", "lib", "packages"].map((folder) => join(repository, folder) + sep);
}

const library = libraryFolders();

/** Whether a file belongs to the user's program. */
function isOwn(file: string): boolean {
  return (
    file !== __filename &&
    !/[\\/]node_modules[\\/]|^node:/.test(file) &&
    !library.some((folder) => file.startsWith(folder))
  );
}

/** Where in the user's program the caller was called from, `file:line:column`. */
function ownFrame(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const lines = new Error().stack?.split("\n") ?? [];
  Error.stackTraceLimit = limit;
  for (const text of lines.slice(1)) {
    const match = FRAME.exec(text.trim());
    const [, where, line, column] = match ?? [];
    if (where !== undefined) {
      const file = where.startsWith("file://") ? fileURLToPath(where) : where;
      if (isOwn(file)) {
        return `${relative(process.cwd(), file).replaceAll("\\", "/")}:${line ?? "1"}:${column ?? "1"}`;
      }
    }
  }
  return undefined;
}

function install(): void {
  const path = require.resolve("constructs", { paths: [process.cwd(), __dirname] });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Node } = require(path) as { Node: { prototype: NodePrototype } };
  const original = Node.prototype.addMetadata;
  Node.prototype.addMetadata = function (this: NodePrototype, type, data, options = {}) {
    const frame = type === "stacktrace" && options.stackTraceOverride === undefined ? ownFrame() : undefined;
    original.call(this, type, data, frame === undefined ? options : { ...options, stackTraceOverride: [frame] });
  };
}

try {
  install();
} catch {
  // a program that does not use constructs runs as it is
}
