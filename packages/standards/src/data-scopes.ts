import type { DataSource } from "./data-flavors";

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
export interface TestcaseRow {
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
