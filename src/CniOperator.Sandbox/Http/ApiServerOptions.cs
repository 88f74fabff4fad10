namespace CniOperator.Sandbox.Http;

/// <summary>How the embedded API server listens.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 lets the system choose a free one.</summary>
    public int Port { get; init; }

    /// <summary>How often an idle watch that asked for bookmarks gets one.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The version that <c>/version</c> states.</summary>
    public string GitVersion { get; init; } = "v1.36.2";

    /// <summary>What a container wrote, by namespace, pod and container; <c>null</c> for nothing yet.</summary>
    public Func<string, string, string, string?> Log { get; init; } = (_, _, _) => null;
}
