using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Nodes;

/// <summary>What the kubelet does before it starts a container: configuration, image name, pull policy, pull with back-off.</summary>
internal sealed class ContainerSetup(PodContext context, Action<PodEvent> report)
{
    /// <summary>Checks configuration and image, and begins to pull or to start.</summary>
    public ContainerRuntime Prepare(ContainerRuntime container, JsonObject spec, NodeDisk disk)
    {
        var image = spec.Text("image") ?? "";
        if (PodDependencies.EnvironmentProblem(context.Pod, spec, context.View) is { } problem)
            return Waits(container, "CreateContainerConfigError", problem, null, PodEvent.Warning("Failed", $"Error: {problem}"));
        if (!IsReference(image))
        {
            var invalid = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": invalid reference format";
            return Waits(container, "InvalidImageName", invalid, null, PodEvent.Warning("InspectFailed", invalid));
        }

        var policy = spec.Text("imagePullPolicy") ?? (image.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent");
        var present = disk.Images.Contains(image) && context.Fault(NodeFaultKind.ImagePull, image) is null;
        if (policy == "Never" && !present)
            return Waits(
                container,
                "ErrImageNeverPull",
                $"Container image \"{image}\" is not present with pull policy of Never",
                null,
                null
            );
        if (present && policy != "Always")
        {
            report(PodEvent.Normal("Pulled", $"Container image \"{image}\" already present on machine"));
            return Starting(container, image);
        }

        report(PodEvent.Normal("Pulling", $"Pulling image \"{image}\""));
        return container with { Phase = ContainerPhase.Pulling, NextAt = context.Now + context.Takes(context.Timings.ImagePull, image) };
    }

    /// <summary>The container and the node's files after a pull, which may have failed.</summary>
    public (ContainerRuntime Container, NodeDisk Disk) Pulled(ContainerRuntime container, JsonObject spec, NodeDisk disk)
    {
        var image = spec.Text("image") ?? "";
        if (context.Fault(NodeFaultKind.ImagePull, image) is not { } fault)
        {
            var took = context.Takes(context.Timings.ImagePull, image).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
            report(PodEvent.Normal("Pulled", $"Successfully pulled image \"{image}\" in {took}ms ({took}ms including waiting)"));
            return (Starting(container with { PullFailures = 0 }, image), disk with { Images = disk.Images.Add(image) });
        }

        return (Failed(container, image, fault), disk);
    }

    private ContainerRuntime Failed(ContainerRuntime container, string image, NodeFault fault)
    {
        var failures = container.PullFailures + 1;
        var error = fault.Message
            ?? $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": {image}: not found";
        var detail = $"Failed to pull image \"{image}\": {error}";
        report(PodEvent.Warning("Failed", detail));
        report(PodEvent.Warning("Failed", "Error: ErrImagePull"));
        if (failures > 1)
            report(PodEvent.Normal("BackOff", $"Back-off pulling image \"{image}\""));
        // The kubelet shows the error first and the back-off from the second look on.
        var (reason, message) =
            failures == 1 ? ("ErrImagePull", error) : ("ImagePullBackOff", $"Back-off pulling image \"{image}\": ErrImagePull: {error}");
        return Waits(
            container with
            {
                PullFailures = failures,
            },
            reason,
            message,
            context.Now + context.Timings.BackOffAfter(failures),
            null
        );
    }

    private ContainerRuntime Starting(ContainerRuntime container, string image) =>
        container with
        {
            Phase = ContainerPhase.Starting,
            NextAt = context.Now + context.Takes(context.Timings.ContainerStart, image),
        };

    private ContainerRuntime Waits(ContainerRuntime container, string reason, string message, DateTimeOffset? until, PodEvent? first)
    {
        if (first is not null && container.Message != message)
            report(first);
        return container with { Phase = ContainerPhase.Waiting, Reason = reason, Message = message, NextAt = until };
    }

    /// <summary>Enough of the reference grammar to catch what people get wrong: blanks, capitals in the path, empty parts.</summary>
    private static bool IsReference(string image)
    {
        var name = image.Split('@')[0];
        return name.Length > 0
            && !image.Any(char.IsWhiteSpace)
            && !name.Contains("//", StringComparison.Ordinal)
            && !name.EndsWith(':')
            && !name.Split('/').Skip(1).Any(p => p.Split(':')[0].Any(char.IsUpper));
    }
}
