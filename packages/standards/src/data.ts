import { readFileSync } from "node:fs";
import { join } from "node:path";
import type kubernetesVersions from "./data/kubernetes-versions.json";
import type clouds from "./data/scs-clouds.json";
import type grammar from "./data/scs-flavor-grammar.json";
import type flavors from "./data/scs-flavors.json";
import type imageMetadata from "./data/scs-image-metadata.json";
import type scopes from "./data/scs-scopes.json";
import type standardImages from "./data/scs-standard-images.json";
import type standards from "./data/scs-standards.json";
import { refuse } from "./errors";

/** scs-clouds.json. @internal */
interface CloudsData {
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
interface KaasRow {
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

/** Where facts were taken from. */
interface DataSource {
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
interface CpuVendorRow {
  readonly letter: string;
  readonly vendor: string;
  readonly imageArchitecture: string | null;
  readonly generations: readonly { readonly value: number; readonly meaning: string }[];
}

/** One GPU vendor and its generations. @internal */
interface GpuVendorRow {
  readonly letter: string;
  readonly vendor: string;
  readonly processingUnit: string;
  readonly generations: readonly { readonly value: string; readonly meaning: string }[];
}

/** One GPU (or fraction of one) and its name piece. @internal */
interface GpuRow {
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

/** scs-image-metadata.json. @internal */
export interface ImageMetadataData {
  readonly source: DataSource;
  readonly replaceFrequencySecondsInTest: Readonly<Record<string, number>>;
  readonly properties: readonly ImagePropertyRow[];
}

/** One property, attribute or tag of an image. @internal */
export interface ImagePropertyRow {
  readonly name: string;
  readonly group: string;
  readonly location: string;
  readonly type: string;
  readonly statusV1_1: string;
  readonly statusV2_0: string;
  readonly standardRule: string;
  readonly enum: readonly string[] | null;
  readonly testcase: string | null;
  readonly testLevel: string | null;
  readonly testRule: string | null;
  readonly note: string | null;
}

/** scs-standard-images.json. @internal */
export interface StandardImagesData {
  readonly source: DataSource;
  readonly specFiles: readonly {
    readonly file: string;
    readonly usedBy: readonly string[];
    readonly images: readonly {
      readonly name: string;
      readonly status: string;
      readonly nameScheme: string | null;
      readonly codename: string | null;
      readonly osDistro: string | null;
      readonly osVersion: string | null;
      readonly sourcePrefixes: readonly string[];
    }[];
  }[];
  readonly testImplementation: {
    readonly specs: readonly {
      readonly key: string;
      readonly nameScheme: string | null;
      readonly sourcePrefixes: readonly string[];
    }[];
  };
}

/** kubernetes-versions.json. @internal */
interface KubernetesData {
  readonly source: { readonly standardsCommit: string; readonly standardsCommitDate: string; readonly note: string };
  readonly minors: readonly {
    readonly minor: string;
    readonly releasedAt: string;
    readonly endOfLife: string;
    readonly inOfficialTable: boolean;
  }[];
  /** Day up to which `patches` is complete; some later ones are there too. */
  readonly patchesCompleteUntil: string;
  readonly patches: Readonly<Record<string, string>>;
}

/** scs-scopes.json. @internal */
export interface ScopesData {
  readonly source: DataSource;
  readonly scopes: readonly ScopeRow[];
}

/** One certificate scope with all its versions. @internal */
export interface ScopeRow {
  readonly id: string;
  readonly name: string;
  readonly uuid: string;
  readonly specFile: string;
  readonly scopeStandard: string;
  readonly timeline: readonly { readonly date: string; readonly versions: Readonly<Record<string, string>> }[];
  readonly versions: readonly ScopeVersionRow[];
  readonly modules: readonly ScopeModuleRow[];
  readonly historicModules?: readonly ScopeModuleRow[];
  readonly testcases: readonly TestcaseRow[];
}

/** One version of a scope. @internal */
export interface ScopeVersionRow {
  readonly version: string;
  readonly stabilizedAt: string | null;
  readonly modules: readonly {
    readonly module: string;
    readonly parameters?: Readonly<Record<string, string>> | null;
  }[];
  readonly automatedMandatoryTestcases?: number;
  readonly definedIn: string;
}

/** A group of testcases for one standard. @internal */
export interface ScopeModuleRow {
  readonly id: string;
  readonly name: string;
  readonly standard: string;
  readonly url: string;
  readonly testcases: readonly {
    readonly id: string;
    readonly level?: string;
    readonly tags?: readonly string[];
  }[];
}

/** One testcase. @internal */
interface TestcaseRow {
  readonly id: string;
  readonly description: string;
  readonly docUrl: string;
  readonly lifetime: string;
  readonly section: string | null;
  readonly kind: string;
  readonly needs?: string;
}

/** scs-standards.json. @internal */
export interface StandardsData {
  readonly source: DataSource;
  readonly documents: readonly StandardRow[];
}

/** One document of the standards repository. @internal */
export interface StandardRow {
  readonly id: string;
  readonly kind: string;
  readonly revision: string | null;
  readonly slug: string;
  readonly title: string;
  readonly type: string;
  readonly status: string | null;
  readonly track: string;
  readonly stabilizedAt: string | null;
  readonly deprecatedAt: string | null;
  readonly replacedBy: string | null;
  readonly draftSuccessor: string | null;
  readonly inScopes: readonly string[];
  readonly url: string;
  readonly operator: string;
  readonly construct: string;
}

interface FileShapes {
  readonly "kubernetes-versions": typeof kubernetesVersions;
  readonly "scs-clouds": typeof clouds;
  readonly "scs-flavor-grammar": typeof grammar;
  readonly "scs-flavors": typeof flavors;
  readonly "scs-image-metadata": typeof imageMetadata;
  readonly "scs-scopes": typeof scopes;
  readonly "scs-standard-images": typeof standardImages;
  readonly "scs-standards": typeof standards;
}

/** Parsed files by name; each is read once, when it is first asked for. */
const loaded = new Map<string, unknown>();

/**
 * The facts of the standards, as files. A file is read on first use, so that importing the library costs nothing.
 *
 * Internal: use the typed classes (`StandardFlavors`, `Scope`, `ScsClouds` and so on).
 *
 * @internal
 */
export class ScsData {
  /** Name pieces and generation tables of scs-0100-v3. */
  public static flavorGrammar(): FlavorGrammarData {
    return ScsData.load<FlavorGrammarData>("scs-flavor-grammar");
  }

