using System.Text.Json.Nodes;
using CniOperator.Core.Rendering;

namespace CniOperator.Commands.Sandbox;

/// <summary>
/// A key of a Secret that a rendered pod's variable refers to. The user makes it in the pods' namespace; the operator never reads it.
/// </summary>
/// <param name="Namespace">The pods' namespace.</param>
/// <param name="Reference">Secret and key.</param>
internal sealed record PodSecret(string Namespace, SecretKeyReference Reference)
{
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    /// <summary>All that a rendering's pods cannot start without, except Secrets that it brings itself.</summary>
    public static IReadOnlyList<PodSecret> Of(RenderResult? rendering) =>
        rendering is null
            ? []
            :
            [
                .. rendering
                    .Objects.SelectMany(o =>
                        References(o.Json["spec"]?["template"]?["spec"]).Select(r => new PodSecret(o.Key.Namespace ?? "", r))
                    )
                    .Where(s =>
                        !rendering.Objects.Any(o =>
                            o.Key.Kind == "Secret" && o.Key.Namespace == s.Namespace && o.Key.Name == s.Reference.Name
                        )
                    )
                    .Distinct(),
            ];

    private static IEnumerable<SecretKeyReference> References(JsonNode? pod) =>
        ContainerLists
            .SelectMany(list => pod?[list] as JsonArray ?? [])
            .SelectMany(container => container?["env"] as JsonArray ?? [])
            .Select(variable => variable?["valueFrom"]?["secretKeyRef"])
            .OfType<JsonObject>()
            .Where(r => r["optional"]?.GetValue<bool>() != true)
            .Select(r => new SecretKeyReference(r["name"]!.GetValue<string>(), r["key"]!.GetValue<string>()));
}
