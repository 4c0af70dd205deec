/** The same resources by the engine and its bindings alone, as its users write them. */
const { measured } = require("./measured.cjs");

measured((phase) => {
  const { App, LocalBackend, TerraformResource, TerraformStack } = require("cdktf");
  const bindings = (name) => require(`@scs-blueprints/provider-openstack/lib/${name}`);
  const { OpenstackProvider } = bindings("provider");
  const { DataOpenstackComputeFlavorV2 } = bindings("data-openstack-compute-flavor-v2");
  const { DataOpenstackImagesImageV2 } = bindings("data-openstack-images-image-v2");
  const { DataOpenstackNetworkingNetworkV2 } = bindings("data-openstack-networking-network-v2");
  const { ComputeInstanceV2 } = bindings("compute-instance-v2");
  const { ComputeServergroupV2 } = bindings("compute-servergroup-v2");
  const { NetworkingNetworkV2 } = bindings("networking-network-v2");
  const { NetworkingPortV2 } = bindings("networking-port-v2");
  const { NetworkingRouterInterfaceV2 } = bindings("networking-router-interface-v2");
  const { NetworkingRouterV2 } = bindings("networking-router-v2");
  const { NetworkingSecgroupRuleV2 } = bindings("networking-secgroup-rule-v2");
  const { NetworkingSecgroupV2 } = bindings("networking-secgroup-v2");
  const { NetworkingSubnetV2 } = bindings("networking-subnet-v2");
  phase("import");

  /** The engine's own class for it would run `terraform version` once for each: left out in its favour. */
  class Data extends TerraformResource {
    constructor(scope, id) {
      super(scope, id, { terraformResourceType: "terraform_data" });
    }
  }

  function server(stack, pool, key, { tier, flavor, image, group, securityGroup }) {
    const name = `bench-${pool}-${key}`;
    const port = new NetworkingPortV2(stack, `${pool}-${key}-port`, {
      name,
      networkId: tier.network.id,
      fixedIp: [{ subnetId: tier.subnet.id }],
      securityGroupIds: [securityGroup.id],
    });
    const revision = new Data(stack, `${pool}-${key}-revision`);
    new ComputeInstanceV2(stack, `${pool}-${key}`, {
      name,
      flavorId: flavor.id,
      blockDevice: [
        {
          uuid: image.id,
          sourceType: "image",
          destinationType: "volume",
          volumeSize: 20,
          bootIndex: 0,
          deleteOnTermination: true,
        },
      ],
      network: [{ port: port.id }],
      schedulerHints: [{ group: group.id }],
      lifecycle: {
        ignoreChanges: ["block_device[0].uuid"],
        replaceTriggeredBy: [revision.fqn],
        precondition: [
          {
            condition: `\${${image.fqn}.min_disk_gb <= 20}`,
            errorMessage: `the image needs a disk of ${image.minDiskGb} GB and SCS-2V-4 boots from 20 GB: take a larger flavor`,
          },
          {
            condition: `\${${image.fqn}.min_ram_mb <= 4096}`,
            errorMessage: `the image needs ${image.minRamMb} MiB of memory and SCS-2V-4 has 4096 MiB: take a larger flavor`,
          },
        ],
      },
    });
  }

  return ({ servers, outdir }) => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "bench");
    new OpenstackProvider(stack, "openstack", { cloud: "bench" });
    new LocalBackend(stack, {});
    const external = new DataOpenstackNetworkingNetworkV2(stack, "external", { external: true });
    const flavor = new DataOpenstackComputeFlavorV2(stack, "flavor", { name: "SCS-2V-4" });
    const image = new DataOpenstackImagesImageV2(stack, "image", { name: "Ubuntu 24.04", mostRecent: true });
    const router = new NetworkingRouterV2(stack, "router", { name: "bench", externalNetworkId: external.id });
    const tiers = ["web", "db"].map((tier, index) => {
      const network = new NetworkingNetworkV2(stack, `network-${tier}`, { name: `bench-${tier}` });
      const subnet = new NetworkingSubnetV2(stack, `subnet-${tier}`, {
        name: `bench-${tier}`,
        networkId: network.id,
        ipVersion: 4,
        cidr: `10.${32 + 16 * index}.0.0/12`,
      });
      new NetworkingRouterInterfaceV2(stack, `interface-${tier}`, { routerId: router.id, subnetId: subnet.id });
      return { network, subnet };
    });
    for (let index = 0; index * 100 < servers; index += 1) {
      const pool = `pool${index}`;
      const group = new ComputeServergroupV2(stack, `${pool}-group`, {
        name: `bench-${pool}`,
        policies: ["soft-anti-affinity"],
      });
      const securityGroup = new NetworkingSecgroupV2(stack, `${pool}-security-group`, {
        name: `bench-${pool}`,
        description: "Managed by hand",
        deleteDefaultRules: true,
      });
      for (const ethertype of ["IPv4", "IPv6"]) {
        new NetworkingSecgroupRuleV2(stack, `${pool}-egress-${ethertype}`, {
          securityGroupId: securityGroup.id,
          direction: "egress",
          ethertype,
        });
      }
      for (let key = 1; key <= Math.min(100, servers - index * 100); key += 1) {
        server(stack, pool, key, { tier: tiers[0], flavor, image, group, securityGroup });
      }
    }
    phase("construct");
    app.synth();
    phase("synth");
  };
});
