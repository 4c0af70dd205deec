// The admission webhooks of Cluster API's core, kubeadm bootstrap and kubeadm control plane, as their managers set them
// up, without the controllers: the end-to-end tests put objects before them. A manager itself listens on every address
// and cannot be told otherwise; this one listens on the loopback address only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	metrics "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/webhook"

	oldaddons "sigs.k8s.io/cluster-api/api/addons/v1beta1"
	addons "sigs.k8s.io/cluster-api/api/addons/v1beta2"
	oldbootstrap "sigs.k8s.io/cluster-api/api/bootstrap/kubeadm/v1beta1"
	bootstrap "sigs.k8s.io/cluster-api/api/bootstrap/kubeadm/v1beta2"
	oldcontrolplane "sigs.k8s.io/cluster-api/api/controlplane/kubeadm/v1beta1"
	controlplane "sigs.k8s.io/cluster-api/api/controlplane/kubeadm/v1beta2"
	oldcluster "sigs.k8s.io/cluster-api/api/core/v1beta1"
	cluster "sigs.k8s.io/cluster-api/api/core/v1beta2"
	bootstrapadmission "sigs.k8s.io/cluster-api/bootstrap/kubeadm/webhooks/admission"
	controlplaneadmission "sigs.k8s.io/cluster-api/controlplane/kubeadm/webhooks/admission"
	coreadmission "sigs.k8s.io/cluster-api/core/webhooks/admission"
	"sigs.k8s.io/cluster-api/feature"
)

// noClusters answers for clusters that run, of which there are none.
type noClusters struct{}

func (noClusters) GetReader(context.Context, client.ObjectKey) (client.Reader, error) {
	return nil, errors.New("no cluster runs in these tests")
}

func run() error {
	kubeconfig := flag.String("kubeconfig-file", "", "the API to look classes up in")
	port := flag.Int("port", 0, "port on 127.0.0.1")
	certificates := flag.String("certificates", "", "folder with webhooks.crt and webhooks.key")
	flag.Parse()
	ctrl.SetLogger(klog.Background())
	if err := feature.MutableGates.Set("ClusterTopology=true"); err != nil {
		return err
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		clientgoscheme.AddToScheme,
		oldaddons.AddToScheme, addons.AddToScheme,
		oldbootstrap.AddToScheme, bootstrap.AddToScheme,
		oldcontrolplane.AddToScheme, controlplane.AddToScheme,
		oldcluster.AddToScheme, cluster.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		return err
	}
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:                 scheme,
		Metrics:                metrics.Options{BindAddress: "0"},
		HealthProbeBindAddress: "0",
		WebhookServer: webhook.NewServer(webhook.Options{
			Host: "127.0.0.1", Port: *port, CertDir: *certificates, CertName: "webhooks.crt", KeyName: "webhooks.key",
		}),
	})
	if err != nil {
		return err
	}
	reader := manager.GetClient()
	for _, one := range []interface {
		SetupWebhookWithManager(ctrl.Manager) error
	}{
		&coreadmission.Cluster{Client: reader, ClusterCacheReader: noClusters{}},
		&coreadmission.ClusterClass{Client: reader},
		&coreadmission.ClusterResourceSet{},
		&coreadmission.ClusterResourceSetBinding{},
		&coreadmission.Machine{},
		&coreadmission.MachineDeployment{},
		&coreadmission.MachineHealthCheck{},
		&coreadmission.MachineSet{},
		&bootstrapadmission.KubeadmConfig{},
		&bootstrapadmission.KubeadmConfigTemplate{},
		&controlplaneadmission.KubeadmControlPlane{},
		&controlplaneadmission.KubeadmControlPlaneTemplate{},
	} {
		if err := one.SetupWebhookWithManager(manager); err != nil {
			return err
		}
	}
	return manager.Start(ctrl.SetupSignalHandler())
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
