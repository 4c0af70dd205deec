/**
 * How Terraform and OpenTofu name the provider in a file system mirror: the same files, below the host of each one's
 * registry. The only module that knows these names.
 */
export const PROVIDER_VERSION = "3.4.0";

const SOURCE = "terraform-provider-openstack/openstack";
const REGISTRY_HOSTS = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** Full addresses, as `include` and `exclude` of a CLI configuration want them. */
export const PROVIDER_ADDRESSES: readonly string[] = REGISTRY_HOSTS.map((host) => `${host}/${SOURCE}`);

/** The Go package that holds the provider's `main`. */
export const PROVIDER_GO_PACKAGE = "github.com/terraform-provider-openstack/terraform-provider-openstack/v3";

/** `linux_amd64`, as Terraform writes it. */
export function providerPlatform(platform: string = process.platform, arch: string = process.arch): string {
  const os = platform === "win32" ? "windows" : platform;
  const cpu = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" }[arch] ?? arch;
  return `${os}_${cpu}`;
}

/** Where the executable lies below a mirror's root, once for each engine. */
export function providerFiles(platform: string = providerPlatform()): string[] {
  const suffix = platform.startsWith("windows") ? ".exe" : "";
  return PROVIDER_ADDRESSES.map(
    (address) =>
      `${address}/${PROVIDER_VERSION}/${platform}/terraform-provider-openstack_v${PROVIDER_VERSION}${suffix}`,
  );
}
