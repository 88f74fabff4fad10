namespace CniOperator.Core.Catalog;

/// <summary>One version of an addon.</summary>
/// <param name="Version">As upstream tags it: <c>v0.28.9</c>.</param>
/// <param name="Tags">Image key to tag.</param>
/// <param name="Features">Names that templates ask for: what this version can that others cannot.</param>
/// <param name="MinKubernetes">The oldest Kubernetes that it is meant for: <c>1.29</c>.</param>
public sealed record AddonVersion(
    string Version,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Features,
    string MinKubernetes
);
