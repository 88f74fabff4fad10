using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Decisions;

/// <summary>The two switches that hold even while the rest of a spec is invalid: a person must always be able to stop the operator.</summary>
internal static class SpecFlags
{
    internal static bool IsPaused(this JsonObject? spec) => spec.Text("managementState") == "Paused";

    internal static bool RemovesOnDeletion(this JsonObject? spec) => spec.Text("deletionPolicy") == "Remove";
}
