using System.Text.Json.Nodes;
using CniOperator.Health.Wire;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Connectivity;

/// <summary>The keys that agents and operator sign datagrams with, as the Secret has them. Never logged or printed.</summary>
public sealed class AgentKeys
{
    private AgentKeys(IReadOnlyDictionary<string, string> entries, WireKeys keys) => (Entries, Wire) = (entries, keys);

    /// <summary>The Secret's entries, in base64.</summary>
    public IReadOnlyDictionary<string, string> Entries { get; }

    /// <summary>The same, to sign and to check with.</summary>
    public WireKeys Wire { get; }

    /// <summary>One new key.</summary>
    /// <param name="random">At least <see cref="WireKey.LeastBytes"/> bytes that no one can foresee.</param>
    public static AgentKeys New(ReadOnlySpan<byte> random) =>
        Read(new Dictionary<string, string> { ["key-1"] = Convert.ToBase64String(random) })
        ?? throw new ArgumentException($"a key has at least {WireKey.LeastBytes} bytes", nameof(random));

    /// <summary>Those of a Secret; <c>null</c> when it holds none that can be used.</summary>
    public static AgentKeys? Of(JsonObject? secret) =>
        secret?["data"] is JsonObject data ? Read(data.ToDictionary(d => d.Key, d => d.Value.Text() ?? "", StringComparer.Ordinal)) : null;

    /// <summary>The same entries.</summary>
    public bool Says(AgentKeys other) =>
        ReferenceEquals(this, other)
        || (Entries.Count == other.Entries.Count && Entries.All(e => other.Entries.GetValueOrDefault(e.Key) == e.Value));

    /// <summary>How many there are, and nothing of them.</summary>
    public override string ToString() => $"{Entries.Count} entries";

    private static AgentKeys? Read(IReadOnlyDictionary<string, string> entries)
    {
        var read = new List<KeyValuePair<string, byte[]>>();
        foreach (var (name, text) in entries)
        {
            var bytes = new byte[text.Length];
            if (Convert.TryFromBase64String(text, bytes, out var length))
                read.Add(new(name, bytes[..length]));
        }

        return WireKeys.Parse(read, out _) is { } keys ? new AgentKeys(entries, keys) : null;
    }
}
