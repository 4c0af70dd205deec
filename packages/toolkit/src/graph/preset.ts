/** How much a picture shows; each shows all that the one before does. */
export enum Preset {
  /** Who serves whom: networks, tiers, pools, balancers, clusters, who may reach them. */
  OVERVIEW = "overview",
  /** Also routers and their interfaces, public addresses, static routes, names. */
  NETWORK = "network",
  /** Also each member of a pool, volumes, listeners, users, each flavor and image, and what has no kind of its own. */
  FULL = "full",
}

/** From the least to the most. @internal */
export const PRESETS: readonly Preset[] = [Preset.OVERVIEW, Preset.NETWORK, Preset.FULL];
