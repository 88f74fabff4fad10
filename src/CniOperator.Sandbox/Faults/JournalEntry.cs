namespace CniOperator.Sandbox.Faults;

/// <summary>One HTTP request that the server answered.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, decoded.</param>
/// <param name="Query">The query string without its question mark; empty when there is none.</param>
/// <param name="Verb">The request verb as RBAC names it; <c>apply</c> for server-side apply.</param>
/// <param name="Resource">
/// The resource, with its subresource: <c>pods</c>, <c>daemonsets.apps/status</c>; empty for discovery and other paths.
/// </param>
/// <param name="Namespace">The namespace, if any.</param>
/// <param name="Name">The object's name, if the path or the body's metadata names one.</param>
/// <param name="UserAgent">The User-Agent header.</param>
/// <param name="ContentType">The request's Content-Type.</param>
/// <param name="Status">The HTTP status; 0 when the connection was closed without an answer.</param>
public sealed record JournalEntry(
    string Method,
    string Path,
    string Query,
    string Verb,
    string Resource,
    string? Namespace,
    string? Name,
    string UserAgent,
    string ContentType,
    int Status
)
{
    /// <summary>True for requests that may change something.</summary>
    public bool IsWrite => Verb is "create" or "update" or "patch" or "apply" or "delete" or "deletecollection";

    /// <summary>The request on one line, for assertions and their messages.</summary>
    public override string ToString() => $"{Method} {Path}{(Query.Length > 0 ? "?" : "")}{Query} -> {Status}";
}
