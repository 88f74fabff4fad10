namespace CniOperator.Runtime.Client.Requests;

/// <summary>One call, described so that it can be sent more than once and named in an error.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery, string Verb, string Resource, string? Name = null)
{
    /// <summary>The default deadline of one call, retries included.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>Whether sending it twice does the same as sending it once, so that 429 and 503 may be retried.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Whether it is refused once leadership is lost. All writes are, but the Lease's own.</summary>
    public bool Fenced { get; init; }

    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>As errors name it: <c>patch daemonsets.apps example/proxy</c>.</summary>
    public override string ToString() => Name is null ? $"{Verb} {Resource}" : $"{Verb} {Resource} {Name}";
}
