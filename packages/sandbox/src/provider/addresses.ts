/**
 * How Terraform and OpenTofu name providers in a file system mirror: the same files, below the host of each one's
 * registry. The only module that knows these names.
 */
const REGISTRY_HOSTS = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** A provider that a mirror holds. */
export interface MirroredProvider {
  /** `namespace/type`. */
  readonly source: string;
  readonly version: string;
}

/** Full addresses, one for each engine, as `include` and `exclude` of a CLI configuration want them. */
export function addressesOf({ source }: MirroredProvider): string[] {
  return REGISTRY_HOSTS.map((host) => `${host}/${source}`);
}

export const PROVIDER_VERSION = "3.4.0";

const OPENSTACK: MirroredProvider = {
  source: "terraform-provider-openstack/openstack",
  version: PROVIDER_VERSION,
};

/** Of the OpenStack provider. */
export const PROVIDER_ADDRESSES: readonly string[] = addressesOf(OPENSTACK);

/** The Go package that holds the provider's `main`. */
export const PROVIDER_GO_PACKAGE = "github.com/terraform-provider-openstack/terraform-provider-openstack/v3";

/** `linux_amd64`, as Terraform writes it. */
export function providerPlatform(platform: string = process.platform, arch: string = process.arch): string {
  const os = platform === "win32" ? "windows" : platform;
  const cpu = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" }[arch] ?? arch;
  return `${os}_${cpu}`;
}

/** Where an executable lies below a mirror's root, once for each engine. @default - of the OpenStack provider */
export function providerFiles(platform: string = providerPlatform(), provider: MirroredProvider = OPENSTACK): string[] {
  const suffix = platform.startsWith("windows") ? ".exe" : "";
  const type = provider.source.split("/")[1];
  return addressesOf(provider).map(
    (address) => `${address}/${provider.version}/${platform}/terraform-provider-${type}_v${provider.version}${suffix}`,
  );
}
