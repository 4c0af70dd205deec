// Gateway API, for the definitions of its kinds: the end-to-end tests install them.
module scs-blueprints.invalid/gateway-api

go 1.24.0

require sigs.k8s.io/gateway-api v1.4.1
