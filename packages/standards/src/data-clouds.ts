/** scs-clouds.json. @internal */
export interface CloudsData {
  readonly source: {
    readonly standardsCommit: string;
    readonly standardsCommitDate: string;
    readonly docsCommit: string;
  };
  readonly iaas: readonly IaasRow[];
  readonly kaas: readonly KaasRow[];
  readonly delisted: readonly { readonly name: string; readonly until: string; readonly note: string }[];
}

/** One IaaS region. @internal */
export interface IaasRow {
  readonly subject: string;
  readonly group: string | null;
  readonly name: string;
  readonly operator: string;
  readonly listing: string;
  readonly scope: string;
  readonly regionName: string | null;
  readonly authUrl: string | null;
  readonly authType: string | null;
  readonly testedBySCSPipeline: boolean;
  readonly externalNetwork: string | null;
  readonly externalNetworkSource: string | null;
  readonly availabilityZones: string | null;
  readonly note: string | null;
}

/** One KaaS offer. @internal */
export interface KaasRow {
  readonly group: string;
  readonly name: string;
  readonly operator: string;
  readonly listing: string;
  readonly scope: string;
  readonly provisioner: string;
  readonly testedSubjects: readonly string[];
  readonly cni?: string;
  readonly region?: string;
  readonly zone?: string;
  readonly floatingPool?: string;
  readonly loadBalancerProvider?: string;
  readonly workerFlavor?: string;
  readonly nodeImage?: string;
  readonly volumeGiB?: number;
  readonly infrastructure?: string;
  readonly controlPlaneNodes?: number;
  readonly workerNodes?: number;
}
