using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Judgements;
using CniOperator.Core.Observation;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Decisions.Histories;

/// <summary>What the operator does, what the server answers, and what the operator has forgotten or cannot see.</summary>
internal static class OperatorHappenings
{
    private static readonly (int Code, string Reason, string Message)[] Refusals =
    [
        (403, "Forbidden", "cannot patch resource \"configmaps\""),
        (422, "Invalid", "spec.x: Required value"),
        (409, "Conflict", "changed meanwhile"),
        (500, "InternalError", "failed calling webhook \"w\": no route"),
        (429, "TooManyRequests", "later"),
        (404, "NotFound", "the server could not find the requested resource"),
        (0, "", "connection refused"),
    ];

    private static readonly string[] Reasons = ["Forbidden", "NotServed", "Unauthorized", "Unavailable", "Unreadable", "NotSynced"];

    private static readonly (string ApiVersion, string Kind, string? Namespace)[] Kinds =
    [
        ("v1", "ConfigMap", "net"),
        ("v1", "ConfigMap", ClusterNetworkApi.OperatorNamespace),
        ("v1", "Secret", ClusterNetworkApi.OperatorNamespace),
        ("v1", "Node", null),
        ("v1", "Pod", "net"),
        ("apps/v1", "DaemonSet", "net"),
        ("v1", "Namespace", null),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition", null),
        ("test.example/v1", "Pool", null),
        ("v1", "ServiceAccount", "net"),
    ];

    internal static IEnumerable<Happening> All { get; } =
    [
        new("the operator reconciles", (w, _) => w.Reconcile()),
        new("the operator reconciles again", (w, _) => w.Reconcile()),
        new("the operator reconciles and some requests are refused", (w, n) => w.Reconcile(s => Refuse(w, s, n))),
        new("the operator reconciles and every request is refused", (w, n) => w.Reconcile(s => Refusal(w, s, n))),
        new("the operator restarts", (w, _) => (w.Memory, w.Reported) = (ApplyMemory.Empty, null)),
        new("a kind cannot be seen", (w, n) => w.Gaps.Add(Gap(n, n))),
        new("another kind cannot be seen", (w, n) => w.Gaps.Add(Gap(n + 3, n))),
        new("everything can be seen", (w, _) => w.Gaps.Clear()),
        new("own writes are not seen yet", (w, n) => w.UnseenUntil = w.Now.AddSeconds(n)),
        new("a webhook changes what is applied", (w, n) => w.Admission = live => Mutate(live, n)),
        new("the webhook goes", (w, _) => w.Admission = null),
        new("a contest is remembered", (w, n) => w.Memory = Contested(w, n)),
        new("a failure is remembered", (w, n) => w.Memory = Failed(w, n)),
        new("status is lost", (w, _) => w.Network["status"] = new JsonObject()),
        new("status holds what an older version wrote", (w, n) => w.Network["status"] = Live.Json(Status(n))),
        new("the record is lost", (w, _) => w.Record = null),
        new("the record is edited", (w, n) => Edit(w, "spec.json", n % 2 == 0 ? "{" : """{"provider":"test"}""")),
        new("the record's inventory is edited", (w, _) => Edit(w, "inventory", "v1/ConfigMap in net\nnonsense\n/ in \nv1/")),
        new("the record is an earlier namesake's", (w, _) => Disown(w)),
        new("the record is on its way out", (w, _) => Terminate(w)),
    ];

    private static ApplyFailure? Refuse(World w, Step step, int n) =>
        (step.Key.Name.Length + step.Key.Kind.Length + n) % 3 == 0 ? Refusal(w, step, n) : null;

    private static ApplyFailure Refusal(World w, Step step, int n)
    {
        var (code, reason, message) = Refusals[n % Refusals.Length];
        return w.Refused(step, code, reason, message);
    }

    private static WatchGap Gap(int kind, int reason)
    {
        var (apiVersion, name, ns) = Kinds[kind % Kinds.Length];
        return new WatchGap(apiVersion, name, ns, Reasons[reason % Reasons.Length], $"cannot list {name}");
    }

    private static void Mutate(JsonObject live, int n)
    {
        if (live["data"]?["a"] is not null)
            live.ChangedBy("webhook", """{"f:data":{"f:a":{}}}""", l => l["data"]!["a"] = $"mutated {n}");
    }

    private static ApplyMemory Contested(World w, int n)
    {
        string[] paths = n % 2 == 0 ? ["data.a"] : [];
        var contest = new Contest(n * n, w.Now.AddSeconds(-n), paths, n % 3 == 0 ? [] : ["controller-1", new string('m', 200 * n)]);
        return w.Memory with { Contests = w.Memory.Contests.SetItem(w.Objects[n % w.Objects.Count].Key, contest) };
    }

    private static ApplyMemory Failed(World w, int n)
    {
        var key =
            n == 0 ? w.RecordKey
            : n == 1 ? new ObjectKey(ClusterNetworkApi.ApiVersion, ClusterNetworkApi.Kind, null, "default")
            : w.Objects[n % w.Objects.Count].Key;
        var (code, reason, message) = Refusals[n % Refusals.Length];
        var verb = n % 2 == 0 ? "patch" : "delete";
        var failure = new ApplyFailure(key, "", verb, code, reason, message + new string('&', 100 * n), n + 1, w.Now.AddSeconds(n - 2));
        return w.Memory with { Failures = w.Memory.Failures.SetItem(key, failure) };
    }

    private static string Status(int n) =>
        (n % 5) switch
        {
            0 => """{"conditions":[{"type":"Ready","status":"True","reason":"old-reason","message":"m"}],"observedGeneration":99}""",
            1 => """{"conditions":[{"type":"Stalled","status":"True","lastTransitionTime":"yesterday"},7,null]}""",
            2 => """{"conditions":"none","applied":{"hash":7,"objects":"x","lastChange":3},"addressPlan":[]}""",
            3 => """{"applied":{"hash":"0000000000000000","objects":-1},"addressPlan":{"findings":[{"subject":"Node node-1"},{}]}}""",
            _ => """{"conditions":[{"type":"Applied","status":"True"},{"type":"Applied","status":"False"}],"rollout":{"problems":7}}""",
        };

    private static void Edit(World w, string field, string text)
    {
        if (w.Record?["data"] is JsonObject data)
            data[field] = text;
    }

    private static void Disown(World w)
    {
        if (w.Record?["metadata"]?["ownerReferences"]?[0] is JsonObject owner)
            owner["uid"] = "n0";
    }

    private static void Terminate(World w)
    {
        if (w.Record?["metadata"] is JsonObject metadata)
            metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
    }
}
