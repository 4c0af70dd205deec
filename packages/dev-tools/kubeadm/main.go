// kubeadm, whose own validator reads the configurations of self-managed clusters: for
// test/e2e/self-managed-cluster.test.ts.
package main

import (
	"os"

	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app"
)

func main() {
	if err := kubeadm.Run(); err != nil {
		os.Exit(1)
	}
}
