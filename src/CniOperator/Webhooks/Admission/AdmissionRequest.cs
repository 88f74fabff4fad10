using System.Text.Json.Nodes;
using CniOperator.Core.Observation;

namespace CniOperator.Webhooks.Admission;

/// <summary>What an API server asks in an <c>admission.k8s.io/v1</c> AdmissionReview.</summary>
/// <param name="Uid">Names the request; the answer repeats it.</param>
/// <param name="Operation"><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</param>
/// <param name="SubResource">Such as <c>status</c>; empty for the object itself.</param>
/// <param name="Object">The object as it would be stored; <c>null</c> on DELETE.</param>
/// <param name="OldObject">The object as it is stored; <c>null</c> on CREATE.</param>
internal sealed record AdmissionRequest(string Uid, string Operation, string SubResource, NetworkObject? Object, NetworkObject? OldObject)
{
    /// <summary>The fields of a spec with which a person stops the operator, or tells it what its end means.</summary>
    private static readonly string[] Brakes = ["managementState", "deletionPolicy"];

    /// <summary>A new spec may come into force through this.</summary>
    internal bool AsksForSpec => Operation is "CREATE" or "UPDATE" && SubResource.Length == 0 && Object is { Deleting: false };

    /// <summary>The spec stays as it is: labels, finalizers, managedFields.</summary>
    internal bool KeepsSpec => OldObject is not null && JsonNode.DeepEquals(Object?.SpecJson, OldObject.SpecJson);

    /// <summary>Nothing but managementState and deletionPolicy changes.</summary>
    internal bool KeepsSpecButBrakes =>
        OldObject is not null && JsonNode.DeepEquals(WithoutBrakes(Object?.SpecJson), WithoutBrakes(OldObject.SpecJson));

    private static JsonObject? WithoutBrakes(JsonObject? spec)
    {
        var copy = spec?.DeepClone().AsObject();
        foreach (var field in Brakes)
            copy?.Remove(field);
        return copy;
    }
}
