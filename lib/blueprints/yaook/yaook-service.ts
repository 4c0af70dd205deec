import { refuse } from "@scs-blueprints/standards/errors";

/** A service of the control plane that can be left out; the others are always there. */
export enum YaookService {
  /** Volumes; needs Ceph. */
  CINDER = "cinder",
  /** Load balancers, by OVN. */
  OCTAVIA = "octavia",
  /** Keys and secrets. */
  BARBICAN = "barbican",
  /** DNS zones; needs name servers. */
  DESIGNATE = "designate",
  /** Web interface. */
  HORIZON = "horizon",
}

/** All that is reached under a name of its own. Placement and the consoles are parts of Nova's resource. */
export const ENDPOINTS = [
  ...["keystone", "glance", "cinder", "nova", "placement", "vnc", "neutron", "octavia", "barbican", "designate"],
  "horizon",
];
/** All that is a resource of its own. */
export const RESOURCES = ENDPOINTS.filter((one) => one !== "placement" && one !== "vnc");

/** @throws BlueprintError SCSBP-6506 for a key that is not among those allowed */
export function requireKeys(
  record: object | undefined,
  allowed: readonly string[],
  property: string,
  path: string,
): void {
  const unknown = Object.keys(record ?? {}).filter((key) => !allowed.includes(key));
  if (unknown.length > 0) {
    throw refuse(path, "SCSBP-6506", {
      what: `${property} goes by the service`,
      got: unknown.join(", "),
      allowed: allowed.join(", "),
      fix: "use the service's name as Yaook has it, or leave the entry out",
    });
  }
}
