import { Token } from "../../core/engine";
import { refuse } from "../../core/index";

/** The types of keys that OpenSSH takes from users (ssh-keygen(1), `-t`). */
const FORM =
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp\d+|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{20,}={0,2}( [^\n]*)?$/;

/**
 * A public key in OpenSSH's form, without spaces around it.
 *
 * @throws BlueprintError SCSBP-2031 for what is no public key, a private one above all
 * @internal
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
