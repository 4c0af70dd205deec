import { FlavorDiskType, FlavorName } from "@scs-blueprints/standards";
import { Cidr } from "../cidr";
import type { Declared } from "../evidence/declared";
import { declaredClusters, type DeclaredBlock, type DeclaredCluster } from "../evidence/declared-clusters";
import type { LiveEvidence } from "../evidence/live";
import { Outcome, type Observation } from "../report-model";
import { goodPracticeRule } from "./rule-definition";

/** good-practice-cluster-address-overlap: nodes, pods and services have blocks of their own. @internal */
export const clusterAddressOverlap = goodPracticeRule({
  id: "good-practice-cluster-address-overlap",
  url: "https://kubernetes.io/docs/concepts/cluster-administration/networking/",
  title: "Nodes, pods and services of a cluster have addresses of their own",
  rationale: "Where two blocks overlap some addresses are not reached, and none of them can be changed later",
  clause: "no two of the cluster's blocks have an address in common",
  fix: "choose another block for one of them before the cluster is made",
  synth: clusterAddressOverlapInCode,
});

function clusterAddressOverlapInCode(declared: Declared): Observation[] {
  return declaredClusters(declared)
    .filter(({ blocks }) => blocks.length > 1)
    .map((cluster) => checkAddresses(cluster));
}

function checkAddresses({ resource, blocks }: DeclaredCluster): Observation {
  const subject = resource.subject("cluster");
  const known = blocks.flatMap(({ name, cidr }) =>
    cidr.text === undefined ? [] : [{ name, cidr: Cidr.parse(cidr.text) }],
  );
  const pairs = known.flatMap((one, index) => known.slice(index + 1).map((other) => [one, other] as const));
  const clash = pairs.find(([one, other]) => one.cidr.overlaps(other.cidr));
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(", ");
  if (clash !== undefined) {
    return {
      outcome: Outcome.FAIL,
      subject,
      message: `the addresses of ${clash[0].name} and ${clash[1].name} overlap`,
      got: `${clash[0].cidr.text} and ${clash[1].cidr.text}`,
      allowed: "blocks that have no address in common",
    };
  }
  const later: DeclaredBlock[] = blocks.filter(({ cidr }) => cidr.isUnknown);
  return later.length > 0
    ? { outcome: Outcome.DEFERRED, subject, message: `the addresses of ${names(later)} are known only later` }
    : { outcome: Outcome.PASS, subject, message: `the addresses of ${names(known)} do not overlap` };
}

/** good-practice-cluster-api-open: a cluster's API is reached from known addresses only. @internal */
export const clusterApiOpen = goodPracticeRule({
  id: "good-practice-cluster-api-open",
  url: "https://kubernetes.io/docs/concepts/security/controlling-access/",
  title: "A cluster's API is reached from known addresses only",
  rationale: "A hole in the API server, or a leaked kubeconfig, is then of no use to the rest of the world",
  clause: "blocks that may reach the API are named, or it has no public address",
  fix: "give api: { allowedCidrs, managedFrom, loadBalancer: LoadBalancerProvider.AMPHORA }, or publicAddress: false",
  synth: clusterApiOpenInCode,
});

function clusterApiOpenInCode(declared: Declared): Observation[] {
  return declaredClusters(declared).map((cluster) => checkApi(cluster));
}

function checkApi({ resource, api }: DeclaredCluster): Observation {
  const subject = resource.subject("cluster");
  if (api === undefined || api.allowed.isUnknown) {
    return { outcome: Outcome.DEFERRED, subject, message: "who reaches the API is known only later" };
  }
  const { raw, text } = api.allowed;
  const blocks = Array.isArray(raw) ? raw.map(String) : (text ?? "").split(",").filter((one) => one !== "");
  const open = blocks.filter((one) => one.endsWith("/0"));
  if (!api.isPublic && open.length === 0) {
    return { outcome: Outcome.PASS, subject, message: "the API has no public address" };
  }
  return blocks.length > 0 && open.length === 0
    ? { outcome: Outcome.PASS, subject, message: `the API is reached from ${blocks.join(", ")}` }
    : {
        outcome: Outcome.FAIL,
        subject,
        message: "everybody reaches the API",
        got: open.join(", ") || "no blocks, a public address",
        allowed: "blocks that are named, or no public address",
      };
}

