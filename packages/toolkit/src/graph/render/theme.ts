import { NodeKind } from "../model";

/** Kinds that belong together have one colour. @internal */
export const FAMILY: Readonly<Record<NodeKind, string>> = {
  [NodeKind.REGION]: "place",
  [NodeKind.STACK]: "place",
  [NodeKind.ZONE]: "net",
  [NodeKind.DOMAIN]: "who",
  [NodeKind.PROJECT]: "place",
  [NodeKind.NETWORK]: "net",
  [NodeKind.TIER]: "net",
  [NodeKind.POOL]: "run",
  [NodeKind.SERVER]: "run",
  [NodeKind.BALANCER]: "entry",
  [NodeKind.LISTENER]: "entry",
  [NodeKind.ROUTER]: "net",
  [NodeKind.ROUTE]: "net",
  [NodeKind.EXTERNAL_NETWORK]: "out",
  [NodeKind.FLOATING_IP]: "entry",
  [NodeKind.PEER]: "out",
  [NodeKind.SECURITY_GROUP]: "who",
  [NodeKind.VOLUME]: "keep",
  [NodeKind.OBJECT_STORE]: "keep",
  [NodeKind.DNS_ZONE]: "entry",
  [NodeKind.DNS_RECORD]: "entry",
  [NodeKind.SECRET]: "who",
  [NodeKind.CREDENTIAL]: "who",
  [NodeKind.USER]: "who",
  [NodeKind.GROUP]: "who",
  [NodeKind.FLAVOR]: "run",
  [NodeKind.IMAGE]: "keep",
  [NodeKind.VOLUME_TYPE]: "keep",
  [NodeKind.CLUSTER]: "kube",
  [NodeKind.CLUSTER_POOL]: "run",
  [NodeKind.NAMESPACE]: "kube",
  [NodeKind.KUBERNETES_OBJECT]: "kube",
  [NodeKind.BUNDLE]: "out",
  [NodeKind.OTHER]: "out",
};

/** Line, light fill and dark fill of each family. Texts on the fills keep a contrast of 4.5 (WCAG 2.2, 1.4.3). @internal */
export const COLOURS: Readonly<
  Record<string, { readonly line: string; readonly light: string; readonly dark: string; readonly darkLine: string }>
> = {
  place: { line: "#64748b", light: "#f8fafc", dark: "#161c26", darkLine: "#7f8ea3" },
  net: { line: "#0f766e", light: "#eefaf7", dark: "#10262a", darkLine: "#3fb3a5" },
  run: { line: "#1d5fc4", light: "#e8f0fd", dark: "#14284a", darkLine: "#6ea3f5" },
  entry: { line: "#7c3aad", light: "#f5ecfd", dark: "#2d1a44", darkLine: "#c08bee" },
  out: { line: "#5b6472", light: "#eef1f5", dark: "#262d38", darkLine: "#9aa6b6" },
  keep: { line: "#a15c07", light: "#fdf3e1", dark: "#35260d", darkLine: "#e0a550" },
  who: { line: "#b0326b", light: "#fdedf4", dark: "#3a172a", darkLine: "#ee86b5" },
  kube: { line: "#4348c7", light: "#eeeffe", dark: "#1f2150", darkLine: "#959af7" },
};

const LIGHT = {
  page: "#ffffff",
  ink: "#17202c",
  soft: "#4d5a6b",
  line: "#c9d1dc",
  allows: "#1d5fc4",
  forwards: "#7c3aad",
  routes: "#7b8797",
  publishes: "#b4690e",
  names: "#7c3aad",
  grants: "#b0326b",
  belongs: "#7b8797",
  blocked: "#98a2b3",
  create: "#14713f",
  update: "#8a5a00",
  replace: "#b42318",
  delete: "#b42318",
  violated: "#b42318",
  open: "#8a5a00",
  waived: "#155e75",
  met: "#14713f",
};

const DARK: Readonly<Record<keyof typeof LIGHT, string>> = {
  page: "#0e131b",
  ink: "#e8edf4",
  soft: "#b3bfce",
  line: "#394354",
  allows: "#7fb0fa",
  forwards: "#c798f2",
  routes: "#8190a4",
  publishes: "#d99a45",
  names: "#c798f2",
  grants: "#ee86b5",
  belongs: "#8190a4",
  blocked: "#68758a",
  create: "#5fd08f",
  update: "#f0b44c",
  replace: "#ff8d80",
  delete: "#ff8d80",
  violated: "#ff8d80",
  open: "#f0b44c",
  waived: "#6fc6dd",
  met: "#5fd08f",
};

/** Colours and line styles of a drawing. @internal */
export class Theme {
  public static readonly FONT = "Inter,'Segoe UI',Roboto,'Helvetica Neue',Helvetica,Arial,sans-serif";

  /** Declarations of the colours, for one of the two modes. */
  public static variables(dark: boolean): string {
    const base = Object.entries(dark ? DARK : LIGHT).map(([name, value]) => `--${name}:${value}`);
    const families = Object.entries(COLOURS).flatMap(([name, colour]) => [
      `--${name}-line:${dark ? colour.darkLine : colour.line}`,
      `--${name}-fill:${dark ? colour.dark : colour.light}`,
    ]);
    return [...base, ...families].join(";");
  }

  /** Rules for what is within a drawing. */
  public static rules(): string {
    const families = Object.keys(COLOURS).map(
      (name) =>
        `.f-${name}>.box{fill:var(--${name}-fill);stroke:var(--${name}-line)}.f-${name}>.icon{stroke:var(--${name}-line)}.f-${name}>.plate{fill:var(--${name}-fill)}`,
    );
    const edges = ["allows", "forwards", "routes", "publishes", "names", "grants", "belongs", "blocked"].map(
      (name) =>
        `.e-${name}>path{stroke:var(--${name})}.e-${name}>text{fill:var(--${name})}.m-${name}{fill:var(--${name})}`,
    );
    const marks = ["create", "update", "replace", "delete", "violated", "open", "waived", "met"].map(
      (name) => `.k-${name}>rect{fill:var(--${name})}.s-${name}>.box{stroke:var(--${name});stroke-width:2.2}`,
    );
    return [
      `.drawing{font-family:${Theme.FONT}}.page{fill:var(--page)}`,
      ".box{stroke-width:1.2}.shell>.box{stroke-opacity:.75}.beside{font-size:11.5px;font-weight:400;fill:var(--soft)}.label{font-size:13px;font-weight:600;fill:var(--ink)}.detail{font-size:11.5px;fill:var(--soft)}",
      ".icon{fill:none;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}",
      ".edge>path{fill:none;stroke-width:1.6}.edge>text{font-size:10.5px;font-weight:500;text-anchor:middle}",
      ".e-routes>path,.e-publishes>path{stroke-width:1.3}.e-names>path{stroke-dasharray:2 4}.e-belongs>path{stroke-dasharray:6 4}.e-blocked>path{stroke-dasharray:4 5}",
      ".mark>text{font-size:11px;font-weight:700;fill:var(--page);text-anchor:middle}.s-delete{opacity:.75}.s-delete>.box{stroke-dasharray:5 4}",
      ...families,
      ...edges,
      ...marks,
    ].join("\n");
  }
}
