using CniOperator.Core.Api;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Commands.Sandbox;

/// <summary>Tells what happens in the embedded cluster from its committed changes: the truth, not what the operator says it does.</summary>
internal sealed class Narrator(Func<TimeSpan> elapsed)
{
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <summary>What is worth telling about a change; nothing for most.</summary>
    public IEnumerable<Step> Tell(StateChange change) =>
        change.Resource.Plural switch
        {
            "nodes" => TellNode(change),
            "pods" => TellPod(change),
            "events" => TellEvent(change),
            ClusterNetworkApi.Plural => TellConditions(change),
            _ => TellManaged(change),
        };

    private IEnumerable<Step> TellNode(StateChange change)
    {
        var (name, ready) = (Name(change), JsonPath.Condition(change.Object, "Ready"));
        var text = ready?.Status == "True" ? $"{name} is Ready" : $"{name} is not ready: {ready?.Message}";
        if (change.Type != ChangeType.Deleted && ready is not null && IsNews($"node/{name}", ready.Status))
            yield return New("node", text, ready.Status != "True");
    }

    private IEnumerable<Step> TellPod(StateChange change)
    {
        var key = $"{JsonPath.Text(change.Object, "metadata", "namespace")}/{Name(change)}";
        if (change.Type == ChangeType.Deleted)
        {
            _told.Remove($"pod/{key}");
            yield break;
        }

        var on = JsonPath.Text(change.Object, "spec", "nodeName");
        if (JsonPath.WaitingContainer(change.Object) is { } waiting && IsNews($"pod/{key}", waiting.Reason))
            yield return New("pod", $"{key} on {on}: {waiting.Reason}: {waiting.Message}", true);
        else if (JsonPath.Condition(change.Object, "Ready")?.Status == "True" && IsNews($"pod/{key}", "Ready"))
            yield return New("pod", $"{key} on {on} is ready");
    }

    private IEnumerable<Step> TellEvent(StateChange change)
    {
        if (
            change.Type == ChangeType.Deleted
            || JsonPath.Text(change.Object, "source", "component") is not ClusterNetworkApi.FieldManager and not ""
                && JsonPath.Text(change.Object, "reportingComponent") != ClusterNetworkApi.FieldManager
        )
        {
            yield break;
        }

        var (reason, message) = (JsonPath.Text(change.Object, "reason"), JsonPath.Text(change.Object, "message"));
        if (reason.Length > 0 && IsNews($"event/{reason}/{message}", "told"))
            yield return New("event", $"{reason}: {message}", JsonPath.Text(change.Object, "type") == "Warning");
    }

    private IEnumerable<Step> TellConditions(StateChange change)
    {
        // Conditions often say the same thing; one of them, the first, tells it.
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in JsonPath.Conditions(change.Object).Where(c => c.Status != "Unknown"))
        {
            if (
                IsNews($"condition/{Name(change)}/{condition.Type}", $"{condition.Status} {condition.Reason}")
                && said.Add(condition.Message)
            )
                yield return New(
                    "condition",
                    $"{condition.Type}={condition.Status} {condition.Reason}: {condition.Message}",
                    condition.Type == "Stalled" && condition.Status == "True"
                );
        }
    }

    private IEnumerable<Step> TellManaged(StateChange change)
    {
        if (change.Object["metadata"]?["labels"]?[ClusterNetworkApi.ManagedByLabel]?.ToString() != ClusterNetworkApi.FieldManager)
            yield break;
        var (ns, name) = (JsonPath.Text(change.Object, "metadata", "namespace"), Name(change));
        var what = $"{JsonPath.Text(change.Object, "kind")} {(ns.Length > 0 ? ns + "/" : "")}{name}";
        if (change.Type == ChangeType.Added)
            yield return New("applied", what);
        else if (change.Type == ChangeType.Deleted)
            yield return New("deleted", what);
    }

    private bool IsNews(string subject, string state)
    {
        var news = !_told.TryGetValue(subject, out var before) || before != state;
        _told[subject] = state;
        return news;
    }

    private Step New(string area, string text, bool isProblem = false) => new(elapsed(), area, text.ReplaceLineEndings(" "), isProblem);

    private static string Name(StateChange change) => JsonPath.Text(change.Object, "metadata", "name");
}
