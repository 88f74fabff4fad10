using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.AddressPlan.Sources;

/// <summary>
/// The flags that a pod's containers are started with, as Go's pflag reads them: <c>--name=value</c>, <c>--name value</c>, <c>--switch</c>.
/// </summary>
internal sealed class CommandFlags
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private CommandFlags() { }

    /// <summary>
    /// Flags out of <c>command</c> and <c>args</c> of all containers; of one that is repeated the last counts, as in pflag.
    /// </summary>
    internal static CommandFlags Of(JsonObject pod)
    {
        var flags = new CommandFlags();
        foreach (var container in pod.Items("spec", "containers"))
            flags.Read([.. container.Texts("command"), .. container.Texts("args")]);
        return flags;
    }

    /// <summary>The flags that kubeadm adds: a map up to v1beta3, a list of names and values from v1beta4 on.</summary>
    internal static CommandFlags OfExtraArgs(JsonNode? extraArgs)
    {
        var flags = new CommandFlags();
        if (extraArgs is JsonObject map)
        {
            foreach (var (name, value) in map)
                flags._values[name] = Text(value);
        }

        foreach (var item in extraArgs.Items())
            if (item.Text("name") is { } name)
                flags._values[name] = Text(item["value"]);
        return flags;
    }

    /// <summary>The value of <c>--name</c>; <c>null</c> when it is not given.</summary>
    internal string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The value of a boolean flag; given without a value it is true.</summary>
    internal bool? Switch(string name) =>
        this[name] is not { } text ? null : text.Length == 0 || (bool.TryParse(text, out var on) ? on : text is "1" or "t" or "T");

    private void Read(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
                continue;
            var equals = words[i].IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                _values[words[i][2..equals]] = words[i][(equals + 1)..];
            else
                _values[words[i][2..]] = i + 1 < words.Count && !words[i + 1].StartsWith('-') ? words[i + 1] : "";
        }
    }

    // YAML that leaves quotes out makes a number or a boolean of what kubeadm means as text.
    private static string Text(JsonNode? value) => value is null ? "" : value.Text() ?? value.ToJsonString();
}
