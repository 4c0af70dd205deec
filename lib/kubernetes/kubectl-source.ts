/** Where the kubectl provider comes from: two lines of one code base, with the same resource (docs/decisions/0058). */
export enum KubectlSource {
  /** gavinbunney/kubectl, 1.19: what the end-to-end tests of this library run. */
  GAVINBUNNEY = "gavinbunney/kubectl",
  /** alekc/kubectl, 2.4: maintained; can wait for fields and conditions, and limits how long a deletion may take. */
  ALEKC = "alekc/kubectl",
}
