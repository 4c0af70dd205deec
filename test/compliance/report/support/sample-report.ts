import {
  EvidenceKind,
  EvidenceState,
  Fulfilment,
  Outcome,
  REPORT_FORMAT,
  REPORT_FORMAT_VERSION,
  RuleLevel,
  RuleTarget,
  Verdict,
  WaiverState,
  type Finding,
  type OutcomeCounts,
  type Report,
  type RuleInfo,
  type RuleResult,
} from "../../../../packages/checker/src/report-model";

/** What a hostile cloud could call a thing: terminal escapes, markup of every format, halves of characters. */
export const HOSTILE =
  "\u001b[31mred</script><script>alert(1)</script> | `code` ``two`` [a](javascript:x) @team #1 ]]> & \"q\" 's' \u202eevil \ud800 \u0000 \uffff ünïcode 漢字";

const rule = (id: string, over: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  title: "Flavor SCS-1V-4 is there, exactly as the standard has it",
  rationale: "Users write the name once and deploy to any SCS-compatible cloud",
  standard: "scs-0103-v1-standard-flavors",
  clause: "Properties of standard flavors",
  url: "https://docs.scs.community/standards/scs-0103-v1-standard-flavors",
  target: RuleTarget.CLOUD,
  level: RuleLevel.MANDATORY,
  fix: "offer SCS-1V-4 to all projects: 1 vCPU, 4096 MiB, no disk",
  waive: 'in scs-waivers.json: { "waivers": [{ "rule": "' + id + '", "reason": "…", "owner": "…", "expires": "…" }] }',
  evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
  ...over,
});

let serial = 0;
const finding = (ruleId: string, outcome: Outcome, over: Partial<Finding> = {}): Finding => ({
  ruleId,
  outcome,
  evidence: EvidenceKind.SYNTH,
  subject: {
    kind: "openstack_compute_flavor_v2",
    constructPath: "cloud/flavors/small/Resource",
    address: "openstack_compute_flavor_v2.flavors_small_1A2B3C4D",
    stack: "cloud",
    file: "src/cloud stack.ts",
    line: 42,
  },
  message: "RAM is smaller than the name promises",
  fingerprint: (serial++).toString(16).padStart(32, "a"),
  ...over,
});

const result = (
  info: RuleInfo,
  outcome: Outcome,
  summary: string,
  findings: Finding[],
  fulfilment?: Fulfilment,
  open = false,
): RuleResult => ({
  rule: info,
  outcome,
  ...(fulfilment === undefined ? {} : { fulfilment }),
  evidence: [...new Set(findings.map((each) => each.evidence))],
  summary,
  open,
  findings,
});

const live = (name: string, kind = "image"): Finding["subject"] => ({ kind, cloud: "regio", name, id: "8e1f-77" });

function count(outcomes: readonly Outcome[]): OutcomeCounts {
  const number = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  return {
    fail: number(Outcome.FAIL),
    notLookedAt: number(Outcome.NOT_LOOKED_AT),
    deferred: number(Outcome.DEFERRED),
    warn: number(Outcome.WARN),
    waived: number(Outcome.WAIVED),
    pass: number(Outcome.PASS),
    notApplicable: number(Outcome.NOT_APPLICABLE),
    total: outcomes.length,
  };
}

