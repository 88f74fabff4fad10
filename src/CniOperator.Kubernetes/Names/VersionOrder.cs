using System.Globalization;
using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Names;

/// <summary>
/// Which of a group's versions discovery prefers: GA over beta over alpha, then the higher number, then by name (apimachinery
/// <c>version.CompareKubeAwareVersionStrings</c>).
/// </summary>
public sealed partial class VersionOrder : IComparer<string>
{
    /// <summary>The preferred version first.</summary>
    public static VersionOrder PreferredFirst { get; } = new();

    /// <summary>Negative when <paramref name="x"/> is preferred to <paramref name="y"/>.</summary>
    public int Compare(string? x, string? y)
    {
        var left = Rank(x ?? "");
        var right = Rank(y ?? "");
        var byRank = right.CompareTo(left);
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
    }

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        var match = Known().Match(version);
        if (!match.Success)
            return (0, 0, 0);
        var stability = match.Groups["stage"].Value switch
        {
            "" => 3,
            "beta" => 2,
            _ => 1,
        };
        return (stability, Number(match.Groups["major"].Value), Number(match.Groups["minor"].Value));
    }

    private static int Number(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("^v(?<major>[0-9]+)((?<stage>alpha|beta)(?<minor>[0-9]+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Known();
}
