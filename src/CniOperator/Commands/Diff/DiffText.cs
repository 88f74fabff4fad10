namespace CniOperator.Commands.Diff;

/// <summary>Differences for people. Colours only where a terminal shows them.</summary>
/// <param name="output">Where to write.</param>
/// <param name="colours">Whether the output shows colours.</param>
internal sealed class DiffText(TextWriter output, bool colours)
{
    private const string Green = "32";
    private const string Red = "31";
    private const string Yellow = "33";

    private const string Hashes = "spec.template.metadata.annotations";

    /// <summary>Writes all of it.</summary>
    public void Write(DiffView view)
    {
        foreach (var change in view.Objects.Where(o => o.Action != ObjectAction.None))
            Write(change);
        foreach (var restart in view.Restarts)
            Write(restart);
        WriteNetwork(view);
        output.WriteLine(Summary(view));
        if (view.Remarks.FirstOrDefault(r => r.Blocks) is { } blocking)
            output.WriteLine($"The operator applies nothing of it as long as {blocking.Finding.Rule} stands: see cni-operator validate.");
    }

    private void Write(ObjectDifference change)
    {
        var (sign, colour, words) = change.Action switch
        {
            ObjectAction.Create => ("+", Green, ""),
            ObjectAction.Delete => ("-", Red, "  no longer rendered"),
            ObjectAction.Replace => ("!", Red, "  cannot be changed: must be deleted, its pods left, and created again"),
            _ => ("~", Yellow, ""),
        };
        output.WriteLine(Coloured(colour, $"{sign} {change.Key}{words}"));
        if (change.Untried.Length > 0)
            output.WriteLine($"    compared without the API server, which says: {change.Untried}");
        foreach (var field in change.Fields)
            output.WriteLine($"    {field.Path}: {Value(Red, field.Before)} → {Value(Green, field.After)}");
    }

    private void Write(PodRestart restart)
    {
        output.WriteLine();
        output.WriteLine(Coloured(Yellow, $"Restarts {Count(restart.Pods, "pod")} of {restart.Key}, {restart.AtOnce}, because of"));
        foreach (var path in restart.Because)
            output.WriteLine($"    {path}{(path == Hashes ? " (our hash of the configuration that the pods read)" : "")}");
    }

    private void WriteNetwork(DiffView view)
    {
        if (view.Network.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(Coloured(Red, "What decides on the network changes:"));
        foreach (var change in view.Network)
            output.WriteLine(
                change.Problem is { } problem
                    ? $"    {change.Field.Path} of {change.Key} cannot be compared: {problem}"
                    : $"    {change.Field.Name}: {Value(Red, change.Live)} → {Value(Green, change.Rendered)}; {change.Field.Effect}"
            );
    }

    private static string Summary(DiffView view)
    {
        if (!view.Differs)
            return $"ClusterNetwork/{view.Name}: {Count(view.Objects.Count, "object")}, nothing differs";
        var parts = new[]
        {
            (view.Count(ObjectAction.Create), "to create"),
            (view.Count(ObjectAction.Change), "to change"),
            (view.Count(ObjectAction.Replace), "to replace"),
            (view.Count(ObjectAction.Delete), "to delete"),
            (view.Count(ObjectAction.None), "as rendered"),
        };
        var said = string.Join(", ", parts.Where(p => p.Item1 > 0).Select(p => $"{p.Item1} {p.Item2}"));
        var restarts = view.Restarts.Count == 0 ? "no pod restarts" : $"{Count(view.Restarts.Sum(r => r.Pods), "pod")} to restart";
        return $"{Environment.NewLine}ClusterNetwork/{view.Name}: {said}; {restarts}";
    }

    private static string Count(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private string Value(string colour, string? text) => text is null ? "nothing" : Coloured(colour, text);

    private string Coloured(string colour, string text) => colours ? $"\e[{colour}m{text}\e[0m" : text;
}
