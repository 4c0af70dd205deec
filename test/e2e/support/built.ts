import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { copyFile } from "node:fs/promises";
import { addressesOf, providerFiles } from "../../../packages/sandbox/src/provider/addresses";
import { WITHOUT_REGISTRY_ENV } from "../../../packages/sandbox/src/provider/kubernetes-providers";
import { ProviderMirror } from "../../../packages/sandbox/src/provider/mirror";
import { objectInText } from "../../../packages/checker/src/reading/manifest-text";
import { API_SERVER_BUILD, KUBECTL_PROVIDER, KUBERNETES_VERSION } from "../../../packages/sandbox/src/cluster/build";
import { e2eEnvironment, engineFolder } from "./environment";
import type { WebhookConfiguration } from "./cluster-api-webhooks";
import type { CustomResourceDefinition } from "./kube-apiserver";
import { repository } from "./repository";
import { succeed } from "./run";

/** What the suite builds from Go modules at pinned versions, in packages/dev-tools. Go's cache makes the next time quick. */
const tools = (name: string) => join(repository.dir, "packages/dev-tools", name);

/** `go build` of one of them; of two test files that want the same at once, the second waits and finds it made. */
async function goBuild(name: string, binary: string, args: readonly string[]): Promise<void> {
  await succeed("flock", [`${binary}.lock`, "go", "build", "-o", binary, ...args], {
    cwd: tools(name),
    env: { CGO_ENABLED: "0" },
  });
}

export { KUBERNETES_VERSION };

/**
 * kube-apiserver, kube-controller-manager and etcd in one: about 1,000 CPU seconds the first time. `SCS_KUBE_APISERVER`
 * names a binary that is built already.
 */
export async function builtKubeApiserver(): Promise<string> {
  const given = process.env["SCS_KUBE_APISERVER"];
  if (given !== undefined) {
    return given;
  }
  const binary = join(e2eEnvironment().shared, "kube-apiserver");
  await goBuild("kube-apiserver", binary, API_SERVER_BUILD);
  return binary;
}

/** Cluster API's admission webhooks: about 180 CPU seconds the first time, since most is compiled for kube-apiserver. */
export async function builtClusterApiWebhooks(): Promise<string> {
  const binary = join(e2eEnvironment().shared, "cluster-api-webhooks");
  await goBuild("cluster-api-webhooks", binary, ["-trimpath", "-ldflags", "-s -w", "."]);
  return binary;
}

/** OpenTofu, as the program `tofu`. */
export async function builtOpenTofu(): Promise<string> {
  const binary = join(e2eEnvironment().shared, "tofu");
  await goBuild("opentofu", binary, ["-trimpath", "github.com/opentofu/opentofu/cmd/tofu"]);
  return binary;
}

/** Puts OpenTofu where `terraform` is found first, for files that run on it. */
export async function layOutOpenTofu(): Promise<void> {
  const engine = engineFolder();
  if (engine !== undefined && !existsSync(join(engine, "terraform"))) {
    const binary = await builtOpenTofu();
    mkdirSync(engine, { recursive: true });
    await succeed("ln", ["-sf", binary, join(engine, "terraform")], { cwd: engine });
  }
}

/** versitygw, an S3 gateway before a folder: about 100 CPU seconds the first time. */
export async function builtS3Gateway(): Promise<string> {
  const binary = join(e2eEnvironment().shared, "versitygw");
  await goBuild("versitygw", binary, ["-trimpath", "github.com/versity/versitygw/cmd/versitygw"]);
  return binary;
}

/** actionlint, which knows GitHub's workflows: about 15 CPU seconds the first time. */
export async function builtActionlint(): Promise<string> {
  const binary = join(e2eEnvironment().shared, "actionlint");
  await goBuild("actionlint", binary, ["-trimpath", "github.com/rhysd/actionlint/cmd/actionlint"]);
  return binary;
}

/** act, which runs GitHub's workflows: about 30 CPU seconds the first time. */
export async function builtAct(): Promise<string> {
  const binary = join(e2eEnvironment().shared, "act");
  await goBuild("act", binary, ["-trimpath", "github.com/nektos/act"]);
  return binary;
}

