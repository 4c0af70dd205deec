/** Which flavors of scs-0103-v1 a catalogue holds. */
export enum FlavorSet {
  /** The 15 that every SCS-compatible cloud has. */
  MANDATORY = "mandatory",
  /** The 15 mandatory and the 16 recommended ones. */
  MANDATORY_AND_RECOMMENDED = "mandatory-and-recommended",
  /** None: own flavors only. Such a cloud is not SCS-compatible by this catalogue alone. */
  NONE = "none",
}

/** How a flavor is withdrawn. Servers keep running on it in either case: Nova keeps a copy of the flavor with each. */
export enum FlavorRetirement {
  /** Nobody sees it any more but the projects it is shared with; its id stays, and it can come back. */
  HIDE = "hide",
  /** It is deleted. */
  DELETE = "delete",
}