/** A report that has everything a report can have: each outcome, level, fulfilment, evidence and waiver state. */
export function sampleReport(): Report {
  serial = 0;
  const flavor = "scs-0103-flavor-1v-4";
  const props = "scs-0102-prop-os_version";
  const port = "good-practice-guarded-port-open";
  const waiver = {
    id: "file:scs-waivers.json:1",
    reason: "legacy jump host until the VPN is up",
    owner: "net@example.org",
    expires: "2027-03-31",
    expired: false,
  };
  const expired = { ...waiver, id: "construct:shop/db:" + flavor, expires: "2026-01-31", expired: true };
  const practice = {
    standard: "good-practice",
    clause: "closed by default",
    target: RuleTarget.CODE,
    url: "https://docs.scs.community/standards",
    title: "SSH, databases and the like are not open to the world",
    rationale: "Scanners find an open port within minutes",
    fix: "name the source: Peer.cidr(…)",
    waive: `Compliance.of(construct).waive({ rule: "${port}", reason: "…", owner: "…", expires: "YYYY-MM-DD" });`,
  };
  const images = Array.from({ length: 24 }, (_, index) =>
    finding(props, Outcome.FAIL, {
      evidence: EvidenceKind.LIVE,
      subject: live(`image ${index + 1}`),
      message: "os_version is missing",
      allowed: "the version, such as 24.04",
    }),
  );
  const more = Array.from({ length: 6 }, (_, index) => `scs-0123-service-${index + 1}`);
  const results: RuleResult[] = [
    result(
      rule("scs-0100-syntax-check", {
        standard: "scs-0100-v3-flavor-naming",
        clause: "Proposal",
        title: "Flavor names starting with SCS- comply with the syntax",
      }),
      Outcome.PASS,
      "all 3 are as they must be; what else the cloud has was not looked at",
      [finding("scs-0100-syntax-check", Outcome.PASS, { message: "SCS-2V-4-20s is valid" })],
      Fulfilment.ENFORCED,
      true,
    ),
    result(
      rule("scs-0101-entropy-avail", {
        standard: "scs-0101-v1-entropy",
        title: "entropy_avail is 256 on a sample VM",
        evidence: [],
        limitation: "needs a guest: run the official suite for it",
      }),
      Outcome.DEFERRED,
      "needs a guest: run the official suite for it",
      [],
      Fulfilment.RELIED_ON,
      true,
    ),
    result(
      rule(props, { standard: "scs-0102-v1-image-metadata", title: "Images say the version of their system" }),
      Outcome.FAIL,
      "24 of 26 findings: os_version is missing",
      [
        ...images,
        finding(props, Outcome.PASS, {
          evidence: EvidenceKind.LIVE,
          subject: live("Ubuntu 24.04"),
          message: "os_version is 24.04",
        }),
        finding(props, Outcome.NOT_APPLICABLE, {
          evidence: EvidenceKind.LIVE,
          subject: live("snapshot"),
          message: "a snapshot of a user",
        }),
      ],
    ),
    result(
      rule("scs-0102-image-recency", { standard: "scs-0102-v1-image-metadata", title: "Images are renewed in time" }),
      Outcome.WARN,
      "Ubuntu 24.04 is 13 days older than its replace_frequency allows, which the test tolerates",
      [
        finding("scs-0102-image-recency", Outcome.WARN, {
          evidence: EvidenceKind.LIVE,
          subject: live("Ubuntu 24.04"),
          message: "13 days over",
          got: "2026-09-10",
          allowed: "2026-09-23 or later",
        }),
      ],
      Fulfilment.SATISFIED,
    ),
    result(rule(flavor), Outcome.FAIL, "2 of 2: RAM is smaller than the name promises", [
      finding(flavor, Outcome.FAIL, { got: "2048 MiB", allowed: "exactly 4096 MiB", fix: "set ram to 4096" }),
      finding(flavor, Outcome.FAIL, {
        subject: live(HOSTILE, "flavor"),
        message: HOSTILE,
        got: HOSTILE,
        waiver: expired,
      }),
    ]),
    result(
      rule("scs-0114-syntax-check", {
        standard: "scs-0114-v1-volume-type",
        title: "Aspects of volume types are well written",
      }),
      Outcome.NOT_LOOKED_AT,
      "could not be looked at: cinder answered 503",
      [
        finding("scs-0114-syntax-check", Outcome.NOT_LOOKED_AT, {
          evidence: EvidenceKind.LIVE,
          subject: { kind: "cloud", cloud: "regio" },
          message: "could not be looked at: cinder answered 503",
          fix: "make that part of the cloud readable for the user, then check again",
        }),
      ],
      Fulfilment.NOT_LOOKED_AT,
      true,
    ),
    result(
      rule("availability-zones-check", {
        level: RuleLevel.MANUAL,
        standard: "scs-0121-v1-availability-zones",
        title: "Compute zones are separate fire zones",
        evidence: [],
        limitation: "checked by a person",
      }),
      Outcome.DEFERRED,
      "checked by a person: the operator states fire zones",
      [],
      Fulfilment.RELIED_ON,
      true,
    ),
    ...more.map((id) =>
      result(
        rule(id, { standard: "scs-0123-v1-mandatory-iaas-services", title: "The service is in the catalogue" }),
        Outcome.PASS,
        "it is there",
        [finding(id, Outcome.PASS, { evidence: EvidenceKind.LIVE, subject: live("compute", "service") })],
        Fulfilment.SATISFIED,
      ),
    ),
    ...["scs-0116-presence", "scs-0116-permissions"].map((id) =>
      result(
        rule(id, { standard: "scs-0116-v1-key-manager", title: "There is a key manager" }),
        Outcome.DEFERRED,
        "only the live cloud can tell, and it was not asked",
        [],
        Fulfilment.RELIED_ON,
        true,
      ),
    ),
    result(rule(port, practice), Outcome.WAIVED, "port 22 is open to 0.0.0.0/0", [
      finding(port, Outcome.WAIVED, {
        subject: {
          kind: "openstack_networking_secgroup_rule_v2",
          constructPath: "shop/bastion/SecurityGroup/ssh",
          address: "openstack_networking_secgroup_rule_v2.ssh",
          stack: "shop",
        },
        message: "port 22 is open to 0.0.0.0/0",
        waiver,
      }),
    ]),
    result(
      rule("good-practice-no-anti-affinity", {
        ...practice,
        level: RuleLevel.RECOMMENDED,
        title: "Servers of one kind are kept on different hosts",
      }),
      Outcome.FAIL,
      "shop/web: 3 servers may share a host",
      [
        finding("good-practice-no-anti-affinity", Outcome.FAIL, {
          evidence: EvidenceKind.PLAN,
          subject: { kind: "pool", address: "openstack_compute_instance_v2.web" },
          message: "3 servers may share a host",
        }),
      ],
    ),
    result(
      rule("good-practice-flavor-portability", { ...practice, level: RuleLevel.HINT, title: "Flavors are portable" }),
      Outcome.NOT_APPLICABLE,
      "the code has nothing it applies to",
      [],
    ),
  ];
  const of = (level?: RuleLevel): OutcomeCounts =>
    count(results.filter((each) => level === undefined || each.rule.level === level).map((each) => each.outcome));
  const mandatory = results.filter((each) => each.rule.level === RuleLevel.MANDATORY);
  const by = (fulfilment: Fulfilment): number => mandatory.filter((each) => each.fulfilment === fulfilment).length;
  return {
    format: REPORT_FORMAT,
    formatVersion: REPORT_FORMAT_VERSION,
    header: {
      tool: "scs-blueprints",
      toolVersion: "0.1.0",
      date: "2026-11-23",
      scopes: [{ id: "iaas-v5.1", title: "SCS-compatible IaaS v5.1", version: "v5.1", validity: "effective" }],
      profiles: [
        {
          name: "iaas-v5.1",
          title: "SCS-compatible IaaS v5.1",
          changes: ["without scs-0117-test-backup: made by the storage itself"],
        },
        { name: "good-practice", title: "Good practice", changes: [] },
      ],
      standardsCommit: "077174d94b576e480e8168d198004296bee94748",
      standardsDate: "2026-08-21",
      evidence: [
        {
          kind: EvidenceKind.SYNTH,
          state: EvidenceState.COMPLETE,
          source: "cdktf.out",
          extent: "2 stacks, 31 resources, 4 look-ups",
          problems: [],
        },
        { kind: EvidenceKind.PLAN, state: EvidenceState.NOT_GIVEN, problems: [] },
        {
          kind: EvidenceKind.LIVE,
          state: EvidenceState.PARTIAL,
          source: "regio",
          extent: "31 flavors, 26 images",
          problems: ["volumeTypes: cinder answered 503"],
        },
      ],
    },
    results,
    waivers: [
      {
        ...waiver,
        rule: port,
        where: "shop/bastion/**",
        source: "scs-waivers.json, waiver 1",
        state: WaiverState.ACTIVE,
        covered: 1,
      },
      { ...expired, rule: flavor, where: "shop/db", source: "shop/db", state: WaiverState.EXPIRED, covered: 1 },
      {
        ...waiver,
        id: "file:scs-waivers.json:2",
        rule: "scs-0117-test-backup",
        where: HOSTILE,
        source: "scs-waivers.json, waiver 2",
        state: WaiverState.UNUSED,
        covered: 0,
      },
    ].map(({ id, rule: ruleId, where, source, reason, owner, expires, state, covered }) => ({
      id,
      rule: ruleId,
      where,
      source,
      reason,
      owner,
      expires,
      state,
      covered,
    })),
    summary: {
      all: of(),
      mandatory: of(RuleLevel.MANDATORY),
      recommended: of(RuleLevel.RECOMMENDED),
      fulfilment: {
        satisfied: by(Fulfilment.SATISFIED),
        enforced: by(Fulfilment.ENFORCED),
        reliedOn: by(Fulfilment.RELIED_ON),
        notLookedAt: by(Fulfilment.NOT_LOOKED_AT),
      },
      findings: count(results.flatMap((each) => each.findings.map((one) => one.outcome))),
    },
    verdict: Verdict.FAILED,
    verdictReason: "2 mandatory rules are violated; 1 waiver has expired",
    failedRules: [props, flavor],
    openRules: mandatory.filter((each) => each.open).map((each) => each.rule.id),
  };
}

/** A report without any result, waiver or scope: nothing may break on it. */
export function emptyReport(): Report {
  const none = count([]);
  const sample = sampleReport();
  return {
    ...sample,
    header: { ...sample.header, scopes: [], profiles: [{ name: "own", title: "Own", changes: [] }] },
    results: [],
    waivers: [],
    summary: {
      all: none,
      mandatory: none,
      recommended: none,
      fulfilment: { satisfied: 0, enforced: 0, reliedOn: 0, notLookedAt: 0 },
      findings: none,
    },
    verdict: Verdict.INCOMPLETE,
    verdictReason: "no mandatory rule was checked",
    failedRules: [],
    openRules: [],
  };
}
