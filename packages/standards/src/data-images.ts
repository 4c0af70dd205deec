import type { DataSource } from "./data-flavors";

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
