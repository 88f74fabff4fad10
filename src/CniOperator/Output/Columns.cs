namespace CniOperator.Output;

/// <summary>A table in aligned columns without lines, as kubectl prints one: good to read, good to cut.</summary>
internal sealed class Columns(params string[] headers)
{
    private const int Gap = 3;
    private readonly List<string[]> _rows = [headers];

    public bool IsEmpty => _rows.Count == 1;

    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(c => string.IsNullOrEmpty(c) ? "-" : c.ReplaceLineEndings(" "))]);

    public void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, headers.Length).Select(i => _rows.Max(r => r[i].Length) + Gap).ToArray();
        foreach (var row in _rows)
            output.WriteLine(string.Concat(row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
