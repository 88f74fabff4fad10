using System.Text.Json.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Commands;

/// <summary>
/// A problem of the text or a finding about the spec, with its place in the file; without a file, <see cref="File"/> is empty.
/// </summary>
internal sealed record Remark(string File, int Line, int Column, Finding Finding)
{
    // What the schema forbids has no id of its own; programs see this one.
    private static readonly Rule Document = new("document", Severity.Error, RuleArea.Spec, Acknowledgeable: false);

    public bool Blocks => Finding.Blocks;

    // A place in a file is said before the words, as every remark's is.
    private string Subject => File.Length > 0 && Finding.Subject is FileSubject ? "" : Finding.Subject.ToString();

    public static Remark Of(DocumentProblem problem) =>
        new(
            problem.File,
            problem.Line,
            problem.Column,
            new Finding(Document, new FieldSubject(problem.Field), problem.Message, problem.Fix)
        );

    /// <summary>About what stands in no file.</summary>
    public static Remark Of(Finding finding) => new("", 0, 0, finding);

    public static Remark Of(Finding finding, string file, SourceMap source)
    {
        if (finding.Subject is FileSubject place)
            return new Remark(place.File, place.Line, 1, finding);
        var position = source.Find(finding.Subject is FieldSubject field ? field.Path : "");
        return new Remark(file, position.Line, position.Column, finding);
    }

    /// <summary>Two lines that editors and people understand: the place and what is wrong, then how to fix it.</summary>
    public void Write(TextWriter output)
    {
        var severity = Finding.Severity.ToString().ToLowerInvariant();
        var rule = Finding.Rule == Document ? "" : $" [{Finding.Rule}]";
        var subject = Subject.Length == 0 ? "" : $"{Subject}: ";
        var place = File.Length == 0 ? "" : $"{File}:{Line}:{Column}: ";
        output.WriteLine($"{place}{severity}: {subject}{Finding.Message}{rule}{(Finding.Acknowledged ? " (acknowledged)" : "")}");
        if (Finding.Fix.Length > 0)
            output.WriteLine($"    fix: {Finding.Fix}");
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["rule"] = Finding.Rule.Id, ["severity"] = Finding.Severity.ToString() };
        if (File.Length > 0)
        {
            json["file"] = File;
            json["line"] = Line;
            json["column"] = Column;
        }

        json["subject"] = Subject;
        json["message"] = Finding.Message;
        json["fix"] = Finding.Fix;
        json["acknowledged"] = Finding.Acknowledged;
        return json;
    }
}
