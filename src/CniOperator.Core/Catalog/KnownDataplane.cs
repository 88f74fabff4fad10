namespace CniOperator.Core.Catalog;

/// <summary>A dataplane that is recognised in a cluster: one that the catalog can install, or another.</summary>
/// <param name="Name">Its short name; an addon's name for one of the catalog.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Signature">How it is recognised.</param>
public sealed record KnownDataplane(string Name, string DisplayName, DataplaneSignature Signature)
{
    /// <summary>The CNI file that it writes; <c>null</c> when that is not known.</summary>
    public string? CniFile => Signature.CniFiles is [var file, ..] ? file : null;

    /// <summary>The dataplane of an addon; <c>null</c> when its descriptor does not say how it is recognised.</summary>
    internal static KnownDataplane? Of(Addon addon) =>
        addon.Signature is not { } signature
            ? null
            : new KnownDataplane(
                addon.Name,
                addon.DisplayName,
                signature with
                {
                    CniFiles = [.. signature.CniFiles.Prepend(addon.Cni.File).Distinct()],
                    ConditionReasons = [.. signature.ConditionReasons.Prepend(addon.Readiness.ConditionReason).Distinct()],
                }
            );
}
