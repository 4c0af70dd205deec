import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";

/** What a platform cannot do, of what a cluster is described with. @internal */
export function unsupported(
  platform: string,
  wish: string,
  got: string,
  allowed: string,
  path: string,
): BlueprintError {
  return refuse(path, "SCSBP-6409", {
    what: `${platform} cannot do this: ${wish}`,
    got,
    allowed,
    fix: "leave it to the platform, or choose another platform",
  });
}
