using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Core.Validation;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Commands;

/// <summary>A problem of the text or a finding about the spec, with its place in the file; without a file, <see cref="File"/> is empty.</summary>
internal sealed record Remark(string File, int Line, int Column, Finding Finding)
{
    public bool Blocks => Finding.Blocks;

    public static Remark Of(DocumentProblem problem) =>
        new(
            problem.File,
            problem.Line,
            problem.Column,
            new Finding("document", Severity.Error, problem.Field, problem.Message, problem.Fix)
        );

    /// <summary>About what stands in no file.</summary>
    public static Remark Of(Finding finding) => new("", 0, 0, finding);

    public static Remark Of(Finding finding, string file, SourceMap source)
    {
        // A finding about an addon's own file has that file's place for a subject.
        var colon = finding.Subject.LastIndexOf(':');
        if (colon > 0 && int.TryParse(finding.Subject.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            return new Remark(finding.Subject[..colon], line, 1, finding with { Subject = "" });
        var position = source.Find(finding.Subject);
        return new Remark(file, position.Line, position.Column, finding);
    }

    /// <summary>Two lines that editors and people understand: the place and what is wrong, then how to mend it.</summary>
    public void Write(TextWriter output)
    {
        var severity = Finding.Severity.ToString().ToLowerInvariant();
        var rule = Finding.Rule == "document" ? "" : $" [{Finding.Rule}]";
        var subject = Finding.Subject.Length == 0 ? "" : $"{Finding.Subject}: ";
        var place = File.Length == 0 ? "" : $"{File}:{Line}:{Column}: ";
        output.WriteLine($"{place}{severity}: {subject}{Finding.Message}{rule}{(Finding.Acknowledged ? " (acknowledged)" : "")}");
        if (Finding.Fix.Length > 0)
            output.WriteLine($"    fix: {Finding.Fix}");
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["rule"] = Finding.Rule, ["severity"] = Finding.Severity.ToString() };
        if (File.Length > 0)
        {
            json["file"] = File;
            json["line"] = Line;
            json["column"] = Column;
        }

        json["subject"] = Finding.Subject;
        json["message"] = Finding.Message;
        json["fix"] = Finding.Fix;
        json["acknowledged"] = Finding.Acknowledged;
        return json;
    }
}
