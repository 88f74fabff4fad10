namespace CniOperator.Core.Coexistence;

/// <summary>How many pods still belong to the network before this one, as far as they were looked through.</summary>
public sealed record PodCensus
{
    private const int MostNamed = 3;

    /// <summary>Nothing was looked at yet.</summary>
    public static PodCensus Begun { get; } = new();

    /// <summary>When the last of it was looked at.</summary>
    public DateTimeOffset TakenAt { get; init; }

    /// <summary>Where to go on, as the API server says; empty for the beginning, <c>null</c> when all were looked at.</summary>
    public string? Next { get; init; }

    /// <summary>How many were looked at.</summary>
    public int Pods { get; init; }

    /// <summary>Those with an address outside of this network.</summary>
    public int Outside { get; init; }

    /// <summary>Those whose network was set up before this one was there.</summary>
    public int Older { get; init; }

    /// <summary>The first of them, as <c>namespace/name</c>.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>All of them.</summary>
    public int Former => Outside + Older;

    /// <summary>With one more pod.</summary>
    internal PodCensus With(FormerPod kind, string name) =>
        this with
        {
            Pods = Pods + 1,
            Outside = Outside + (kind == FormerPod.Outside ? 1 : 0),
            Older = Older + (kind == FormerPod.Older ? 1 : 0),
            Named = kind != FormerPod.No && Named.Count < MostNamed ? [.. Named, name] : Named,
        };
}
