using System.Text.Json.Nodes;
using CniOperator.Controllers;
using CniOperator.Operator.Tests.Loop;

namespace CniOperator.Operator.Tests.Controllers;

public sealed class ProbeEventsTests
{
    [Fact]
    public void Of_a_pod_that_fails_both_probes_the_readiness_probes_last_words_are_kept() =>
        Assert.Equal(
            new Dictionary<string, string> { ["a"] = "Readiness probe failed: 2", ["b"] = "Liveness probe failed: 5" },
            ProbeEvents.WordsOf([
                Event("a", "Readiness probe failed: 2", 20),
                Event("a", "Liveness probe failed: 3", 30),
                Event("a", "Readiness probe failed: 1", 10),
                Event("b", "Liveness probe failed: 4", 10),
                Event("b", "Liveness probe failed: 5", 20),
                Lab.Json("""{"involvedObject":{"uid":"c"}}"""),
            ])
        );

    private static JsonObject Event(string uid, string words, int second) =>
        Lab.Json($$"""{"involvedObject":{"uid":"{{uid}}"},"message":"{{words}}","lastTimestamp":"2026-01-01T00:00:{{second}}Z"}""");
}
