import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Address4, Address6 } from "ip-address";
import { Token } from "../../core/engine";
import { BlueprintError, refuse } from "../../core/index";

/** Where mail for a name goes. */
export interface MxRecord {
  /** Lower is tried first, 0 to 65535. */
  readonly preference: number;
  /** The mail server: fully qualified, or one label within the zone. */
  readonly host: string;
}

/** Where a service of a name is found. */
export interface SrvRecord {
  /** Lower is tried first, 0 to 65535. */
  readonly priority: number;
  /** Share among those of one priority, 0 to 65535. */
  readonly weight: number;
  /** Port, 0 to 65535. */
  readonly port: number;
  /** The server: fully qualified, or one label within the zone. */
  readonly host: string;
}

/** Which authority may issue certificates for a name (RFC 8659). */
export interface CaaRecord {
  /** `issue`, `issuewild` or `iodef`. */
  readonly tag: string;
  /** Domain of the authority; for iodef a URL, `mailto:` or `https:`. */
  readonly value: string;
}

/** Longest label and name: RFC 1035 section 2.3.4, the name in its text form without the final dot. */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
/** Longest character-string of a TXT record (RFC 1035 section 3.3), in Designate with its quotes (objects/rrdata_txt.py). */
const LONGEST_STRING = 255;
/** Numbers of 16 bits. */
const HIGHEST = 65535;

/** What is wrong with a record. @internal */
export function unfit(code: ErrorCode, what: string, got: string, allowed: string, fix: string, path: string) {
  return refuse(path, code, { what, got, allowed, fix });
}

/** A name of the DNS in lower case with its final dot. @internal */
export function qualified(name: string, code: ErrorCode, path: string): string {
  const text = name.replace(/\.$/, "").toLowerCase();
  const labels = text.split(".");
  const good = labels.every(
    (label, index) =>
      (label === "*" && index === 0) ||
      (/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label) && label.length <= LONGEST_LABEL),
  );
  if (!good || text.length > LONGEST_NAME) {
    throw unfit(
      code,
      "not a name of the DNS",
      JSON.stringify(name),
      `labels of at most ${LONGEST_LABEL} letters, digits, hyphens and underscores between dots, ${LONGEST_NAME} characters in all`,
      "correct the name; other scripts are written in their ASCII form (xn--…)",
      path,
    );
  }
  return `${text}.`;
}

/** Turns values into the text that Designate keeps, so that the next plan is empty. @internal */
export class RecordText {
  public constructor(
    private readonly zoneName: string,
    private readonly path: string,
  ) {}

  public ipv4(value: string): string {
    return this.address(value, (text) => new Address4(text), "an IPv4 address such as 203.0.113.10");
  }

  public ipv6(value: string): string {
    return this.address(value, (text) => new Address6(text), "an IPv6 address such as 2001:db8::10");
  }

  /** A host: one label is a name within the zone, more are a name of the whole DNS. */
  public host(value: string): string {
    const text = value.endsWith(".") || value.includes(".") ? value : `${value}.${this.zoneName}`;
    return qualified(text, "SCSBP-2122", this.path);
  }

  /** Character-strings in quotes, as many as are needed; Designate counts the quotes and backslashes too. */
  public txt(value: string): string {
    if (!/^[\x20-\x7e]*$/.test(value)) {
      throw this.refuse(JSON.stringify(value), "printable ASCII characters", "encode the text");
    }
    const parts = [""];
    for (const char of value) {
      const escaped = /["\\]/.test(char) ? `\\${char}` : char;
      const last = parts[parts.length - 1] ?? "";
      if (last.length + escaped.length > LONGEST_STRING - 2) {
        parts.push(escaped);
      } else {
        parts[parts.length - 1] = last + escaped;
      }
    }
    return parts.map((part) => `"${part}"`).join(" ");
  }

  public mx(value: MxRecord): string {
    return `${this.number(value.preference)} ${this.host(value.host)}`;
  }

  public srv(value: SrvRecord): string {
    const numbers = [value.priority, value.weight, value.port].map((number) => this.number(number));
    return [...numbers, this.host(value.host)].join(" ");
  }

  /** Without quotes: Designate refuses them (designate/objects/fields.py, CaaPropertyField). */
  public caa(value: CaaRecord): string {
    if (!["issue", "issuewild", "iodef"].includes(value.tag) || !/^[^\s"\\]+$/.test(value.value)) {
      throw this.refuse(`${value.tag} ${value.value}`, "issue, issuewild or iodef, and a domain or URL", "correct it");
    }
    return `0 ${value.tag} ${value.value}`;
  }

  private address(value: string, parse: (text: string) => Address4 | Address6, allowed: string): string {
    if (Token.isUnresolved(value)) {
      return value;
    }
    try {
      const address = parse(value);
      if (!value.includes("/")) {
        return address.correctForm();
      }
    } catch {
      // told below
    }
    throw this.refuse(JSON.stringify(value), allowed, "correct the address; use addA for IPv4, addAaaa for IPv6");
  }

  private number(value: number): number {
    if (!Number.isInteger(value) || value < 0 || value > HIGHEST) {
      throw this.refuse(String(value), `whole numbers from 0 to ${HIGHEST}`, "correct the number");
    }
    return value;
  }

  private refuse(got: string, allowed: string, fix: string): BlueprintError {
    return unfit("SCSBP-2122", "not a value for such a record", got, allowed, fix, this.path);
  }
}
