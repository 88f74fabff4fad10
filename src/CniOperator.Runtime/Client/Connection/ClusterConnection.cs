using System.Security.Cryptography;
using CniOperator.Runtime.Client.Http;
using k8s;
using k8s.Exceptions;

namespace CniOperator.Runtime.Client.Connection;

/// <summary>Where the API server is and who we are.</summary>
public static class ClusterConnection
{
    /// <summary>
    /// An explicit kubeconfig file, else <c>KUBECONFIG</c>, else the in-cluster account, else <c>~/.kube/config</c>.
    /// </summary>
    /// <exception cref="ClusterConnectionException">
    /// There is none, or it cannot be read; the message names the file and what is wrong.
    /// </exception>
    public static KubernetesClientConfiguration Load(string? kubeconfigPath = null, string? context = null)
    {
        var fromEnvironment = Environment.GetEnvironmentVariable("KUBECONFIG");
        if (string.IsNullOrEmpty(kubeconfigPath) && string.IsNullOrEmpty(fromEnvironment) && KubernetesClientConfiguration.IsInCluster())
            return Guard("the in-cluster service account", KubernetesClientConfiguration.InClusterConfig);
        var path =
            !string.IsNullOrEmpty(kubeconfigPath) ? kubeconfigPath
            : !string.IsNullOrEmpty(fromEnvironment) ? fromEnvironment.Split(Path.PathSeparator)[0]
            : KubernetesClientConfiguration.KubeConfigDefaultLocation;
        if (!File.Exists(path))
        {
            throw new ClusterConnectionException(
                $"no cluster: {path} {(Directory.Exists(path) ? "is a folder" : "does not exist, and this is not a pod")}. "
                    + "Pass --kubeconfig, or set KUBECONFIG to a kubeconfig file."
            );
        }

        return Guard(path, () => KubernetesClientConfiguration.BuildConfigFromConfigFile(path, context));
    }

    /// <summary>A client outside of the operator's host, for commands: no leader election, no metrics.</summary>
    /// <param name="configuration">From <see cref="Load"/>.</param>
    /// <param name="userAgent">Names the program in audit logs, <c>name/version</c>.</param>
    /// <param name="clock">For deadlines; <c>null</c>: the system's.</param>
    /// <exception cref="ClusterConnectionException">A certificate or credential in the configuration cannot be used.</exception>
    public static IApiClient CreateClient(KubernetesClientConfiguration configuration, string userAgent, TimeProvider? clock = null) =>
        new ApiClient(CreateTransport(configuration, userAgent, clock ?? TimeProvider.System));

    internal static ApiTransport CreateTransport(KubernetesClientConfiguration configuration, string userAgent, TimeProvider clock) =>
        Guard($"the configuration of {configuration.Host}", () =>
            new ApiTransport(
                ApiHttp.Connect(configuration),
                Address(configuration),
                ApiHttp.Credentials(configuration),
                userAgent,
                clock,
                new Random(RandomNumberGenerator.GetInt32(int.MaxValue))
            )
        );

    private static Uri Address(KubernetesClientConfiguration configuration) =>
        Uri.TryCreate(configuration.Host, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new KubeConfigException($"the server's address '{configuration.Host}' must be a URL, as https://10.0.0.1:6443");

    private static T Guard<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is KubeConfigException
                        or KubernetesException
                        or IOException
                        or UnauthorizedAccessException
                        or CryptographicException
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or YamlDotNet.Core.YamlException
                        or NullReferenceException
                        or KeyNotFoundException
            )
        {
            // KubernetesClient's reader throws a null reference at an empty document, which explains nothing.
            var why = e is NullReferenceException ? "it is empty, or not a kubeconfig." : $"{e.Message.TrimEnd('.')}.";
            throw new ClusterConnectionException($"{source} cannot be used: {why} Fix it, or name another one with --kubeconfig.", e);
        }
    }
}
