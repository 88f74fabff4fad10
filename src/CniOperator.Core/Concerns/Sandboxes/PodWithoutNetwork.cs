namespace CniOperator.Core.Concerns.Sandboxes;

/// <summary>An ordinary pod that gets no network, again and again.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Pod">Namespace and name.</param>
/// <param name="Words">What the plugin says.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When it no longer counts, if nothing more is told.</param>
internal sealed record PodWithoutNetwork(string Node, string Pod, string Words, int Attempts, DateTimeOffset Since, DateTimeOffset Until);
