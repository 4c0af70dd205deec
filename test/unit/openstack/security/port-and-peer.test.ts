import { Peer, Port } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";

test("ports have short ids", () => {
  const ids = [Port.tcp(443), Port.tcpRange(30000, 32767), Port.udp(53), Port.udpRange(1, 2), Port.icmp(), Port.all()];
  expect(ids.map((port) => port.id)).toEqual(["tcp-443", "tcp-30000-32767", "udp-53", "udp-1-2", "icmp", "any"]);
});

test.each([0, -1, 65536, 1.5, Number.NaN])("fails on port %d", (port) => {
  expect(errorOf(() => Port.tcp(port)).code).toBe("SCSBP-2010");
});

test("fails on a reversed range, and says how to write it", () => {
  expect(errorOf(() => Port.tcpRange(32767, 30000))).toMatchObject({ code: "SCSBP-2010", fix: "write 30000, 32767" });
});

test.each(["0.0.0.0/0", "::/0"])("fails on %s as a block: the whole internet is spelled out", (cidr) => {
  expect(errorOf(() => Peer.cidr(cidr)).code).toBe("SCSBP-2011");
});

test.each(["", "  ", "x"])("fails on %j as a reason to be open to the world", (reason) => {
  expect(errorOf(() => Peer.anywhere(reason)).code).toBe("SCSBP-2012");
});

test("fails on a peer that is no block", () => {
  expect(errorOf(() => Peer.cidr("192.0.2.7")).code).toBe("SCSBP-1001");
});
