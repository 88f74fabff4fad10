using System.Text.Json.Nodes;
using CniOperator.Core.Api;
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
