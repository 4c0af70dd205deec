import { refuse } from "@scs-blueprints/standards/errors";
import { ScsClouds, type ScsCloud } from "@scs-blueprints/standards";

/** What is particular to a cloud. Each of it is what constructs take where a program says nothing else. */
export interface CloudProfileProps {
  /** Keystone's URL. @default - from the login */
  readonly authUrl?: string;
  /** Region. @default - from the login */
  readonly region?: string;
  /** Name of the external network that routers and floating IPs use. @default - the only one that the project sees */
  readonly externalNetwork?: string;
  /**
   * Volume type of volumes that name none. To change it later changes the type of volumes that are there, and replaces
   * servers that boot from such volumes.
   * @default - the cloud's default type
   */
  readonly volumeType?: string;
  /**
   * Compute availability zones; pools that name no zones spread over them when there are two or more.
   * @default - the cloud chooses
   */
  readonly zones?: string[];
  /**
   * Octavia provider of balancers that name none; its limits are checked. To change it later replaces balancers.
   * @default - the cloud's default provider
   */
  readonly loadBalancerProvider?: string;
  /** Where S3 is spoken: scheme, host and port. @default - from the catalogue, when Terraform plans */
  readonly s3Endpoint?: string;
}

/**
 * What is particular to a cloud and the same for all who use it: names of its external network, zones and volume types,
 * which SCS does not standardize. A profile gives defaults; what a construct is told counts more.
 *
 * @example
 * const profile = CloudProfile.custom({ externalNetwork: "ext01", zones: ["az1", "az2"] });
 * new ScsStack(app, "shop", { cloud: Cloud.fromCloudsYaml("mine", { profile }) });
 */
export class CloudProfile {
  /** A profile of one's own. @throws BlueprintError SCSBP-1120 for an empty name, a zone twice or no URL */
  public static custom(props: CloudProfileProps): CloudProfile {
    return new CloudProfile(props);
  }

  /**
   * What is published of a cloud that SCS lists (packages/standards/src/data/scs-clouds.json, of the standards repository and the
   * sources named there). External network and zones are second-hand where the data says so: `lookup` tells what is.
   *
   * @param id in the SCS test pipeline, such as `regio-a`
   * @throws BlueprintError SCSBP-5020 when SCS lists no such cloud
   */
  public static fromScsCloud(id: string): CloudProfile {
    const cloud = ScsClouds.get(id);
    return new CloudProfile({
      ...(cloud.authUrl === undefined ? {} : { authUrl: ScsClouds.normalizeAuthUrl(cloud.authUrl) }),
      ...(cloud.region === undefined ? {} : { region: cloud.region }),
      ...(isName(cloud.externalNetwork) ? { externalNetwork: cloud.externalNetwork } : {}),
      ...zonesOf(cloud),
      ...(cloud.loadBalancerProvider === undefined ? {} : { loadBalancerProvider: cloud.loadBalancerProvider }),
    });
  }

  public readonly authUrl?: string;
  public readonly region?: string;
  public readonly externalNetwork?: string;
  public readonly volumeType?: string;
  public readonly zones?: string[];
  public readonly loadBalancerProvider?: string;
  public readonly s3Endpoint?: string;

  private constructor(private readonly props: CloudProfileProps) {
    const { zones, authUrl, s3Endpoint, ...names } = props;
    for (const [field, value] of Object.entries(names)) {
      refuseUnless((value ?? "x").trim() !== "", field, value, "a name, or nothing at all");
    }
    for (const [field, value] of Object.entries({ authUrl, s3Endpoint })) {
      refuseUnless(value === undefined || /^https?:\/\/[^/\s]+/.test(value), field, value, "a URL with http or https");
    }
    const unfit = zones?.find((zone, index) => zone.trim() === "" || zones.indexOf(zone) !== index);
    refuseUnless(unfit === undefined && zones?.length !== 0, "zones", zones?.join(), "zone names, each once");
    this.authUrl = authUrl;
    this.region = props.region;
    this.externalNetwork = props.externalNetwork;
    this.volumeType = props.volumeType;
    this.zones = zones;
    this.loadBalancerProvider = props.loadBalancerProvider;
    this.s3Endpoint = s3Endpoint?.replace(/\/+$/, "");
  }

  /** The same with some of it said anew. */
  public with(props: CloudProfileProps): CloudProfile {
    const said = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
    return new CloudProfile({ ...this.props, ...said });
  }
}

/** The data has names with remarks: "ext01 (assumed equal to prod1)" is nobody's knowledge. */
function isName(text: string | undefined): text is string {
  return text !== undefined && /^\S+$/.test(text);
}

/** "AZ1 (openstack-health-monitor, 2025-10)", "az1; geography DE-NORTH-1", "geography DE-WEST-2" */
function zonesOf({ availabilityZones }: ScsCloud): { zones?: string[] } {
  const zone = /^([\w-]+)(?: \(|;|$)/.exec(availabilityZones ?? "")?.[1];
  return zone === undefined ? {} : { zones: [zone] };
}

function refuseUnless(fine: boolean, field: string, got: string | undefined, allowed: string): void {
  if (!fine) {
    throw refuse("SCSBP-1120", {
      what: `${field} of the cloud's profile says nothing that can be used`,
      got: JSON.stringify(got ?? ""),
      allowed,
      fix: `correct ${field}, or leave it out`,
    });
  }
}
