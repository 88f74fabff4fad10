using System.Text.Json.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Operator.Tests.Entrances;

/// <summary>A finding as any entrance gives it.</summary>
internal sealed record Said(string Rule, string Severity, string Subject, string Message)
{
    // Of a text, what the schema forbids has this id; of an object, the other.
    private const string Document = "document";
    private const string Unreadable = "spec/unreadable";

    internal static Said Of(Finding finding) =>
        new(finding.Rule.Id, finding.Severity.ToString(), finding.Subject.ToString(), finding.Message);

    internal static Said Of(JsonObject json)
    {
        var rule = json.Text("rule")!;
        return new Said(
            rule == Document ? Unreadable : rule,
            json.Text("severity")!,
            json.Text("subject") is { Length: > 0 } subject ? subject
                : rule == Document ? "spec"
                : $"{json.Text("file")}:{json.Number(0, "line")}",
            json.Text("message")!
        );
    }

    internal static IReadOnlyList<string> Sorted(IEnumerable<Said> said) =>
        [.. said.Select(s => s.ToString()).Order(StringComparer.Ordinal)];
}
