using System.Text.RegularExpressions;

namespace CniOperator.Kubernetes.Documents;

/// <summary>The position of each field of a document in its file.</summary>
public sealed partial class SourceMap
{
    private readonly Dictionary<string, SourcePosition> _positions = new(StringComparer.Ordinal);

    /// <summary>
    /// The position of a field's key (of an entry's first character, for lists); for a path that the document lacks, that of its nearest
    /// existing parent. Paths read as Kubernetes writes them: <c>spec.podNetwork.cidrs[0]</c>, <c>metadata.labels[a.b/c]</c>.
    /// </summary>
    public SourcePosition Find(string path)
    {
        for (var at = Dotted(path); ; at = Parent(at))
        {
            if (_positions.TryGetValue(at, out var position))
                return position;
            if (at.Length == 0)
                return new SourcePosition(1, 1);
        }
    }

    internal void Add(string path, int line, int column) => _positions.TryAdd(path, new SourcePosition(line, column));

    /// <summary>Keys of maps follow a dot here, so that both notations match: only list positions keep their brackets.</summary>
    private static string Dotted(string path) => MapKey().Replace(path, ".$1");

    [GeneratedRegex(@"\[([^\[\]]*[^0-9\[\]][^\[\]]*)\]")]
    private static partial Regex MapKey();

    private static string Parent(string path)
    {
        if (path.EndsWith(']'))
            return path[..Math.Max(0, path.LastIndexOf('['))];
        var dot = path.LastIndexOf('.');
        return dot < 0 ? "" : path[..dot];
    }
}
