/** A kind of Yaook's custom resources. The value is the kind's name. */
export enum YaookKind {
  KEYSTONE_DEPLOYMENT = "KeystoneDeployment",
  GLANCE_DEPLOYMENT = "GlanceDeployment",
  CINDER_DEPLOYMENT = "CinderDeployment",
  NOVA_DEPLOYMENT = "NovaDeployment",
  NEUTRON_DEPLOYMENT = "NeutronDeployment",
  BARBICAN_DEPLOYMENT = "BarbicanDeployment",
  OCTAVIA_DEPLOYMENT = "OctaviaDeployment",
  DESIGNATE_DEPLOYMENT = "DesignateDeployment",
  HORIZON_DEPLOYMENT = "HorizonDeployment",
  HEAT_DEPLOYMENT = "HeatDeployment",
  GNOCCHI_DEPLOYMENT = "GnocchiDeployment",
  CEILOMETER_DEPLOYMENT = "CeilometerDeployment",
  INFRA_IRONIC_DEPLOYMENT = "InfraIronicDeployment",
  KEYSTONE_USER = "KeystoneUser",
  KEYSTONE_ENDPOINT = "KeystoneEndpoint",
  DISRUPTION_BUDGET = "YaookDisruptionBudget",
  /** One for each hypervisor; made by the Nova operator. */
  NOVA_COMPUTE_NODE = "NovaComputeNode",
  /** One for each node with OVN; made by the Neutron operator. */
  NEUTRON_OVN_AGENT = "NeutronOVNAgent",
  /** Made by the Neutron operator. */
  NEUTRON_OVN_BGP_AGENT = "NeutronOVNBGPAgent",
  /** Of the legacy set-up with Open vSwitch; made by the Neutron operator. */
  NEUTRON_L2_AGENT = "NeutronL2Agent",
  /** Of the legacy set-up; made by the Neutron operator. */
  NEUTRON_L3_AGENT = "NeutronL3Agent",
  /** Of the legacy set-up; made by the Neutron operator. */
  NEUTRON_DHCP_AGENT = "NeutronDHCPAgent",
  /** Of the legacy set-up; made by the Neutron operator. */
  NEUTRON_BGP_DR_AGENT = "NeutronBGPDRAgent",
  /** A database; the deployments make theirs. */
  MYSQL_SERVICE = "MySQLService",
  MYSQL_USER = "MySQLUser",
  /** A message queue; the deployments make theirs. */
  AMQP_SERVER = "AMQPServer",
  AMQP_USER = "AMQPUser",
  /** A cache; the deployments make theirs. */
  MEMCACHED_SERVICE = "MemcachedService",
  /** OVN's databases; the Neutron operator makes its own. */
  OVSDB_SERVICE = "OVSDBService",
}
