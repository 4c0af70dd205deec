/** What an image is for: `os_purpose` (scs-0102). */
export enum ImagePurpose {
  /** The plain operating system; the one that users find by distribution and version. */
  GENERIC = "generic",
  MINIMAL = "minimal",
  /** A node of a Kubernetes cluster. */
  K8S_NODE = "k8snode",
  GPU = "gpu",
  /** A router, a firewall and the like. */
  NETWORK = "network",
  /** Anything else, and in doubt. */
  CUSTOM = "custom",
}

/** How often an image is replaced at least: `replace_frequency` (scs-0102). The standard advises monthly or oftener. */
export enum ReplaceFrequency {
  DAILY = "daily",
  WEEKLY = "weekly",
  MONTHLY = "monthly",
  QUARTERLY = "quarterly",
  YEARLY = "yearly",
  /** For critical issues only. */
  CRITICAL_BUG = "critical_bug",
  NEVER = "never",
}

/** Who sees an image. */
export enum ImageVisibility {
  /** Every project. */
  PUBLIC = "public",
  /** Every project that asks for it by its id. */
  COMMUNITY = "community",
  /** Projects that it is shared with. */
  SHARED = "shared",
  /** The operator's project. */
  PRIVATE = "private",
}

/** Format of an image's file: `disk_format`. The container format is always `bare`. */
export enum ImageFormat {
  RAW = "raw",
  QCOW2 = "qcow2",
  VMDK = "vmdk",
  VHD = "vhd",
  VHDX = "vhdx",
  VDI = "vdi",
  ISO = "iso",
}

/** What a guest's disk hangs on: `hw_disk_bus` (scs-0102). */
export enum DiskBus {
  /** Recommended; `hw_scsi_model` is set to `virtio-scsi` with it. */
  SCSI = "scsi",
  VIRTIO = "virtio",
}
