import { existsSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { findProgram, packageRoot, run } from "@scs-blueprints/toolkit";
import { PROVIDER_GO_PACKAGE, PROVIDER_VERSION } from "./addresses";

/** The committed go.mod and go.sum: every module of the build is pinned by its hash. */
export function fromSourceDir(): string {
  return join(packageRoot(__dirname), "provider");
}

/**
 * Builds the provider from the Go module proxy, at exactly {@link PROVIDER_VERSION}.
 *
 * @throws SCSBP-8005 without Go, SCSBP-8010 when the build fails.
 */
export async function buildProvider(
  executable: string,
  progress: (detail: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const go = findProgram("go", env);
  if (go === undefined) {
    throw refuse("SCSBP-8005", {
      what: "the provider registry is out of reach, and there is no go to build the provider with",
      got: `PATH=${env.PATH ?? ""}`,
      allowed: "a reachable provider registry, or Go 1.24 or newer with a reachable module proxy",
      fix:
        "check the network and the proxy variables (HTTPS_PROXY), or install Go (https://go.dev/dl),\n" +
        "or bring the provider yourself: terraform providers mirror, and TF_CLI_CONFIG_FILE",
    });
  }
  const source = fromSourceDir();
  if (!existsSync(join(source, "go.sum"))) {
    throw refuse("SCSBP-8010", { what: "go.mod and go.sum of the provider are missing", got: source });
  }
  let modules = 0;
  const { code, stderr } = await run(
    go,
    // -v names each package as it is compiled: the only progress that go tells
    [
      "build",
      "-v",
      "-mod=readonly",
      "-trimpath",
      `-ldflags=-s -w -X ${PROVIDER_GO_PACKAGE}/openstack.version=${PROVIDER_VERSION}`,
      "-o",
      executable,
      PROVIDER_GO_PACKAGE,
    ],
    {
      cwd: source,
      // No workspace of the user; the cgo-free build is what the releases are.
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
      onStderr: (line) => {
        const download = /^go: downloading (\S+)/.exec(line);
        if (download !== null) {
          progress(`downloading ${download[1]}`);
        } else if (!line.startsWith("go:") && !line.includes(" ")) {
          modules += 1;
          progress(`${modules} packages compiled`);
        }
      },
    },
  );
  if (code !== 0) {
    throw refuse("SCSBP-8010", {
      got: goErrors(stderr) || `go ended with exit code ${code}`,
      fix: adviseOnGoError(stderr),
    });
  }
}

/** The lines of go's output that tell what is wrong. */
export function goErrors(stderr: string): string {
  return stderr
    .split("\n")
    .filter(
      (line) => line.trim() !== "" && !line.startsWith("go: downloading") && (/\s/.test(line) || line.includes(":")),
    )
    .slice(-5)
    .join("\n");
}

/** @returns what to do about a failed `go build`. */
export function adviseOnGoError(stderr: string): string {
  if (/no space left/i.test(stderr)) {
    return "free some disk space: the build needs about 1 GB in Go's caches (go env GOCACHE GOMODCACHE)";
  }
  if (/requires go >=|invalid go version|unknown directive: tool/i.test(stderr)) {
    return "install Go 1.24 or newer (https://go.dev/dl), or allow it to fetch one: GOTOOLCHAIN=auto";
  }
  if (/checksum mismatch|SECURITY ERROR/i.test(stderr)) {
    return "what the module proxy sends is not what go.sum pins: do not use it, and look at what GOPROXY names";
  }
  if (/dial tcp|no such host|i\/o timeout|connection refused|proxyconnect|TLS|EOF|lookup /i.test(stderr)) {
    return "no module proxy in reach: check the network, HTTPS_PROXY and GOPROXY (go env GOPROXY), then run again";
  }
  return "run again; if it stays, report it with the lines above";
}
