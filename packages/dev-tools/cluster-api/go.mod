// Cluster API and its OpenStack provider, for the definitions of their kinds: the end-to-end tests install them.
module scs-blueprints.invalid/cluster-api

go 1.26.0

require (
	sigs.k8s.io/cluster-api v1.14.2
	sigs.k8s.io/cluster-api-provider-openstack v0.14.7
)
