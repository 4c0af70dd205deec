import type { TerraformStack } from "../core/engine";
import { Secret } from "../core/secret";

/** Options of {@link StateEncryption}. */
export interface StateEncryptionOptions {
  /**
   * Reads a state that is not encrypted yet, too, and encrypts it when it is next written. Leave it out again afterwards.
   * @default false: a state in clear is refused
   */
  readonly migrateFromClear?: boolean;
}

const FALLBACK = { method: "method.unencrypted.migration" };

/**
 * Encryption of state and plan files by OpenTofu (1.8 or newer): PBKDF2 makes a key of a passphrase, AES-GCM encrypts. It is
 * enforced: OpenTofu writes nothing in clear. Terraform has no such thing and refuses the stack ("encryption" is not
 * expected here), so that it cannot write a state in clear by mistake.
 *
 * Source: opentofu.org/docs/language/state/encryption
 */
export class StateEncryption {
  /**
   * By a passphrase of at least 16 characters, which is OpenTofu's least.
   *
   * @param variable name of a sensitive variable; its value comes from `TF_VAR_<variable>`, for init, too
   * @throws BlueprintError SCSBP-1010 when Terraform accepts no variable of that name
   */
  public static passphrase(variable: string, options: StateEncryptionOptions = {}): StateEncryption {
    return new StateEncryption(Secret.fromVariable(variable), options.migrateFromClear ?? false);
  }

  private constructor(
    private readonly secret: Secret,
    private readonly migrate: boolean,
  ) {}

  /** @internal @jsii ignore */
  public attachTo(stack: TerraformStack): void {
    const method = "method.aes_gcm.state"; // an address: OpenTofu takes no ${…} here
    const target = {
      method,
      ...(this.migrate ? { fallback: FALLBACK } : { enforced: true }),
    };
    stack.addOverride("terraform.encryption", {
      key_provider: { pbkdf2: { state: { passphrase: this.secret.resolveIn(stack) } } },
      method: {
        aes_gcm: { state: { keys: "${key_provider.pbkdf2.state}" } },
        ...(this.migrate ? { unencrypted: { migration: {} } } : {}),
      },
      state: target,
      plan: target,
      remote_state_data_sources: {
        default: { method: target.method, ...(this.migrate ? { fallback: FALLBACK } : {}) },
      },
    });
  }
}
