using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Kubernetes.Validation;

/// <summary>Bounds of strings and numbers.</summary>
internal static class ScalarChecks
{
    internal static FieldError Invalid(string path, string shown, string problem) =>
        new(path, FieldErrorType.Invalid, $"{path} in body {problem}", shown);

    /// <summary>Only the first failing bound is reported, as upstream.</summary>
    internal static void Text(StructuralSchema schema, string text, string path, ValidationResult result)
    {
        var length = text.EnumerateRunes().Count();
        if (length > schema.MaxLength)
            result.Add(
                new FieldError(
                    path,
                    FieldErrorType.TooLong,
                    $"may not be more than {schema.MaxLength} {(schema.MaxLength == 1 ? "byte" : "bytes")}"
                )
            );
        else if (length < schema.MinLength)
            result.Add(Invalid(path, GoText.Quote(text), $"should be at least {schema.MinLength} chars long"));
        else if (!string.IsNullOrEmpty(schema.Pattern) && !Patterns.Compile(schema.Pattern).IsMatch(text))
            result.Add(Invalid(path, GoText.Quote(text), $"should match '{schema.Pattern}'"));
    }

    internal static void Number(StructuralSchema schema, JsonNode value, string path, ValidationResult result)
    {
        var number = value.Real()!.Value;
        var whole = value.Number();
        CheckRange(schema, number, whole, path, result);
        if (schema.MultipleOf is { } factor && !IsMultiple(number, whole, factor))
            Fail($"should be a multiple of {Limit(factor)}");
        if (schema.Minimum is { } min && (schema.ExclusiveMinimum ? number <= min : number < min))
            Fail($"should be greater than {(schema.ExclusiveMinimum ? "" : "or equal to ")}{Limit(min)}");
        if (schema.Maximum is { } max && (schema.ExclusiveMaximum ? number >= max : number > max))
            Fail($"should be less than {(schema.ExclusiveMaximum ? "" : "or equal to ")}{Limit(max)}");

        void Fail(string problem) => result.Add(Invalid(path, GoText.BadValue(value), problem));

        // Go compares an integer with the limit cut to an integer, and prints that.
        string Limit(double limit) => GoText.Number(whole is null ? limit : Math.Truncate(limit));
    }

    private static bool IsMultiple(double number, long? whole, double factor)
    {
        if (whole is { } integer && factor >= 1)
            return integer % (long)factor == 0;
        var quotient = factor < 1 ? 1 / factor * number : number / factor;
        return Math.Abs(quotient - Math.Round(quotient)) <= Math.Abs(quotient) * 1e-9;
    }

    private static void CheckRange(StructuralSchema schema, double number, long? whole, string path, ValidationResult result)
    {
        var bad = (schema.Type, schema.Format) switch
        {
            ("integer", "int32") => whole is not { } i
                ? number != Math.Truncate(number) || Math.Abs(number) > int.MaxValue
                : i is < int.MinValue or > int.MaxValue,
            ("integer", _) => whole is null && (number != Math.Truncate(number) || Math.Abs(number) >= 9.2233720368547758E18),
            ("number", "float") => Math.Abs(number) > float.MaxValue,
            _ => false,
        };
        if (!bad)
            return;
        var format = StringFormats.IsEnforced(schema.Type, schema.Format) ? $" with format {schema.Format}" : " (default format)";
        result.Add(new FieldError("", FieldErrorType.Invalid, $"Checked value must be of type {schema.Type}{format} in {path}", "\"\""));
    }
}
