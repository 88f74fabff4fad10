using System.Net;

namespace CniOperator.Kubernetes.Formats;

/// <summary>Networks as objects write them.</summary>
internal static class IPNetworkText
{
    internal const string CidrMessage = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    /// <summary>Whether a text is an address with a prefix length. Host bits are allowed, as the API server allows them.</summary>
    internal static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && int.TryParse(text.AsSpan(slash + 1), out var length)
            && length >= 0
            && length <= (address.GetAddressBytes().Length * 8);
    }
}
