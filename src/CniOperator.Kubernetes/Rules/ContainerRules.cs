using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Names;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Quantities;

namespace CniOperator.Kubernetes.Rules;

/// <summary>The rules of one container.</summary>
internal static class ContainerRules
{
    private static readonly string[] OnceOnly = ["livenessProbe", "startupProbe"];
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc"];

    internal static void Run(
        JsonObject container,
        string path,
        HashSet<string> volumes,
        HashSet<string> names,
        bool hostNetwork,
        Check check
    )
    {
        if (container.Text("name") is { } name)
        {
            if (name.Length == 0)
                check.Required($"{path}.name");
            else
                check.Each($"{path}.name", name, NameRules.Label(name));
            if (!names.Add(name))
                check.Duplicate($"{path}.name", name);
        }

        Image(container, path, check);
        Ports(container, path, hostNetwork, check);
        Environment(container, path, check);
        Mounts(container, path, volumes, check);
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
            if (container.Map(probe) is { } found)
                Probe(found, probe, $"{path}.{probe}", check);
        Resources(container.Map("resources"), $"{path}.resources", check);
        if (
            container.Map("securityContext") is { } security
            && security.Flag("privileged")
            && security["allowPrivilegeEscalation"] is not null
            && !security.Flag("allowPrivilegeEscalation")
        )
            check.Invalid(
                $"{path}.securityContext",
                security.DeepClone(),
                "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"
            );
    }

    private static void Image(JsonObject container, string path, Check check)
    {
        var image = container.Text("image") ?? "";
        if (image.Length == 0)
            check.Required($"{path}.image");
        else if (image != image.Trim())
            check.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
    }

    private static void Ports(JsonObject container, string path, bool hostNetwork, Check check)
    {
        var i = 0;
        var names = new HashSet<string>();
        foreach (var port in container.Items("ports"))
        {
            var at = $"{path}.ports[{i++}]";
            if (port.Text("name") is { Length: > 0 } name)
            {
                check.Each($"{at}.name", name, NameRules.Port(name));
                if (!names.Add(name))
                    check.Duplicate($"{at}.name", name);
            }

            Range(port, "containerPort", at, check);
            if (port.Number("hostPort") is not (null or 0))
                Range(port, "hostPort", at, check);
            if (hostNetwork && port.Number("hostPort") is { } host and not 0 && host != port.Number("containerPort"))
                check.Invalid($"{at}.hostPort", port["hostPort"]?.DeepClone(), "must match `containerPort` when `hostNetwork` is true");
        }
    }

    /// <summary>Reports a port number outside 1 to 65535.</summary>
    internal static void Range(JsonObject owner, string field, string path, Check check)
    {
        if (owner.Number(field) is { } number and (< 1 or > 65535))
            check.Invalid($"{path}.{field}", number, "must be between 1 and 65535, inclusive");
    }

    private static void Environment(JsonObject container, string path, Check check)
    {
        var i = 0;
        foreach (var variable in container.Items("env"))
        {
            var at = $"{path}.env[{i++}]";
            var name = variable.Text("name") ?? "";
            if (name.Length == 0)
                check.Required($"{at}.name");
            else if (name.Any(c => c is '=' or < ' ' or > '~'))
                check.Invalid(
                    $"{at}.name",
                    name,
                    "a valid environment variable name must consist only of printable ASCII characters other than '='"
                );
            if (variable.Map("valueFrom") is not { } source)
                continue;
            if (source.Count == 0)
                check.Invalid(
                    $"{at}.valueFrom",
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
                );
            if (variable.Text("value") is { Length: > 0 })
                check.Invalid($"{at}.valueFrom", "", "may not be specified when `value` is not empty");
            else if (source.Count > 1)
                check.Invalid($"{at}.valueFrom", "", "may not have more than one field specified at a time");
        }
    }

    private static void Mounts(JsonObject container, string path, HashSet<string> volumes, Check check)
    {
        var i = 0;
        var paths = new HashSet<string>();
        foreach (var mount in container.Items("volumeMounts"))
        {
            var at = $"{path}.volumeMounts[{i++}]";
            var name = mount.Text("name") ?? "";
            if (name.Length == 0)
                check.Required($"{at}.name");
            else if (!volumes.Contains(name))
                check.NotFound($"{at}.name", name);
            if (mount.Text("mountPath") is not { } target)
                continue;
            if (target.Length == 0)
                check.Required($"{at}.mountPath");
            else if (!paths.Add(target))
                check.Invalid($"{at}.mountPath", target, "must be unique");
        }
    }

    private static void Probe(JsonObject probe, string kind, string path, Check check)
    {
        var handlers = Handlers.Where(probe.ContainsKey).ToList();
        if (handlers.Count == 0)
            check.Required(path, "must specify a handler type");
        foreach (var extra in handlers.Skip(1))
            check.Forbidden($"{path}.{extra}", "may not specify more than 1 handler type");
        foreach (var field in new[] { "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold" })
            check.NonNegative(path, probe, field);
        if (OnceOnly.Contains(kind) && probe.Number("successThreshold") is { } threshold and not 1)
            check.Invalid($"{path}.successThreshold", threshold, "must be 1");
    }

    private static void Resources(JsonObject? resources, string path, Check check)
    {
        foreach (var (name, amount) in resources?.Map("requests") ?? [])
        {
            if (resources!.Map("limits")?[name] is not { } limit)
                continue;
            if (Quantity.TryParse($"{amount}", out var wanted) && Quantity.TryParse($"{limit}", out var allowed) && wanted > allowed)
                check.Invalid($"{path}.requests", $"{amount}", $"must be less than or equal to {name} limit of {limit}");
        }
    }
}
