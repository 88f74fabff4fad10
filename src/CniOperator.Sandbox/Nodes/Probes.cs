using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Loops;

namespace CniOperator.Sandbox.Nodes;

/// <summary>Makes a container's probes against what its process serves.</summary>
internal static class Probes
{
    /// <summary>From the start of the container to the first readiness answer that counts.</summary>
    public static TimeSpan Delay(JsonObject spec, PodContext context)
    {
        var image = spec.Text("image") ?? "";
        var startup = spec["startupProbe"] is JsonObject s ? s.Number("initialDelaySeconds") ?? 0 : 0;
        if (spec["readinessProbe"] is not JsonObject probe)
            return context.Seconds(startup, image);
        return context.Seconds(startup + (probe.Number("initialDelaySeconds") ?? 0), image)
            + context.Seconds(((probe.Number("successThreshold") ?? 1) - 1) * (probe.Number("periodSeconds") ?? 10), image);
    }

    /// <summary>From the start of the container to the liveness failure that restarts it; null without a liveness probe.</summary>
    public static TimeSpan? LivenessDelay(JsonObject spec, PodContext context) =>
        spec["livenessProbe"] is JsonObject probe
            ? context.Seconds(
                (probe.Number("initialDelaySeconds") ?? 0)
                    + (((probe.Number("failureThreshold") ?? 3) - 1) * (probe.Number("periodSeconds") ?? 10))
            ) + TimeSpan.FromMilliseconds(1)
            : null;

    /// <summary>Time to the next attempt.</summary>
    public static TimeSpan Period(JsonNode? probe, PodContext context) => context.Seconds(Math.Max(1, probe.Number("periodSeconds") ?? 10));

    /// <summary>Why a probe fails, in the kubelet's words; null when it succeeds or there is none.</summary>
    public static ProbeFailure? Failure(JsonNode? probe, string kind, JsonObject spec, PodContext context, ProcessStart? process)
    {
        var handler = probe.At("httpGet") ?? probe.At("tcpSocket");
        if (handler is null)
            return null;
        if (Port(handler["port"], spec) is not { } port)
        {
            var name = handler.Text("port");
            return new($"{kind} probe errored and resulted in unknown state: strconv.Atoi: parsing \"{name}\": invalid syntax", true);
        }

        if (process?.Serves is not { } serves)
            return null;
        var host = handler.Text("host") ?? context.Node.Items("status", "addresses").FirstOrDefault().Text("address") ?? "";
        if (!serves.TryGetValue(port, out var paths))
        {
            var reason = $"dial tcp {host}:{port}: connect: connection refused";
            return new(
                probe.At("httpGet") is null
                    ? $"{kind} probe failed: {reason}"
                    : $"{kind} probe failed: Get \"http://{host}:{port}{handler.Text("path")}\": {reason}",
                false
            );
        }

        return probe.At("httpGet") is null || paths.Contains(handler.Text("path") ?? "/")
            ? null
            : new($"{kind} probe failed: HTTP probe failed with statuscode: 404", false);
    }

    /// <summary>A number, a named port of the container, or a number written as text (the kubelet's order).</summary>
    private static long? Port(JsonNode? port, JsonObject spec)
    {
        if (port.Number() is { } number)
            return number;
        var name = port.Text();
        return spec.Items("ports").FirstOrDefault(p => p.PartName() == name).Number("containerPort")
            ?? (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null);
    }
}
