import { readFileSync } from "node:fs";
import { join } from "node:path";
// These imports are types only: nothing is read at import time, yet the compiler copies the files to dist/scs/data.
import type kubernetesVersions from "./data/kubernetes-versions.json";
import type clouds from "./data/scs-clouds.json";
import type grammar from "./data/scs-flavor-grammar.json";
import type flavors from "./data/scs-flavors.json";
import type imageMetadata from "./data/scs-image-metadata.json";
import type scopes from "./data/scs-scopes.json";
import type standardImages from "./data/scs-standard-images.json";
import type standards from "./data/scs-standards.json";
import { refuse } from "./errors";
import type { CloudsData } from "./data-clouds";
import type { FlavorGrammarData, FlavorsData } from "./data-flavors";
import type { ImageMetadataData, StandardImagesData } from "./data-images";
import type { KubernetesData } from "./data-kubernetes";
import type { ScopesData, StandardsData } from "./data-scopes";

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
