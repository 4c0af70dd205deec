import { HealthMonitor, SessionPersistence } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";

test("defaults are those of the OpenStack cloud controller manager", () => {
  expect(HealthMonitor.tcp().config).toEqual({ type: "TCP", delay: 5, timeout: 3, maxRetries: 1 });
  expect(HealthMonitor.https({ method: "HEAD" }).config).toMatchObject({ type: "HTTPS", httpMethod: "HEAD" });
  expect(HealthMonitor.udpConnect({ successes: 2 }).config).toMatchObject({ type: "UDP-CONNECT", maxRetries: 2 });
  expect(HealthMonitor.sctp().type).toBe("SCTP");
});

test.each([
  () => HealthMonitor.tcp({ delaySeconds: 3, timeoutSeconds: 3 }),
  () => HealthMonitor.tcp({ delaySeconds: 0 }),
  () => HealthMonitor.tcp({ delaySeconds: 5.5 }),
  () => HealthMonitor.udpConnect({ delaySeconds: 2, timeoutSeconds: 1 }),
  () => HealthMonitor.tcp({ successes: 11 }),
  () => HealthMonitor.tcp({ failures: 0 }),
  () => HealthMonitor.http({ path: "healthz" }),
  () => HealthMonitor.http({ expectedCodes: "2xx" }),
])("fails on an impossible monitor (%#)", (make) => {
  expect(errorOf(make).code).toBe("SCSBP-2111");
});

test("fails on names that no cookie has", () => {
  expect(errorOf(() => SessionPersistence.appCookie("a b")).code).toBe("SCSBP-2112");
  expect(SessionPersistence.appCookie("JSESSIONID")).toMatchObject({ type: "APP_COOKIE", cookieName: "JSESSIONID" });
});
