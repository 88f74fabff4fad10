using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Kubernetes.Conditions;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Commands.Sandbox;

/// <summary>Describes what happens in the embedded cluster from its committed changes: the truth, not what the operator claims.</summary>
/// <param name="elapsed">The time since the command started.</param>
internal sealed class ChangeDescriber(Func<TimeSpan> elapsed)
{
    private readonly Dictionary<string, string> _reported = new(StringComparer.Ordinal);

    /// <summary>What deserves a line about a change; nothing for most changes.</summary>
    public IEnumerable<LogEntry> Describe(StateChange change) =>
        change.Resource.Plural switch
        {
            "nodes" => DescribeNode(change),
            "pods" => DescribePod(change),
            "events" => DescribeEvent(change),
            ClusterNetworkApi.Plural => DescribeConditions(change),
            _ => DescribeManaged(change),
        };

    private IEnumerable<LogEntry> DescribeNode(StateChange change)
    {
        var (name, ready) = (Name(change), Condition(change.Object, "Ready"));
        var isReady = ready.Text("status") == "True";
        var text = isReady ? $"{name} is Ready" : $"{name} is not ready: {ready.Text("message")}";
        if (change.Type != StateChangeType.Deleted && ready is not null && IsNew($"node/{name}", ready.Text("status") ?? ""))
            yield return Entry("node", text, !isReady);
    }

    private IEnumerable<LogEntry> DescribePod(StateChange change)
    {
        var key = $"{change.Object.Text("metadata", "namespace")}/{Name(change)}";
        if (change.Type == StateChangeType.Deleted)
        {
            _reported.Remove($"pod/{key}");
            yield break;
        }

        var node = change.Object.Text("spec", "nodeName");
        if (WaitingContainer.Of(change.Object) is { } waiting && IsNew($"pod/{key}", waiting.Reason))
            yield return Entry("pod", $"{key} on {node}: {waiting.Reason}: {waiting.Message}", true);
        else if (Condition(change.Object, "Ready").Text("status") == "True" && IsNew($"pod/{key}", "Ready"))
            yield return Entry("pod", $"{key} on {node} is ready");
    }

    private IEnumerable<LogEntry> DescribeEvent(StateChange change)
    {
        if (
            change.Type == StateChangeType.Deleted
            || change.Object.Text("source", "component") is not (null or "" or ClusterNetworkApi.FieldManager)
                && change.Object.Text("reportingComponent") != ClusterNetworkApi.FieldManager
        )
        {
            yield break;
        }

        var (reason, message) = (change.Object.Text("reason"), change.Object.Text("message"));
        if (!string.IsNullOrEmpty(reason) && IsNew($"event/{reason}/{message}", ""))
            yield return Entry("event", $"{reason}: {message}", change.Object.Text("type") == "Warning");
    }

    private IEnumerable<LogEntry> DescribeConditions(StateChange change)
    {
        // Conditions often have the same message; the first of them is enough.
        var messages = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var condition in change.Object.Items("status", "conditions").Where(c => c.Text("status") != "Unknown"))
        {
            var (type, status, reason) = (condition.Text("type"), condition.Text("status"), condition.Text("reason"));
            if (IsNew($"condition/{Name(change)}/{type}", $"{status} {reason}") && messages.Add(condition.Text("message")))
            {
                var text = $"{type}={status} {reason}: {condition.Text("message")}";
                yield return Entry("condition", text, isProblem: type == "Stalled" && status == "True");
            }
        }
    }

    private IEnumerable<LogEntry> DescribeManaged(StateChange change)
    {
        if (change.Object.Text("metadata", "labels", ClusterNetworkApi.ManagedByLabel) != ClusterNetworkApi.FieldManager)
            yield break;
        var prefix = change.Object.Text("metadata", "namespace") is { } ns ? $"{ns}/" : "";
        var what = $"{change.Object.Text("kind")} {prefix}{Name(change)}";
        if (change.Type == StateChangeType.Added)
            yield return Entry("applied", what);
        else if (change.Type == StateChangeType.Deleted)
            yield return Entry("deleted", what);
    }

    private bool IsNew(string subject, string state)
    {
        var isNew = !_reported.TryGetValue(subject, out var before) || before != state;
        _reported[subject] = state;
        return isNew;
    }

    private LogEntry Entry(string area, string text, bool isProblem = false) =>
        new(elapsed(), area, text.ReplaceLineEndings(" "), isProblem);

    private static JsonObject? Condition(JsonObject obj, string type) => ConditionReader.Find(obj["status"] as JsonObject, type);

    private static string Name(StateChange change) => change.Object.Text("metadata", "name") ?? "";
}
