using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Formats;
using CniOperator.Output;

namespace CniOperator.Commands;

/// <summary>
/// A ClusterNetwork's status for people, from the object as the API server has it: an operator of another version may have written it.
/// </summary>
internal static class StatusReport
{
    public static bool IsReady(JsonObject network) =>
        Conditions(network).Any(c => Text(c, "type") == "Ready" && Text(c, "status") == "True")
        && Number(network["status"], "observedGeneration") == Number(network["metadata"], "generation");

    public static void Write(JsonObject network, DateTimeOffset now, TextWriter output, Action? connectivity = null)
    {
        var (spec, status) = (network["spec"], network["status"]);
        var cidrs = spec?["podNetwork"]?["cidrs"] as JsonArray ?? [];
        output.WriteLine(
            $"ClusterNetwork/{Text(network["metadata"], "name")}: {Text(spec, "provider")} {Text(status, "version")}, pods {string.Join(", ", cidrs.Select(c => c?.ToString()))}"
        );
        if (Number(status, "observedGeneration") is { } observed && observed != Number(network["metadata"], "generation"))
            output.WriteLine(
                $"The operator has not looked at this generation yet (saw {observed}, the resource is at {Number(network["metadata"], "generation")}); is it running?"
            );
        WriteConditions(network, now, output);
        WriteRollout(status?["rollout"], output);
        connectivity?.Invoke();
        WriteNetworkModel(status?["networkModel"], output);
        WriteFindings(status?["addressPlan"], output);
    }

    private static void WriteConditions(JsonObject network, DateTimeOffset now, TextWriter output)
    {
        var table = new Columns("CONDITION", "STATUS", "SINCE", "REASON", "MESSAGE");
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var c in Conditions(network))
        {
            // Several conditions say the same, such as Ready and what keeps it from being so; one long message is enough.
            var (type, message) = (Text(c, "type"), Text(c, "message"));
            var shown = said.TryAdd(message, type) ? message : $"as {said[message]}";
            table.Add(type, Text(c, "status"), Since(Text(c, "lastTransitionTime"), now), Text(c, "reason"), shown);
        }

        output.WriteLine();
        if (table.IsEmpty)
            output.WriteLine("No condition yet: no operator has looked at it.");
        else
            table.Write(output);
    }

    private static void WriteRollout(JsonNode? rollout, TextWriter output)
    {
        if (rollout is null)
            return;
        output.WriteLine();
        output.WriteLine(
            $"Rollout {Text(rollout, "phase")}: {Number(rollout, "ready") ?? 0} of {Number(rollout, "desired") ?? 0} nodes ready, {Number(rollout, "updated") ?? 0} updated, {Number(rollout, "failedNodes") ?? 0} failed"
        );
        var table = new Columns("NODE", "POD", "REASON", "MESSAGE");
        foreach (var p in Objects(rollout["problems"]))
            table.Add(Text(p, "node"), Text(p, "pod"), Text(p, "reason"), Text(p, "message"));
        WriteBounded(table, Number(rollout, "problemsOmitted"), output);
    }

    private static void WriteNetworkModel(JsonNode? model, TextWriter output)
    {
        var table = new Columns("NETWORK MODEL", "STATUS", "MESSAGE");
        foreach (var r in Objects(model))
            table.Add(Text(r, "requirement"), Text(r, "status"), Text(r, "message"));
        if (table.IsEmpty)
            return;
        output.WriteLine();
        table.Write(output);
    }

    private static void WriteFindings(JsonNode? plan, TextWriter output)
    {
        var table = new Columns("FINDING", "SEVERITY", "SUBJECT", "MESSAGE", "FIX");
        foreach (var f in Objects(plan?["findings"]))
            table.Add(
                Text(f, "rule"),
                Text(f, "severity") + (f["acknowledged"]?.GetValue<bool>() == true ? " (acknowledged)" : ""),
                Text(f, "subject"),
                Text(f, "message"),
                Text(f, "fix")
            );
        if (!table.IsEmpty)
            output.WriteLine();
        WriteBounded(table, Number(plan, "findingsOmitted"), output);
    }

    private static void WriteBounded(Columns table, long? omitted, TextWriter output)
    {
        if (table.IsEmpty)
            return;
        table.Write(output);
        if (omitted > 0)
            output.WriteLine($"... and {omitted} more");
    }

    private static string Since(string time, DateTimeOffset now) =>
        // A server's clock may be ahead of this one.
        DateTimeOffset.TryParse(time, out var at)
            ? HumanDuration.Of(at > now ? TimeSpan.Zero : now - at)
            : "";

    private static IEnumerable<JsonObject> Conditions(JsonObject network) => Objects(network["status"]?["conditions"]);

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static string Text(JsonNode? owner, string field) => (owner as JsonObject)?[field]?.ToString() ?? "";

    private static long? Number(JsonNode? owner, string field) =>
        (owner as JsonObject)?[field] is JsonValue v && v.TryGetValue(out long n) ? n : null;
}
