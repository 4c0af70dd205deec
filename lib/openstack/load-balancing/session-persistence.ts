import { refuse } from "../../core/index";

/**
 * What keeps a client with one server.
 */
export class SessionPersistence {
  /** The client's address. */
  public static sourceIp(): SessionPersistence {
    return new SessionPersistence("SOURCE_IP");
  }

  /** A cookie that the balancer sets; HTTP only. */
  public static httpCookie(): SessionPersistence {
    return new SessionPersistence("HTTP_COOKIE");
  }

  /**
   * A cookie that the servers set; HTTP only.
   *
   * @throws BlueprintError SCSBP-2112 for a name that no cookie can have (RFC 6265 section 4.1.1)
   */
  public static appCookie(name: string): SessionPersistence {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw refuse("SCSBP-2112", {
        what: "not a name for a cookie",
        got: JSON.stringify(name),
        allowed: "letters, digits and !#$%&'*+-.^_`|~",
        fix: "use the name of the cookie that the servers set",
      });
    }
    return new SessionPersistence("APP_COOKIE", name);
  }

  private constructor(
    /** Type in Octavia. */
    public readonly type: string,
    /** Name of the servers' cookie. @default - none */
    public readonly cookieName?: string,
  ) {}
}
