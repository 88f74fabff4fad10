using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Commands.Connectivity;

/// <summary>
/// Reads the operator's page of connectivity through the API server, so that no other way to it is needed. All pods of
/// the operator are asked at once: the one that leads has something to say.
/// </summary>
internal sealed class DetailsReader(IApiClient client, TimeProvider clock)
{
    private const string Namespace = ClusterNetworkApi.OperatorNamespace;
    private const string Label = "app.kubernetes.io/name=cni-operator";
    private const long UsualPort = 8080;

    // A pod of a node that is down lets the API server wait for longer than a person wants to.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The details; of one node, with all its edges, or of all.</summary>
    public async Task<DetailsAnswer> ReadAsync(string? node, CancellationToken cancellationToken)
    {
        List<JsonObject> pods;
        try
        {
            var all = await client.ListAsync(Unstructured.Of(KubernetesKinds.Pods), new ListScope(Namespace, Label), cancellationToken);
            pods = [.. all.Items.Select(p => p.Json).Where(p => p.Text("status", "phase") == "Running")];
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return DetailsAnswer.Never($"your account may not list pods in {Namespace}, where the operator answers: ask for that right");
        }

        if (pods.Count == 0)
            return DetailsAnswer.Never(
                $"no pod of the operator runs in {Namespace}; an operator that runs elsewhere serves /connectivity at its --metrics-bind-address"
            );
        return await FirstAsync(pods, node, cancellationToken);
    }

    private async Task<DetailsAnswer> FirstAsync(List<JsonObject> pods, string? node, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        DetailsAnswer? worst = null;
        await foreach (var asked in Task.WhenEach(pods.Select(p => AskAsync(p, node, enough.Token))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = asked.IsCanceled
                ? DetailsAnswer.NotNow($"no pod of the operator answered within {Patience.TotalSeconds:0} s")
                : await asked;
            if (answer.Details is not null)
            {
                await enough.CancelAsync();
                return answer;
            }

            // What one that leads has said explains more than what a stand-by says.
            if (worst is null || answer.Lasts)
                worst = answer;
        }

        return worst!;
    }

    private async Task<DetailsAnswer> AskAsync(JsonObject pod, string? node, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{Namespace}/pods/{pod.Name()}:{Port(pod)}/proxy/connectivity";
        try
        {
            var page = await client.GetRawAsync(node is null ? path : $"{path}/{Uri.EscapeDataString(node)}", cancellationToken);
            return page is JsonObject json
                ? DetailsAnswer.Of(new Details(json))
                : DetailsAnswer.Never($"what pod {pod.Name()} answers is not a page of connectivity");
        }
        catch (ApiException e) when (e.IsForbidden)
        {
            return DetailsAnswer.Never($"your account may not ask the operator's pod: ask for the right get on pods/proxy in {Namespace}");
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return DetailsAnswer.Never($"pod {pod.Name()} serves no page of connectivity: its operator is of an earlier version");
        }
        catch (ApiException e)
        {
            return DetailsAnswer.NotNow(
                $"pod {pod.Name()} has nothing to show: {(e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message).Trim().ReplaceLineEndings(" ")}"
            );
        }
    }

    private static long Port(JsonObject pod) =>
        pod.Items("spec", "containers")
            .SelectMany(c => c.Items("ports"))
            .FirstOrDefault(p => p.Text("name") == "metrics")
            .Number(UsualPort, "containerPort");
}
