using System.Globalization;
using CniOperator.Output;

namespace CniOperator.Commands.Connectivity;

/// <summary>
/// The matrix for people: one character a pair, rows probe columns. Marks say the state without colours; colours say it again, and how
/// long the way takes.
/// </summary>
internal sealed class MatrixText(Palette palette)
{
    private const int Slow = 3;
    private const int VerySlow = 10;

    // Less than that is not slow, however fast the others are.
    private const long Noise = 500;

    private static readonly (MatrixCell Cell, char Mark, string Words)[] Legend =
    [
        (MatrixCell.Ok, '.', "ok"),
        (MatrixCell.Lossy, '!', "loses packets"),
        (MatrixCell.Large, 'M', "loses large packets"),
        (MatrixCell.Failed, 'X', "fails"),
        (MatrixCell.Unknown, '?', "unknown"),
        (MatrixCell.None, ' ', "blank: not probed"),
    ];

    public void Write(Details details, TextWriter output)
    {
        var (matrix, nodes) = (new Matrix(details), details.Nodes);
        if (nodes.Count == 0)
            return;
        var (digits, width) = (Text(nodes.Count).Length, nodes.Max(n => n.Name.Length));
        output.WriteLine($"Who reaches whom, from the row to the column: {Marks(matrix)}");
        for (var digit = 0; digit < digits; digit++)
        {
            var heads = Enumerable.Range(1, nodes.Count).Select(n => Text(n).PadLeft(digits)[digit]);
            output.WriteLine($"{new string(' ', digits + width + 3)}{string.Join(' ', heads)}".TrimEnd());
        }

        for (var from = 0; from < nodes.Count; from++)
        {
            var cells = string.Join(' ', Enumerable.Range(0, nodes.Count).Select(to => Shown(matrix, from, to)));
            var row = $"{Text(from + 1).PadLeft(digits)} {State(nodes[from], nodes[from].Name.PadRight(width))}  {cells}";
            var words = nodes[from].Words;
            output.WriteLine(words.Length == 0 ? row.TrimEnd() : $"{row}  {State(nodes[from], words)}");
        }

        if (palette.Shown && matrix.Typical > 0)
            output.WriteLine(
                $"Usual round trip {Latency.Of(matrix.Typical)}; {palette.Cyan($"{Slow} times")} and {palette.Magenta($"{VerySlow} times")} that"
            );
    }

    /// <summary>A text in the colour of a node's state.</summary>
    public string State(SeenNode node, string text) =>
        node.State switch
        {
            "Healthy" => text,
            "Faulty" => palette.Red(text),
            "Suspect" => palette.Yellow(text),
            _ => palette.Grey(text),
        };

    private static string Marks(Matrix matrix) =>
        string.Join(
            ", ",
            Legend.Where(l => l.Cell == MatrixCell.Ok || matrix.Has(l.Cell)).Select(l => l.Mark == ' ' ? l.Words : $"{l.Mark} {l.Words}")
        );

    private string Shown(Matrix matrix, int from, int to)
    {
        var cell = matrix[from, to];
        if (cell == MatrixCell.Self)
            return palette.Grey("\\");
        var mark = Legend.First(l => l.Cell == cell).Mark.ToString();
        return cell switch
        {
            MatrixCell.Failed => palette.Red(mark),
            MatrixCell.Large or MatrixCell.Lossy => palette.Yellow(mark),
            MatrixCell.Ok => Quickness(matrix.Median(from, to), matrix.Typical, mark),
            MatrixCell.Unknown => palette.Grey(mark),
            _ => mark,
        };
    }

    private string Quickness(long median, long typical, string mark) =>
        median > VerySlow * typical && median > typical + VerySlow * Noise ? palette.Magenta(mark)
        : median > Slow * typical && median > typical + Noise ? palette.Cyan(mark)
        : palette.Green(mark);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
