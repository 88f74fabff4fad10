using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Documents;

namespace CniOperator.Core.Catalog.Descriptor;

/// <summary>Collects what is wrong with one descriptor.</summary>
internal sealed class DescriptorProblems(string file, SourceMap source, List<DocumentProblem> problems)
{
    /// <summary>Swallows what follows from a problem that is already reported.</summary>
    internal static DescriptorProblems Nowhere { get; } = new("", new SourceMap(), []);

    internal void Add(string path, string message, string fix)
    {
        var place = source.Find(path);
        problems.Add(new DocumentProblem(file, place.Line, place.Column, path, message, fix));
    }
}