  /** The flavors of scs-0103 with their history. */
  public static flavors(): FlavorsData {
    return ScsData.load<FlavorsData>("scs-flavors");
  }

  /** The image properties of scs-0102. */
  public static imageMetadata(): ImageMetadataData {
    return ScsData.load<ImageMetadataData>("scs-image-metadata");
  }

  /** The image lists of scs-0104. */
  public static standardImages(): StandardImagesData {
    return ScsData.load<StandardImagesData>("scs-standard-images");
  }

  /** Certificate scopes, modules and testcases. */
  public static scopes(): ScopesData {
    return ScsData.load<ScopesData>("scs-scopes");
  }

  /** All documents of the standards repository. */
  public static standards(): StandardsData {
    return ScsData.load<StandardsData>("scs-standards");
  }

  /** Clouds listed by SCS. */
  public static clouds(): CloudsData {
    return ScsData.load<CloudsData>("scs-clouds");
  }

  /** Versions of Kubernetes for scs-0210. */
  public static kubernetes(): KubernetesData {
    return ScsData.load<KubernetesData>("kubernetes-versions");
  }

  private static load<T>(name: keyof FileShapes): T {
    const known = loaded.get(name);
    if (known !== undefined) {
      return known as T;
    }
    const file = join(__dirname, "data", `${name}.json`);
    let data: T;
    try {
      data = JSON.parse(readFileSync(file, "utf8")) as T;
    } catch (cause) {
      throw refuse("SCSBP-5090", {
        got: `${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
        fix: "install the package again; a bundler must copy scs/data/*.json next to the code",
      });
    }
    loaded.set(name, data);
    return data;
  }
}
