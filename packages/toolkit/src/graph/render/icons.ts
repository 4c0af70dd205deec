import { NodeKind } from "../model";

/** One shape a kind, drawn here in a field of 24 × 24 with lines of 1.8. */
const SHAPES: Readonly<Record<string, string>> = {
  cloud: "M7 18h10a4 4 0 0 0 .6-8A6 6 0 0 0 6 9.5 4.3 4.3 0 0 0 7 18z",
  stack: "M12 3 3 8l9 5 9-5zM3 12l9 5 9-5M3 16l9 5 9-5",
  folder: "M3 6h6l2 2h10v11H3z",
  network: "M12 4v5M12 9H5v5M12 9h7v5M9 4h6M3 14h4v5H3zM17 14h4v5h-4zM12 9v5M10 14h4v5h-4z",
  tier: "M3 8h18M3 16h18M7 4v4M12 8v8M17 16v4",
  server: "M4 4h16v6H4zM4 14h16v6H4zM7.5 7h.01M7.5 17h.01M11 7h6M11 17h6",
  pool: "M8 3h13v5M5 7h13v5M3 11h12v9H3zM6 15.5h.01M9 15.5h3",
  balancer: "M12 3v6M12 9 5 15M12 9v6M12 9l7 6M3 15h4v5H3zM10 15h4v5h-4zM17 15h4v5h-4z",
  listener: "M4 12h9M10 8l4 4-4 4M17 4h3v16h-3",
  router: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v10M7 12h10M10 9l2-2 2 2M10 15l2 2 2-2",
  globe: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3c3 3 3 15 0 18c-3-3-3-15 0-18",
  address: "M12 21c5-6 7-8.5 7-12a7 7 0 0 0-14 0c0 3.5 2 6 7 12zM9.5 9a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.2M18 14.5c2.3.8 3.5 2.8 3.5 5.5",
  person: "M12 11a4 4 0 1 0 0-8a4 4 0 0 0 0 8zM4.5 21c0-5 3.5-7 7.5-7s7.5 2 7.5 7",
  shield: "M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6z",
  disk: "M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0",
  bucket: "M4 6h16l-2 14H6zM4 6c0-3 16-3 16 0",
  name: "M4 5h9l7 7-8 8-8-8zM8.5 9h.01",
  key: "M14 10a4.5 4.5 0 1 0-4.5 4.5H12l2 2h2v2h2v2h3v-3.5L14 10.5",
  flavor: "M6 6h12v12H6zM9 2.5V6M15 2.5V6M9 18v3.5M15 18v3.5M2.5 9H6M2.5 15H6M18 9h3.5M18 15h3.5",
  image: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z",
  wheel:
    "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16zM12 2v7M12 15v7M2 12h7M15 12h7M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z",
  box: "M12 3l8.5 4.5v9L12 21l-8.5-4.5v-9zM3.5 7.5 12 12l8.5-4.5M12 12v9",
  many: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
};

const SHAPE: Readonly<Record<NodeKind, keyof typeof SHAPES>> = {
  [NodeKind.REGION]: "cloud",
  [NodeKind.STACK]: "stack",
  [NodeKind.ZONE]: "tier",
  [NodeKind.DOMAIN]: "folder",
  [NodeKind.PROJECT]: "folder",
  [NodeKind.NETWORK]: "network",
  [NodeKind.TIER]: "tier",
  [NodeKind.POOL]: "pool",
  [NodeKind.SERVER]: "server",
  [NodeKind.BALANCER]: "balancer",
  [NodeKind.LISTENER]: "listener",
  [NodeKind.ROUTER]: "router",
  [NodeKind.ROUTE]: "router",
  [NodeKind.EXTERNAL_NETWORK]: "globe",
  [NodeKind.FLOATING_IP]: "address",
  [NodeKind.PEER]: "people",
  [NodeKind.SECURITY_GROUP]: "shield",
  [NodeKind.VOLUME]: "disk",
  [NodeKind.OBJECT_STORE]: "bucket",
  [NodeKind.DNS_ZONE]: "name",
  [NodeKind.DNS_RECORD]: "name",
  [NodeKind.SECRET]: "key",
  [NodeKind.CREDENTIAL]: "key",
  [NodeKind.USER]: "person",
  [NodeKind.GROUP]: "people",
  [NodeKind.FLAVOR]: "flavor",
  [NodeKind.IMAGE]: "image",
  [NodeKind.VOLUME_TYPE]: "disk",
  [NodeKind.CLUSTER]: "wheel",
  [NodeKind.CLUSTER_POOL]: "pool",
  [NodeKind.NAMESPACE]: "box",
  [NodeKind.KUBERNETES_OBJECT]: "box",
  [NodeKind.BUNDLE]: "many",
  [NodeKind.OTHER]: "box",
};

/** Small drawings that tell kinds apart without colour. @internal */
export class Icons {
  /** Definitions for those kinds, to be used by {@link Icons.use}. */
  public static definitions(kinds: ReadonlySet<NodeKind>, prefix: string): string {
    const shapes = [...new Set([...kinds].map((kind) => SHAPE[kind]))].sort();
    return shapes
      .map(
        (shape) => `<symbol id="${prefix}i-${shape}" viewBox="0 0 24 24"><path d="${SHAPES[shape] ?? ""}"/></symbol>`,
      )
      .join("");
  }

  public static use(kind: NodeKind, x: number, y: number, size: number, prefix: string): string {
    return `<use href="#${prefix}i-${SHAPE[kind]}" class="icon" x="${x}" y="${y}" width="${size}" height="${size}"/>`;
  }
}
