using System.Text;
using System.Text.Json;

namespace CniOperator.Core.Rendering;

/// <summary>Takes the values of Secrets out of texts, also where they are encoded: as base64, or inside JSON.</summary>
/// <param name="values">The values.</param>
public sealed class SecretMask(IEnumerable<string> values)
{
    /// <summary>What stands in a value's place.</summary>
    public const string Hidden = "<hidden>";

    // Of a very short value every text is full; it is hidden where it stands alone.
    private const int ShortestInside = 4;

    private readonly Lazy<IReadOnlyList<string>> _forms = new(() =>
        [
            .. values
                .Select(v => v.TrimEnd('\r', '\n'))
                .Where(v => v.Length > 0)
                .SelectMany(Forms)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(f => f.Length),
        ]
    );

    /// <summary>The text without the values.</summary>
    public string Clean(string text) => _forms.Value.Aggregate(text, (clean, form) => clean == form ? Hidden
            : form.Length < ShortestInside ? clean
            : clean.Replace(form, Hidden, StringComparison.Ordinal));

    private static IEnumerable<string> Forms(string value) =>
        [
            value,
            JsonEncodedText.Encode(value).Value,
            Convert.ToBase64String(Encoding.UTF8.GetBytes(value)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(value + "\n")),
        ];
}
