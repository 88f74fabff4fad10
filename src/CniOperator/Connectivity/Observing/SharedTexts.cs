using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Connectivity.Observing;

/// <summary>One text in memory for texts that are the same: names of nodes, labels of a DaemonSet's pods.</summary>
internal static class SharedTexts
{
    // What pods have of their own, as a message, is pooled too; then the pool begins again.
    private const int Most = 20_000;

    private static readonly ConcurrentDictionary<string, string> Pool = new(StringComparer.Ordinal);

    internal static string Of(string text)
    {
        if (Pool.Count > Most)
            Pool.Clear();
        return text.Length == 0 ? "" : Pool.GetOrAdd(text, text);
    }

    internal static string Of(JsonNode? node) => node is null ? "" : Of(JsonText.Of(node));
}
