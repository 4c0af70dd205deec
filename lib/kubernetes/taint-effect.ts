/** What a taint does to pods that do not tolerate it (kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration). */
export enum TaintEffect {
  /** New pods are not put there. */
  NO_SCHEDULE = "NoSchedule",
  /** New pods are put there last. */
  PREFER_NO_SCHEDULE = "PreferNoSchedule",
  /** Running pods leave, too. */
  NO_EXECUTE = "NoExecute",
}
