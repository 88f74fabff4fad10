namespace CniOperator.Core.Catalog;

/// <summary>One thing that decides on the network, and where an object states it.</summary>
/// <param name="Name">What it is, for people: <c>the VXLAN network identifier</c>.</param>
/// <param name="Path">Where it is in the object, as kubectl's JSONPath: <c>.data['net-conf.json']</c>.</param>
/// <param name="Format">
/// What is at <paramref name="Path"/>: <c>json</c>, a text that holds JSON; <c>flags</c>, a command line; <c>image</c>, an image reference,
/// of which the release line counts; <c>null</c> for the value itself.
/// </param>
/// <param name="Within">Where it is in that JSON, or the flag's name; <c>null</c> for other formats.</param>
/// <param name="Default">What it is where nothing is stated.</param>
/// <param name="Setting">The field of a ClusterNetwork that sets it; <c>null</c> when none does.</param>
/// <param name="Effect">What a change of it does to a running network, as a sentence.</param>
/// <param name="Secret">Its value is shown nowhere.</param>
public sealed record AddonNetworkField(
    string Name,
    string Path,
    string? Format,
    string? Within,
    string Default,
    string? Setting,
    string Effect,
    bool Secret
)
{
    /// <summary>
    /// What to do to keep a value, as the beginning of a sentence, by the value in words: for settings that have other words than the
    /// object.
    /// </summary>
    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();
}
