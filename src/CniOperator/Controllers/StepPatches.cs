using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Decisions;
using CniOperator.Core.Judgements;
using CniOperator.Runtime.Client;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Resources;

namespace CniOperator.Controllers;

/// <summary>The steps that change a part of an object, by a patch.</summary>
internal sealed class StepPatches(IApiClient client)
{
    internal async Task TouchAsync(TouchStep step, ResourceKind? kind, NetworkMemory memory, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject { [ClusterNetworkApi.TouchedAnnotation] = step.Mark };
        var result = await client.PatchAsync(
            kind ?? throw StepFailures.NotServed(step.Key),
            new ObjectName(step.Key.Namespace, step.Key.Name),
            PatchType.Merge,
            new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } },
            ClusterNetworkApi.FieldManager,
            cancellationToken
        );
        memory.Writes.Written(step.Key, result);
    }

    // Applied, because of a list of conditions an apply changes those alone that it owns. A node that is gone needs none.
    internal async Task SetNodeAsync(NodeConditionStep step, ResourceKind? kind, CancellationToken cancellationToken)
    {
        var status = new JsonObject { ["conditions"] = new JsonArray([.. NodeConditions(step.State)]) };
        var body = new JsonObject
        {
            ["apiVersion"] = step.Key.ApiVersion,
            ["kind"] = step.Key.Kind,
            ["metadata"] = new JsonObject { ["name"] = step.Key.Name, ["uid"] = step.Uid },
            ["status"] = status,
        };
        try
        {
            await client.ApplyAsync(
                kind ?? throw StepFailures.NotServed(step.Key),
                body,
                new ApplyOptions(ClusterNetworkApi.FieldManager, Force: true) { Subresource = "status" },
                cancellationToken
            );
        }
        catch (ApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Deleted meanwhile, and perhaps another came by that name.
        }
    }

    private static IEnumerable<JsonNode> NodeConditions(NodeConditionState? state)
    {
        if (state is null)
            yield break;
        var since = StatusJson.Time(state.Since);
        yield return new JsonObject
        {
            ["type"] = ClusterNetworkApi.NodeCondition,
            ["status"] = state.Status,
            ["reason"] = state.Reason,
            ["message"] = state.Message,
            ["lastHeartbeatTime"] = since,
            ["lastTransitionTime"] = since,
        };
    }

    internal async Task TakeAwayAsync(TakeAwayStep step, ResourceKind? kind, CancellationToken cancellationToken)
    {
        try
        {
            await client.PatchAsync(
                kind ?? throw StepFailures.NotServed(step.Key),
                new ObjectName(step.Key.Namespace, step.Key.Name),
                PatchType.Json,
                step.Patch,
                ClusterNetworkApi.FieldManager,
                cancellationToken
            );
        }
        catch (ApiException e) when (e.Code == 422)
        {
            // A test in the patch failed.
            throw new ApiException("what is to be removed changed meanwhile") { Code = 409, Reason = "Conflict" };
        }
    }
}