/** A package of npm's registry in a folder of its own, with what its installation does. @returns the package's folder */
export async function installedPackage(name: string, version: string): Promise<string> {
  const folder = join(e2eEnvironment().shared, "packages", `${name.replace("/", "-")}-${version}`);
  mkdirSync(folder, { recursive: true });
  const install = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", `${name}@${version}`];
  await succeed("flock", [`${folder}.lock`, ...install], { cwd: folder });
  return join(folder, "node_modules", name);
}

/** gitlab-ci-local, which reads and runs GitLab's pipelines. @returns its program, for Node.js */
export async function installedGitlabCiLocal(): Promise<string> {
  return join(await installedPackage("gitlab-ci-local", "4.72.0"), "dist/index.js");
}

/** kubeadm, for its validator: about 30 CPU seconds beside the kube-apiserver, 200 alone. */
export async function builtKubeadm(): Promise<string> {
  const binary = join(e2eEnvironment().shared, "kubeadm");
  const version = ["gitVersion=v" + KUBERNETES_VERSION, "gitMajor=1", "gitMinor=37"].map(
    (each) => `-X k8s.io/component-base/version.${each}`,
  );
  await succeed("go", ["build", "-trimpath", "-ldflags", ["-s -w", ...version].join(" "), "-o", binary, "."], {
    cwd: tools("kubeadm"),
    env: { CGO_ENABLED: "0" },
  });
  return binary;
}

/**
 * The kubectl provider, as Terraform and OpenTofu find it beside the OpenStack provider.
 *
 * @param cliConfig the configuration that names the OpenStack provider's mirror
 * @returns a configuration that names both
 */
export async function withKubectlProvider(cliConfig: string): Promise<string> {
  const binary = join(e2eEnvironment().shared, "terraform-provider-kubectl");
  await goBuild("kubectl-provider", binary, ["github.com/gavinbunney/terraform-provider-kubectl"]);
  const mirror = new ProviderMirror(
    join(e2eEnvironment().dir, "kubectl-mirror"),
    providerFiles(undefined, KUBECTL_PROVIDER),
  );
  await mirror.fill((executable) => copyFile(binary, executable));
  const addresses = addressesOf(KUBECTL_PROVIDER).map((address) => JSON.stringify(address));
  const kubectl = `  filesystem_mirror {\n    path = "${mirror.root}"\n    include = [${addresses.join(", ")}]\n  }\n`;
  const both = readFileSync(cliConfig, "utf8")
    .replace("provider_installation {\n", (line) => line + kubectl)
    .replace("exclude = [", (text) => `${text}${addresses.join(", ")}, `); // else the registry is asked, too
  const file = join(e2eEnvironment().dir, "with-kubectl.tfrc");
  writeFileSync(file, both);
  return file;
}

/**
 * For programs of tests, as `start` sets it where no registry is in reach: what they do not choose themselves goes by the
 * kubectl provider, namespaces, Secrets, labels and taints included.
 */
export const BY_DEFAULT = WITHOUT_REGISTRY_ENV;

