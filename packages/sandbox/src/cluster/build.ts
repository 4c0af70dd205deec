import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { findProgram, cacheDir, repositoryRoot, type Reporter, run } from "@scs-blueprints/toolkit";
import { addressesOf, type MirroredProvider, providerFiles } from "../provider/addresses";
import { adviseOnGoError, goErrors } from "../provider/build";
import type { MirrorOf } from "../provider/cli-config";
import { ProviderMirror } from "../provider/mirror";

/** Version of the API server; its modules are pinned in packages/dev-tools/kube-apiserver. */
export const KUBERNETES_VERSION = "1.37.2";
/** What Go builds it with: it is to know its version, as its own build does. */
export const API_SERVER_BUILD: readonly string[] = [
  "-trimpath",
  "-ldflags",
  [
    "-s -w",
    ...["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) =>
      [`gitVersion=v${KUBERNETES_VERSION}`, "gitMajor=1", `gitMinor=${KUBERNETES_VERSION.split(".")[1]}`].map(
        (each) => `-X ${path}.${each}`,
      ),
    ),
  ].join(" "),
  ".",
];
/** The kubectl provider's version and address; its modules are pinned in packages/dev-tools/kubectl-provider. */
export const KUBECTL_PROVIDER: MirroredProvider = { version: "1.19.0", source: "gavinbunney/kubectl" };

/** Programs for examples with a cluster, built once by Go from modules that the repository pins. */
export class ClusterPrograms {
  public constructor(
    private readonly reporter: Reporter,
    private readonly env: NodeJS.ProcessEnv = process.env,
    private readonly modules = join(repositoryRoot(), "packages", "dev-tools"),
  ) {}

  /**
   * kube-apiserver and etcd in one: about 1,000 CPU seconds the first time. `SCS_KUBE_APISERVER` names one that is built.
   *
   * @throws BlueprintError SCSBP-8310, SCSBP-8311
   */
  public async apiServer(): Promise<string> {
    const given = this.env.SCS_KUBE_APISERVER;
    if (given !== undefined && given !== "") {
      return given;
    }
    const file = join(cacheDir(this.env), "cluster", `kube-apiserver-${KUBERNETES_VERSION}`);
    const title = `Building kube-apiserver ${KUBERNETES_VERSION} from the Go module proxy: minutes, once`;
    return this.built("kube-apiserver", title, file, API_SERVER_BUILD);
  }

  /** The kubectl provider, in a mirror of its own. */
  public async kubectlProvider(): Promise<MirrorOf> {
    const mirror = new ProviderMirror(
      join(cacheDir(this.env), "kubectl-mirror"),
      providerFiles(undefined, KUBECTL_PROVIDER),
    );
    if (!mirror.complete) {
      const { version } = KUBECTL_PROVIDER;
      const file = join(cacheDir(this.env), "cluster", `terraform-provider-kubectl_v${version}`);
      const title = `Building the kubectl provider ${version} from the Go module proxy`;
      await this.built("kubectl-provider", title, file, ["github.com/gavinbunney/terraform-provider-kubectl"]);
      await mirror.fill((executable) => copyFile(file, executable));
      rmSync(file);
    }
    return { root: mirror.root, addresses: addressesOf(KUBECTL_PROVIDER) };
  }

  private async built(module: string, title: string, file: string, args: readonly string[]): Promise<string> {
    if (existsSync(file)) {
      return file;
    }
    const source = join(this.modules, module);
    const go = findProgram("go", this.env);
    if (go === undefined || !existsSync(join(source, "go.sum"))) {
      throw refuse("SCSBP-8310", {
        what: "the example needs a Kubernetes API server, which is built from the repository",
        got: go === undefined ? "no go in PATH" : `no ${source}: this is an installed package`,
        allowed: "a clone of the repository, and Go with a reachable module proxy",
        fix:
          go === undefined
            ? "install Go (https://go.dev/dl)"
            : "run it in a clone of the repository; on a cluster of your own: the example's README.md",
      });
    }
    const step = this.reporter.step(module, title);
    mkdirSync(dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`; // appears as a whole
    let packages = 0;
    const { code, stderr } = await run(go, ["build", "-v", "-mod=readonly", "-o", fresh, ...args], {
      cwd: source,
      env: { ...this.env, CGO_ENABLED: "0", GOWORK: "off" },
      onStderr: (line) => {
        packages += line.startsWith("go:") || line.includes(" ") ? 0 : 1;
        step.progress(`${packages} packages compiled`);
      },
    });
    if (code !== 0) {
      step.fail();
      rmSync(fresh, { force: true });
      throw refuse("SCSBP-8311", {
        what: `${module} could not be built`,
        got: goErrors(stderr) || `go ended with exit code ${code}`,
        fix: adviseOnGoError(stderr),
      });
    }
    renameSync(fresh, file);
    step.done(file);
    return file;
  }
}
