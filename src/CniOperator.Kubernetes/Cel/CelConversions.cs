using System.Globalization;
using System.Text;
using CniOperator.Kubernetes.Formats;
using static CniOperator.Kubernetes.Cel.CelFunctions;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Conversions between types, and size.</summary>
internal static class CelConversions
{
    internal static readonly KeyValuePair<string, Func<IReadOnlyList<object?>, CelBudget, object?>>[] All =
    [
        Entry("size", (a, _) => a[0] switch
            {
                string s => s.EnumerateRunes().LongCount(),
                byte[] b => (long)b.Length,
                List<object?> l => (long)l.Count,
                Dictionary<object, object?> m => (long)m.Count,
                _ => throw NoOverload(),
            }),
        Entry("int", (a, _) => a[0] switch
            {
                long i => i,
                ulong u => checked((long)u),
                double d => ToLong(d),
                string s => long.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i)
                    ? i
                    : throw Unreadable(s, "int"),
                DateTimeOffset t => t.ToUnixTimeSeconds(),
                _ => throw NoOverload(),
            }),
        Entry("uint", (a, _) => a[0] switch
            {
                ulong u => u,
                long i => checked((ulong)i),
                double d => d is >= 0 and < 18446744073709551616d ? (ulong)d : throw new OverflowException(),
                string s => ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var u) ? u : throw Unreadable(s, "uint"),
                _ => throw NoOverload(),
            }),
        Entry("double", (a, _) => a[0] switch
            {
                double or long or ulong => Convert.ToDouble(a[0], CultureInfo.InvariantCulture),
                string s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var d)
                    ? d
                    : throw Unreadable(s, "double"),
                _ => throw NoOverload(),
            }),
        Entry("string", (a, _) => a[0] switch
            {
                string s => s,
                bool b => b ? "true" : "false",
                double d => GoText.Number(d),
                long or ulong => Convert.ToString(a[0], CultureInfo.InvariantCulture),
                byte[] b => Utf8(b),
                DateTimeOffset t => t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
                TimeSpan t => GoText.Number(t.TotalSeconds) + "s",
                _ => throw NoOverload(),
            }),
        Entry("bytes", (a, _) => a[0] switch
            {
                byte[] b => b,
                string s => Encoding.UTF8.GetBytes(s),
                _ => throw NoOverload(),
            }),
        Entry("bool", (a, _) => a[0] switch
            {
                bool b => b,
                "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
                "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
                string s => throw Unreadable(s, "bool"),
                _ => throw NoOverload(),
            }),
        Entry("timestamp", (a, _) => a[0] switch
            {
                DateTimeOffset t => t,
                string s when StringFormats.Matches("date-time", s) => DateTimeOffset.Parse(
                    s,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                ),
                string s => throw Unreadable(s, "google.protobuf.Timestamp"),
                _ => throw NoOverload(),
            }),
        Entry("duration", (a, _) => a[0] switch
            {
                TimeSpan t => t,
                string s => GoDuration.TryParse(s, out var d) ? d : throw Unreadable(s, "google.protobuf.Duration"),
                _ => throw NoOverload(),
            }),
        Entry("type", (a, _) => new CelTypeValue(CelValues.TypeName(a[0]))),
        Entry("dyn", (a, _) => a[0]),
    ];

    private static long ToLong(double value) =>
        value is > -9223372036854775808d and < 9223372036854775808d ? (long)value : throw new OverflowException();

    private static string Utf8(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new CelEvaluationException("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static CelEvaluationException Unreadable(string text, string type) =>
        new($"type conversion error from {GoText.Quote(text)} to '{type}'");
}
