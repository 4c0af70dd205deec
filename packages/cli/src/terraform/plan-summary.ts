import type { UiMessage } from "./messages";

/** How many resources a plan touches, by what happens to them. */
export class PlanSummary {
  public create = 0;
  public update = 0;
  public replace = 0;
  public destroy = 0;
  public import = 0;
  public move = 0;
  /** Addresses that change, with the action; look-ups that happen during apply are no change. */
  public readonly changes: { readonly address: string; readonly action: string }[] = [];

  public add(message: UiMessage): void {
    if (message.type !== "planned_change" || message.change === undefined) {
      return;
    }
    const { action, resource } = message.change;
    switch (action) {
      case "create":
        this.create += 1;
        break;
      case "update":
        this.update += 1;
        break;
      case "replace":
        this.replace += 1;
        break;
      case "delete":
      case "remove":
        this.destroy += 1;
        break;
      case "import":
        this.import += 1;
        break;
      case "move":
        this.move += 1;
        break;
      default:
        return; // noop, read
    }
    this.changes.push({ address: resource.addr, action });
  }

  /** How many resources the apply will work on. */
  public get total(): number {
    return this.create + this.update + this.replace + this.destroy + this.import;
  }

  public get counts(): Record<string, number> {
    const { create, update, replace, destroy, import: imports, move } = this;
    return { create, update, replace, destroy, import: imports, move };
  }

  /** `12 to create, 1 to replace`, or `no changes`. */
  public toString(): string {
    const parts = Object.entries(this.counts)
      .filter(([, count]) => count > 0)
      .map(([action, count]) => `${count} to ${action}`);
    return parts.length > 0 ? parts.join(", ") : "no changes";
  }
}
