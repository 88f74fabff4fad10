using CniOperator.Core.Connectivity.Details;
using CniOperator.Kubernetes.Objects;
using CniOperator.Runtime.Abstractions;

namespace CniOperator.Connectivity;

/// <summary>
/// <c>/connectivity</c>: all that is known, and <c>/connectivity/NODE</c>: of one node every edge. The page of all nodes is made once for
/// each judgement, however often it is asked for.
/// </summary>
internal sealed class ConnectivityPage(IConnectivityDetails details) : IPage
{
    private volatile MadePage? _made;

    /// <inheritdoc/>
    public string Path => "/connectivity";

    /// <inheritdoc/>
    public string Absent =>
        "no connectivity was judged by this process: it does not lead, takes no reports of health agents, or has just started";

    /// <inheritdoc/>
    public string? Json(string below)
    {
        if (details.Newest is not { } newest)
            return null;
        if (below.Length > 0)
            return Text(newest, below);
        if (_made is { } made && ReferenceEquals(made.Of, newest))
            return made.Json;
        var text = Text(newest, null);
        _made = new MadePage(newest, text);
        return text;
    }

    private static string Text(JudgedConnectivity newest, string? node) =>
        JsonText.Of(ConnectivityDetails.Of(newest.Network, newest.Facts, newest.Judgement, node));

    private sealed record MadePage(JudgedConnectivity Of, string Json);
}
