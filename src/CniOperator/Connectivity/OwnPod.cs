using CniOperator.Core.Connectivity;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;
using Microsoft.Extensions.Logging;

namespace CniOperator.Connectivity;

/// <summary>Finds out which image this process was started from: agents are of the same.</summary>
internal sealed class OwnPod(IApiClient client, MonitorInputs inputs, TimeProvider time, ILogger log)
{
    private const string Container = "cni-operator";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private static readonly ResourceType<Unstructured> Type = Unstructured.Of(
        KubernetesKinds.Pods,
        KeptFields.Of("spec.imagePullSecrets.name", "spec.containers.name", "spec.containers.image")
    );

    /// <summary>What agents are rendered from; <c>null</c>, and a line in the log, when it cannot be known.</summary>
    internal async Task<AgentSettings?> SettingsAsync(CancellationToken cancellationToken)
    {
        var pod = inputs.PodName is { Length: > 0 } name ? await FindAsync(name, cancellationToken) : null;
        var containers = pod?.Json.Items("spec", "containers").ToList() ?? [];
        var container = containers.FirstOrDefault(c => c.Text("name") == Container) ?? containers.FirstOrDefault();
        var secrets = pod?.Json.Items("spec", "imagePullSecrets").Select(s => s.Text("name") ?? "").Where(n => n.Length > 0) ?? [];
        if ((inputs.Image ?? container.Text("image")) is { Length: > 0 } image)
            return new AgentSettings(image, [.. secrets], [.. inputs.Addresses.Select(a => a.ToString())]);
        log.LogWarning(
            "connectivity is not observed: which image health agents are to run is not known ({Why}); set --agent-image",
            string.IsNullOrEmpty(inputs.PodName) ? "POD_NAME is not set"
                : pod is null ? $"there is no pod {inputs.Namespace}/{inputs.PodName}"
                : "the pod names none"
        );
        return null;
    }

    private async Task<Unstructured?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // A list, because the operator may list pods, and get only some.
        var scope = new ListScope(inputs.Namespace, null, $"metadata.name={name}");
        for (var said = false; ; said = true)
        {
            try
            {
                var pods = await client.ListAsync(Type, scope, cancellationToken);
                return pods.Items is [var pod, ..] ? pod : null;
            }
            catch (ApiException e)
            {
                if (!said)
                    log.LogWarning("own pod {Pod}: {Error}; trying again", name, e.Message);
                await Task.Delay(Again, time, cancellationToken);
            }
        }
    }
}
