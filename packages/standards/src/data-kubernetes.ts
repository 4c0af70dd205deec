/** kubernetes-versions.json. @internal */
export interface KubernetesData {
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
