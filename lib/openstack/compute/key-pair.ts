import { ComputeKeypairV2 } from "@scs-blueprints/provider-openstack/lib/compute-keypair-v2";
import { Construct } from "constructs";
import { Token } from "../../core/engine";
import { Names, refuse } from "../../core/index";

/** A key pair of the user that deploys, owned or there already. */
export interface IKeyPair {
  /** Its name. */
  readonly keyPairName: string;
}

/** Properties of a {@link KeyPair}. */
export interface KeyPairProps {
  /** Public key in OpenSSH's form, `ssh-ed25519 AAAA… name@host`. The private key stays where it was made. */
  readonly publicKey: string;
  /** Name in the cloud. @default - stack and path */
  readonly name?: string;
}

/**
 * A public SSH key for servers. Nova keeps key pairs by user: another user of the same project does not see it.
 *
 * Only the public half is ever given: a key pair that Nova makes would put the private key into the state.
 *
 * Defines: a key pair.
 *
 * @example
 * const key = new KeyPair(stack, "ops", {
 *   publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ops",
 * });
 */
export class KeyPair extends Construct implements IKeyPair {
  /** A key pair that is there already. */
  public static fromName(name: string): IKeyPair {
    return { keyPairName: name };
  }

  public readonly keyPairName: string;

  /** @throws BlueprintError SCSBP-2031 for what is no public key, a private one above all */
  public constructor(scope: Construct, id: string, props: KeyPairProps) {
    super(scope, id);
    const publicKey = checkedPublicKey(props.publicKey, this.node.path);
    this.keyPairName = new ComputeKeypairV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      publicKey,
    }).name;
  }
}

/** The types of keys that OpenSSH takes from users (ssh-keygen(1), `-t`). */
const FORM =
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp\d+|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{20,}={0,2}( [^\n]*)?$/;

/**
 * A public key in OpenSSH's form, without spaces around it.
 *
 * @throws BlueprintError SCSBP-2031 for what is no public key, a private one above all
 * @internal @jsii ignore
 */
export function checkedPublicKey(text: string, path: string): string {
  const key = text.trim();
  if (!Token.isUnresolved(key) && !FORM.test(key)) {
    throw refuse(path, "SCSBP-2031", {
      what: key.includes("PRIVATE KEY") ? "this is a private key" : "not a public key in OpenSSH's form",
      got: key.includes("PRIVATE KEY") ? "(not shown)" : JSON.stringify(key.slice(0, 40)),
      allowed: "one line: type, key in base64, comment, as in ~/.ssh/id_ed25519.pub",
      fix: "give the contents of the file that ends with .pub; `ssh-keygen -y` makes it from a private key",
    });
  }
  return key;
}
