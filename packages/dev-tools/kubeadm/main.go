// kubeadm, whose own validator reads the configurations of self-managed clusters: for
// test/e2e/kubeadm-cluster.test.ts.
package main

import (
	"k8s.io/kubernetes/cmd/kubeadm/app"
	utilerrors "k8s.io/kubernetes/cmd/kubeadm/app/util/errors"
)

func main() {
	utilerrors.HandleError(app.Run())
}
