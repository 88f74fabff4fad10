using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Formats;

/// <summary>
/// The string formats that the API server enforces (<c>apiextensions-apiserver/pkg/apiserver/validation/formats.go</c>); it ignores
/// all others. The names are compared without dashes, as there.
/// </summary>
internal static partial class StringFormats
{
    private static readonly Dictionary<string, Func<string, bool>> Known = new(StringComparer.Ordinal)
    {
        ["uri"] = s => Uri.TryCreate(s, UriKind.Absolute, out _) || (s.StartsWith('/') && Uri.IsWellFormedUriString(s, UriKind.Relative)),
        ["email"] = s => Email().IsMatch(s),
        ["hostname"] = s => s.Length <= 255 && Hostname().IsMatch(s),
        ["ipv4"] = s => Address(s)?.AddressFamily == AddressFamily.InterNetwork,
        ["ipv6"] = s => s.Contains(':', StringComparison.Ordinal) && Address(s)?.AddressFamily == AddressFamily.InterNetworkV6,
        ["cidr"] = IsCidr,
        ["mac"] = s =>
            s.Contains(':', StringComparison.Ordinal) | s.Contains('-', StringComparison.Ordinal)
            && PhysicalAddress.TryParse(s.ToUpperInvariant(), out _),
        ["uuid"] = s => Uuid().IsMatch(s),
        ["uuid3"] = s => Uuid().IsMatch(s) && Hex(s)[12] == '3',
        ["uuid4"] = s => Uuid().IsMatch(s) && Hex(s)[12] == '4' && IsVariant(Hex(s)[16]),
        ["uuid5"] = s => Uuid().IsMatch(s) && Hex(s)[12] == '5' && IsVariant(Hex(s)[16]),
        ["hexcolor"] = s => HexColor().IsMatch(s),
        ["byte"] = s => s.Length > 0 && Convert.TryFromBase64String(s, new byte[s.Length], out _),
        ["password"] = _ => true,
        ["date"] = s => DateTime.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ["duration"] = GoDuration.IsDuration,
        ["datetime"] = s =>
            DateTimePattern().IsMatch(s) && DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        ["k8sshortname"] = s => s.Length <= 63 && ShortName().IsMatch(s),
        ["k8slongname"] = s => s.Length <= 253 && LongName().IsMatch(s),
    };

    /// <summary>Whether the API server looks at a format for a type: it drops the ones it does not know.</summary>
    internal static bool IsEnforced(string? type, string? format) =>
        format is not null
        && type switch
        {
            null or "string" => Known.ContainsKey(Normal(format)),
            "integer" => format is "int32" or "int64",
            "number" => format is "float" or "double",
            _ => false,
        };

    /// <summary>Whether a text has a format; true for formats of numbers.</summary>
    internal static bool Matches(string format, string text) => !Known.TryGetValue(Normal(format), out var check) || check(text);

    /// <summary>An address as Go's <c>net.ParseIP</c> reads it: four decimal parts without leading zeros, or IPv6 without a zone.</summary>
    internal static IPAddress? Address(string text) =>
        IPAddress.TryParse(text, out var address)
        && !text.Contains('%', StringComparison.Ordinal)
        && !text.Contains('[', StringComparison.Ordinal)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address
            : null;

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Address(text[..slash]) is not { } address)
            return false;
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    private static string Normal(string format) => format.Replace("-", "", StringComparison.Ordinal);

    private static string Hex(string uuid) => uuid.Replace("-", "", StringComparison.Ordinal);

    private static bool IsVariant(char c) => c is '8' or '9' or 'a' or 'b' or 'A' or 'B';

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\z")]
    private static partial Regex Email();

    [GeneratedRegex(
        @"^([a-zA-Z0-9\p{S}\p{L}]([a-zA-Z0-9\p{S}\p{L}-]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.[a-zA-Z0-9\p{S}\p{L}]([a-zA-Z0-9\p{S}\p{L}-]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)*\z"
    )]
    private static partial Regex Hostname();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z")]
    private static partial Regex HexColor();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[tT ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([zZ]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex DateTimePattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex LongName();
}
