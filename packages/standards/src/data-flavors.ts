/** Where facts were taken from. */
export interface DataSource {
  /** Repository on GitHub, `owner/name`. @default - not one repository */
  readonly repo?: string;
  /** Commit of that repository. */
  readonly commit: string;
  /** Day of the commit, YYYY-MM-DD. */
  readonly commitDate: string;
}

/** scs-flavor-grammar.json, the part that is used. @internal */
export interface FlavorGrammarData {
  readonly source: DataSource;
  readonly revision: string;
  readonly components: {
    readonly hypervisor: { readonly enum: Readonly<Record<string, string>> };
  };
  readonly cpuVendors: readonly CpuVendorRow[];
  readonly gpuVendors: readonly GpuVendorRow[];
  readonly gpuTable: readonly GpuRow[];
}

/** One CPU vendor and its generations. @internal */
export interface CpuVendorRow {
  readonly letter: string;
  readonly vendor: string;
  readonly imageArchitecture: string | null;
  readonly generations: readonly { readonly value: number; readonly meaning: string }[];
}

/** One GPU vendor and its generations. @internal */
export interface GpuVendorRow {
  readonly letter: string;
  readonly vendor: string;
  readonly processingUnit: string;
  readonly generations: readonly { readonly value: string; readonly meaning: string }[];
}

/** One GPU (or fraction of one) and its name piece. @internal */
export interface GpuRow {
  readonly gpu: string;
  readonly fraction: string;
  readonly units: number;
  readonly vramGiB: number;
  readonly piece: string;
  readonly uncertain: boolean;
}

/** scs-flavors.json. @internal */
export interface FlavorsData {
  readonly source: DataSource;
  readonly standardVersions: readonly {
    readonly id: string;
    readonly date: string;
    readonly mandatory: number;
    readonly recommended: number;
    readonly note: string;
  }[];
  readonly flavors: readonly FlavorRow[];
}

/** One standard flavor. @internal */
export interface FlavorRow {
  readonly name: string;
  readonly nameV1: string;
  readonly nameV2: string;
  readonly vcpus: number;
  readonly cpuType: string;
  readonly ramGiB: number;
  readonly ramMiB: number;
  readonly diskGB: number;
  readonly diskTypeInStandard: string | null;
  readonly status: Readonly<Record<string, string>>;
  readonly currentStatus: string;
  readonly extraSpecsExpectedByTest: Readonly<Record<string, string>>;
  readonly testcase: string;
}
