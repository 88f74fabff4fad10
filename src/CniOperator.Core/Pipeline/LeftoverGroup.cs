namespace CniOperator.Core.Pipeline;

/// <summary>Things of one kind that stay on nodes.</summary>
/// <param name="Key">What it is called in JSON: <c>iptablesChains</c>.</param>
/// <param name="Title">What it is called in sentences: <c>iptables chains</c>.</param>
/// <param name="RemoveWith">How each entry is removed.</param>
/// <param name="Entries">Names; they may end in <c>*</c>.</param>
public sealed record LeftoverGroup(string Key, string Title, string RemoveWith, IReadOnlyList<string> Entries);
