using k8s;

namespace CniOperator.Runtime.Client;

/// <summary>Where the API server is and who we are.</summary>
public static class ClusterConnection
{
    /// <summary>
    /// An explicit kubeconfig file, else <c>KUBECONFIG</c>, else the in-cluster account, else <c>~/.kube/config</c>.
    /// </summary>
    /// <exception cref="ClusterConnectionException">There is none, or it cannot be read; the message names the file and what is wrong.</exception>
    public static KubernetesClientConfiguration Load(string? kubeconfigPath = null, string? context = null) => throw new NotImplementedException();

    /// <summary>A client outside of the operator's host, for commands: no leader election, no metrics.</summary>
    public static IApiClient CreateClient(KubernetesClientConfiguration configuration, string userAgent, TimeProvider? clock = null) =>
        throw new NotImplementedException();
}
