"""What is simulated, and nothing else is: hypervisor, network agents, storage, backup store, balancer data path."""
