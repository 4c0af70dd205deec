/** The part of the machine-readable UI (`-json`) that is used here; Terraform and OpenTofu write the same. */
export interface UiMessage {
  readonly "@level": string;
  readonly "@message": string;
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string; readonly reason?: string };
  readonly hook?: {
    readonly resource: { readonly addr: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
    readonly id_value?: string;
  };
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly operation: string;
  };
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context?: string | null; readonly code?: string };
}

/** @returns the message of a line, undefined for a line that is none (warnings before JSON begins, for one). */
export function parseMessage(line: string): UiMessage | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    const message = JSON.parse(line) as UiMessage;
    return typeof message.type === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
