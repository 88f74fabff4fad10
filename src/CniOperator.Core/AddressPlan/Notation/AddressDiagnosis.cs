namespace CniOperator.Core.AddressPlan.Notation;

/// <summary>Says why a text is not an address; only asked about texts that are none.</summary>
internal static class AddressDiagnosis
{
    internal static TextProblem Of(string text)
    {
        if (CharacterDiagnosis.Of(text, Readable) is { } odd)
            return odd;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
            return new TextProblem("has a prefix length, and a single address is wanted", Readable(text[..slash]));
        return OfPart(text);
    }

    /// <summary>Of a text without characters that are in no address.</summary>
    internal static TextProblem OfPart(string text)
    {
        if (text.Length == 0)
            return new TextProblem("has no address");
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone >= 0)
            return new TextProblem($"has the zone {text[zone..]}, and a zone means something on one host alone", Readable(text[..zone]));
        if (HasPort(text))
            return new TextProblem("has a port", Readable(text[..text.IndexOf(':', StringComparison.Ordinal)]));
        return text.Contains(':', StringComparison.Ordinal) ? Ipv6Diagnosis.Of(text) : Ipv4Diagnosis.Of(text);
    }

    private static bool HasPort(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && AddressText.TryReadIpv4(text.AsSpan(0, colon), out _) && !text.AsSpan(colon + 1).Contains(':');
    }

    private static string? Readable(string text) => AddressText.TryRead(text, out var address) ? address.ToString() : null;
}
