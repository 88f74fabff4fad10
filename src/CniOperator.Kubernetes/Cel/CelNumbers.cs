using System.Globalization;

namespace CniOperator.Kubernetes.Cel;

/// <summary>Makes values of number tokens.</summary>
internal static class CelNumbers
{
    /// <exception cref="CelCompileException">The number is out of range.</exception>
    internal static CelLiteral Literal(string text, CelToken token, string sign, int offset)
    {
        var hex = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (token.Kind == CelTokenKind.Double)
            return new CelLiteral(double.Parse(sign + token.Text, CultureInfo.InvariantCulture), offset);
        if (
            !ulong.TryParse(
                hex ? token.Text.AsSpan(2) : token.Text,
                hex ? NumberStyles.HexNumber : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
            throw new CelCompileException(text, offset, token.Kind == CelTokenKind.Uint ? "invalid uint literal" : "invalid int literal");
        if (token.Kind == CelTokenKind.Uint)
            return new CelLiteral(value, offset);
        var limit = sign.Length == 0 ? (ulong)long.MaxValue : (ulong)long.MaxValue + 1;
        if (value > limit)
            throw new CelCompileException(text, offset, "invalid int literal");
        return new CelLiteral(sign.Length == 0 ? (long)value : unchecked(-(long)value), offset);
    }
}
