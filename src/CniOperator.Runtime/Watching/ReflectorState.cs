namespace CniOperator.Runtime.Watching;

/// <summary>All that a reflector remembers between two steps.</summary>
/// <param name="Phase">What to do next.</param>
/// <param name="ResourceVersion">The version that was seen last; <c>""</c> before the first list.</param>
/// <param name="Streams">Whether the server may know streaming lists: true until it refused one.</param>
/// <param name="Newest">Whether the next list must be the newest there is, because the last version is of no use.</param>
/// <param name="Failures">Failures in a row: the exponent of the backoff.</param>
internal sealed record ReflectorState(ReflectorPhase Phase, string ResourceVersion, bool Streams, bool Newest, int Failures)
{
    public static readonly ReflectorState Initial = new(ReflectorPhase.StreamingList, "", true, false, 0);

    /// <summary>
    /// The version that the next list must not be older than; <c>null</c>: the newest. The first one takes what the server has cached
    /// (<c>"0"</c>), as client-go's lists do: for the newest, the server's cache waits until etcd has confirmed that it misses nothing,
    /// which takes up to 100 ms for each kind.
    /// </summary>
    public string? From =>
        Newest ? null
        : ResourceVersion.Length == 0 ? "0"
        : ResourceVersion;
}
