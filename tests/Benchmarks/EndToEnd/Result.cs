namespace CniOperator.Benchmarks.EndToEnd;

/// <summary>One run of the operator.</summary>
/// <param name="Time">From the creation of the ClusterNetwork to the last object.</param>
/// <param name="UntilLast">Its requests until then, by method; GETs are watches except one of the server's version.</param>
/// <param name="Afterwards">Its requests in the second that followed: status, events, lease.</param>
internal sealed record Result(TimeSpan Time, IReadOnlyDictionary<string, int> UntilLast, IReadOnlyDictionary<string, int> Afterwards)
{
    internal int Requests => UntilLast.Values.Sum();
}
