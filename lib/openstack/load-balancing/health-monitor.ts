import { BlueprintError, refuse } from "../../core/index";

/** How often and how long a balancer asks its servers whether they are well. */
export interface HealthMonitorTiming {
  /** Seconds between two checks. @default 5, as the OpenStack cloud controller manager has it (`monitor-delay`) */
  readonly delaySeconds?: number;
  /** Seconds to wait for an answer, less than the delay. @default 3 (`monitor-timeout` of the same) */
  readonly timeoutSeconds?: number;
  /** Good answers in a row that bring a server back, 1 to 10. @default 1 (`monitor-max-retries` of the same) */
  readonly successes?: number;
  /** Bad answers in a row that take a server out, 1 to 10. @default - Octavia's: 3 (DEFAULT_MAX_RETRIES_DOWN) */
  readonly failures?: number;
}

/** What an HTTP health monitor asks for. */
export interface HttpHealthMonitorOptions extends HealthMonitorTiming {
  /** Path, beginning with a slash. @default - Octavia's: "/" */
  readonly path?: string;
  /** Method. @default - Octavia's: GET */
  readonly method?: string;
  /** Status codes of a good answer: `200`, `200,204`, `200-204`. @default - Octavia's: 200 */
  readonly expectedCodes?: string;
}

/** Bounds of retries: MIN_HM_RETRIES and MAX_HM_RETRIES of octavia/common/constants.py. */
const RETRIES = { min: 1, max: 10 };
/** Octavia's default for `udp_connect_min_interval_health_monitor`. */
const UDP_SHORTEST_DELAY = 3;

/**
 * How a balancer finds out which servers are well.
 */
export class HealthMonitor {
  /** A TCP connection is accepted. */
  public static tcp(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("TCP", timing);
  }

  /** No ICMP error comes back for a datagram; every 3 seconds at most. */
  public static udpConnect(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("UDP-CONNECT", timing);
  }

  /** An SCTP association is accepted. */
  public static sctp(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("SCTP", timing);
  }

  /** A request by HTTP is answered well. */
  public static http(options: HttpHealthMonitorOptions = {}): HealthMonitor {
    return new HealthMonitor("HTTP", options, options);
  }

  /** A request by HTTPS is answered well; the certificate is not checked. */
  public static https(options: HttpHealthMonitorOptions = {}): HealthMonitor {
    return new HealthMonitor("HTTPS", options, options);
  }

  /** A TLS handshake succeeds. */
  public static tlsHello(timing: HealthMonitorTiming = {}): HealthMonitor {
    return new HealthMonitor("TLS-HELLO", timing);
  }

  /** None: servers count as well whether they answer or not. */
  public static none(): HealthMonitor {
    return new HealthMonitor("NONE", {});
  }

  private constructor(
    /** Type in Octavia, or `NONE`. */
    public readonly type: string,
    private readonly timing: HealthMonitorTiming,
    private readonly http?: HttpHealthMonitorOptions,
  ) {
    const { delaySeconds, timeoutSeconds } = this.delays;
    const whole = (value: number, min: number) => Number.isInteger(value) && value >= min;
    const shortest = type === "UDP-CONNECT" ? UDP_SHORTEST_DELAY : 1;
    if (!whole(delaySeconds, shortest) || !whole(timeoutSeconds, 1) || timeoutSeconds >= delaySeconds) {
      throw HealthMonitor.impossible(
        `a check every ${delaySeconds} s with a timeout of ${timeoutSeconds} s`,
        `whole seconds, at least ${shortest} between two checks, and the timeout less than that`,
      );
    }
    for (const count of [timing.successes, timing.failures]) {
      if (count !== undefined && !(whole(count, RETRIES.min) && count <= RETRIES.max)) {
        throw HealthMonitor.impossible(String(count), `successes and failures from ${RETRIES.min} to ${RETRIES.max}`);
      }
    }
    if (http?.path !== undefined && !http.path.startsWith("/")) {
      throw HealthMonitor.impossible(JSON.stringify(http.path), "a path that begins with a slash");
    }
    if (http?.expectedCodes !== undefined && !/^(\d{3}-\d{3}|\d{3}(,\s*\d{3})*)$/.test(http.expectedCodes)) {
      throw HealthMonitor.impossible(http.expectedCodes, "one code, a list (200,204) or a range (200-204)");
    }
  }

  /** Fields of the resource. @internal @jsii ignore */
  public get config() {
    const { delaySeconds, timeoutSeconds } = this.delays;
    const { path, method, expectedCodes } = this.http ?? {};
    return {
      type: this.type,
      delay: delaySeconds,
      timeout: timeoutSeconds,
      maxRetries: this.timing.successes ?? 1,
      ...(this.timing.failures === undefined ? {} : { maxRetriesDown: this.timing.failures }),
      ...(path === undefined ? {} : { urlPath: path }),
      ...(method === undefined ? {} : { httpMethod: method }),
      ...(expectedCodes === undefined ? {} : { expectedCodes }),
    };
  }

  private get delays() {
    return { delaySeconds: this.timing.delaySeconds ?? 5, timeoutSeconds: this.timing.timeoutSeconds ?? 3 };
  }

  private static impossible(got: string, allowed: string): BlueprintError {
    return refuse("SCSBP-2111", {
      what: "not possible for a health monitor",
      got,
      allowed,
      fix: "correct the monitor",
    });
  }
}