/** Provisioners of volumes that are bound to a node (kubernetes.io/docs/concepts/storage/storage-classes, "Local"). */
const LOCAL_VOLUMES = /no-provisioner|local-path|hostpath/;

/** good-practice-default-storage-class: a claim that names no class gets a volume (scs-0211, in no scope). @internal */
export const defaultStorageClass = goodPracticeRule({
  id: "good-practice-default-storage-class",
  url: "https://docs.scs.community/standards/scs-0211-v1-kaas-default-storage-class",
  title: "A cluster has one default StorageClass, of volumes that outlive a node",
  rationale: "Charts claim volumes without a class; without a default they wait for ever",
  clause: "scs-0211-v1: a default StorageClass that survives the loss of a disk or host and is not bound to a node",
  fix: "mark one class of Cinder CSI with storageclass.kubernetes.io/is-default-class",
  live: defaultStorageClassInCluster,
});

function defaultStorageClassInCluster(live: LiveEvidence): Observation[] {
  const { cluster } = live.facts;
  if (cluster === undefined) {
    return live.reason("cluster").startsWith("the cloud was not asked") ? [] : [live.notLookedAt("cluster")];
  }
  const classes = cluster.defaultStorageClasses;
  if (classes === undefined) {
    return [live.notLookedAt(live.clusterFact("defaultStorageClasses"))];
  }
  const subject = live.subject("cluster", "default StorageClass");
  const names = classes.map(({ name, provisioner }) => `${name} of ${provisioner}`).join(", ");
  const local = classes.filter(({ provisioner }) => LOCAL_VOLUMES.test(provisioner));
  if (classes.length !== 1 || local.length > 0) {
    return [
      {
        outcome: Outcome.FAIL,
        subject,
        message:
          local.length > 0 ? "volumes of the default StorageClass are bound to a node" : "not one default StorageClass",
        got: names || "none",
        allowed: "exactly one, of a provisioner whose volumes outlive a node",
      },
    ];
  }
  return [{ outcome: Outcome.PASS, subject, message: `the default StorageClass is ${names}` }];
}

const LOCAL_DISKS = [FlavorDiskType.SSD, FlavorDiskType.NVME];

/** good-practice-etcd-local-ssd: etcd writes to a local SSD (scs-0110). @internal */
export const etcdLocalSsd = goodPracticeRule({
  id: "good-practice-etcd-local-ssd",
  url: "https://docs.scs.community/standards/scs-0110-v1-ssd-flavors",
  title: "The control plane of a cluster is on flavors with local SSD",
  rationale: "etcd waits for each write; on network storage it loses its leader under load",
  clause:
    "scs-0110-v1: SCS-2V-4-20s exists for etcd; the flavor's name ends in s (SSD) or p (NVMe) after the disk's size",
  fix: "give controlPlane: { flavor: Flavor.SCS_2V_4_20S }",
  synth: etcdLocalSsdInCode,
});

function etcdLocalSsdInCode(declared: Declared): Observation[] {
  return declaredClusters(declared).map((cluster) => checkDisk(cluster));
}

function checkDisk({ resource, flavor }: DeclaredCluster): Observation {
  const subject = resource.subject("cluster");
  const name = flavor.text;
  if (name === undefined) {
    const message = `the flavor of the control plane is ${flavor.isAbsent ? "the platform's" : "known only later"}`;
    return { outcome: Outcome.DEFERRED, subject, message };
  }
  const disk = FlavorName.tryParse(name).name?.diskType;
  return disk !== undefined && LOCAL_DISKS.includes(disk)
    ? { outcome: Outcome.PASS, subject, message: `etcd is on the local disk of ${name}` }
    : {
        outcome: Outcome.FAIL,
        subject,
        message: "etcd is on network storage, or on a disk that the flavor's name says nothing of",
        got: name,
        allowed: "a flavor with local SSD, such as SCS-2V-4-20s",
      };
}
