/** A part of {@link ScsCompatibleIaas}. */
export enum IaasPart {
  /** The flavors of scs-0103. */
  FLAVORS = "flavors",
  /** The images of scs-0104. */
  IMAGES = "images",
  /** Volume types (scs-0114). */
  VOLUME_TYPES = "volume types",
  /** Default rules of security groups (scs-0115). */
  DEFAULT_SECURITY_RULES = "default security rules",
  /** Members may use the key manager (scs-0116). */
  KEY_MANAGER = "key manager",
  /** A look whether the backup service runs (scs-0117). */
  BACKUP = "backup",
  /** Availability zones (scs-0121). */
  ZONES = "availability zones",
  /** A look at the catalogue (scs-0123). */
  SERVICES = "services",
}