/** A Secret in the text of a `kubectl_manifest`, be that JSON or an expression. */
const OF_A_SECRET = /^(\$\{jsonencode\()?\{"apiVersion"(: ?| = )"v1", ?"kind"\2"Secret"/;

/** Objects that a stack sends by the kubectl provider, but Secrets, whose values only Terraform knows. */
export function sentObjects<T extends { readonly kind: string }>(stackDir: string): T[] {
  const { resource } = JSON.parse(readFileSync(join(stackDir, "cdk.tf.json"), "utf8")) as {
    resource: Record<string, Record<string, { yaml_body: string }>>;
  };
  return Object.values(resource["kubectl_manifest"]!)
    .filter(({ yaml_body }) => !OF_A_SECRET.test(yaml_body))
    .map(({ yaml_body }) => objectInText(yaml_body) as T);
}

/** Folders of the modules that `packages/dev-tools/cluster-api` names. */
async function clusterApiModules(): Promise<string[]> {
  const modules = ["sigs.k8s.io/cluster-api", "sigs.k8s.io/cluster-api-provider-openstack"];
  const { stdout } = await succeed("go", ["mod", "download", "-json", ...modules], { cwd: tools("cluster-api") });
  return (stdout.match(/"Dir": "[^"]+"/g) ?? []).map((line) => JSON.parse(`{${line}}`).Dir as string);
}

/**
 * Definitions of Cluster API 1.14.2 and of its OpenStack provider 0.14.7 from their modules, and of ClusterStack: the
 * real one where `../shared` is beside the repository, else a stand-in from its documented fields.
 *
 * One version of each kind: with several the API server would need the provider's conversion webhook, and prune fields
 * without it.
 *
 * @param version of Cluster API's own kinds
 */
export async function clusterApiDefinitions(version: string): Promise<CustomResourceDefinition[]> {
  const [core, openstack] = await clusterApiModules();
  const folders = [
    ...["core", "bootstrap/kubeadm", "controlplane/kubeadm"].map((part) => join(core!, part, "config/crd/bases")),
    join(openstack!, "config/crd/bases"),
  ];
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const shared = join(__dirname, "../../../../shared/data/crds/kubernetes-crds.yaml");
  const standIn = join(__dirname, "../fixtures/cluster-stack-stand-in.yaml");
  const clusterStack = definitionsOf(existsSync(shared) ? shared : standIn).filter(
    ({ spec }) => spec.names.kind === "ClusterStack",
  );
  return [...files.flatMap(definitionsOf), ...clusterStack].map((each) => oneVersion(each, version));
}

/** Definitions of the Gateway API 1.4.1, of its standard channel, that routes are made of. */
export async function gatewayApiDefinitions(): Promise<CustomResourceDefinition[]> {
  const args = ["mod", "download", "-json", "sigs.k8s.io/gateway-api"];
  const { Dir } = JSON.parse((await succeed("go", args, { cwd: tools("gateway-api") })).stdout) as { Dir: string };
  return ["httproutes", "backendtlspolicies"].flatMap((plural) =>
    definitionsOf(join(Dir, "config/crd/standard", `gateway.networking.k8s.io_${plural}.yaml`)),
  );
}

/** The stand-ins of a fixture, for kinds whose real definitions are not to be had; each says why. */
export function standIns(name: string): CustomResourceDefinition[] {
  return definitionsOf(join(__dirname, "../fixtures", `${name}-stand-in.yaml`));
}

/** The webhooks' configurations, as Cluster API's managers are installed with them. */
export async function clusterApiWebhookConfigurations(): Promise<WebhookConfiguration[]> {
  const [core] = await clusterApiModules();
  return ["core", "bootstrap/kubeadm", "controlplane/kubeadm"].flatMap((part) =>
    parseAllDocuments(readFileSync(join(core!, part, "config/webhook/manifests.yaml"), "utf8"))
      .map((one) => one.toJS() as WebhookConfiguration)
      .map((one) => ({ ...one, metadata: { name: `${part.replace("/", "-")}-${one.metadata.name}` } })),
  );
}

function definitionsOf(file: string): CustomResourceDefinition[] {
  return parseAllDocuments(readFileSync(file, "utf8"))
    .map((one) => one.toJS() as CustomResourceDefinition & { kind: string })
    .filter((one) => one?.kind === "CustomResourceDefinition");
}

/** The definition with the version asked for, or its newest, as the only one. */
function oneVersion(definition: CustomResourceDefinition, version: string): CustomResourceDefinition {
  const { spec } = definition;
  const served = (spec.versions as { name: string; served: boolean }[]).filter((one) => one.served);
  const kept = served.find((one) => one.name === version) ?? served.sort((a, b) => (a.name < b.name ? 1 : -1))[0]!;
  const { conversion: _, ...rest } = spec as CustomResourceDefinition["spec"] & { conversion?: object };
  const versions = [Object.assign(kept, { storage: true })];
  return { ...definition, spec: { ...rest, versions } };
}
