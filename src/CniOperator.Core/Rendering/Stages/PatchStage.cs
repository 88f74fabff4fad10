using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Findings;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Patches;
using CniOperator.Kubernetes.Schemas;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Applies <c>spec.patches</c>, in their order.</summary>
internal static class PatchStage
{
    internal static void Run(List<JsonObject> objects, IReadOnlyList<ObjectPatch> patches, FindingList findings)
    {
        for (var i = 0; i < patches.Count; i++)
        {
            var subject = $"spec.patches[{i}]";
            var target = patches[i].Target;
            var matches = Enumerable.Range(0, objects.Count).Where(o => Matches(objects[o], target)).ToArray();
            if (matches.Length == 0)
                findings.Add(
                    RenderRules.Patch,
                    new FieldSubject($"{subject}.target"),
                    $"There is no {target.Kind} {target.Name} among the objects.",
                    $"Name one of: {string.Join(", ", objects.Select(o => $"{o["kind"]} {o["metadata"]!["name"]}"))}."
                );
            foreach (var match in matches)
                if (Patched(objects[match], patches[i].Patch, subject, findings) is { } patched)
                    objects[match] = patched;
        }
    }

    private static JsonObject? Patched(JsonObject target, JsonNode? patch, string subject, FindingList findings)
    {
        try
        {
            var result =
                Apply(target, patch is JsonValue text ? Parse(text.ToString()) : patch) as JsonObject
                ?? throw new PatchException("it leaves no object");
            if (Manifest.Of(result).Key == Manifest.Of(target).Key)
                return result;
            throw new PatchException("it changes the object's apiVersion, kind, namespace or name");
        }
        catch (Exception e) when (e is PatchException or ArgumentException or DocumentException)
        {
            findings.Add(
                RenderRules.Patch,
                new FieldSubject($"{subject}.patch"),
                $"The patch cannot be applied to {Manifest.Of(target).Key}: {Reason(e)}.",
                "Correct it: an object is a strategic merge patch (a JSON merge patch for custom resources), a list is a JSON patch."
            );
            return null;
        }
    }

    private static string Reason(Exception e) => e is PatchException { Operation: { } i } ? $"operation {i}: {e.Message}" : e.Message;

    private static JsonNode? Apply(JsonObject target, JsonNode? patch) =>
        patch switch
        {
            JsonArray operations => JsonPatch.Apply(target, operations),
            JsonObject merge when IsBuiltIn(Manifest.Of(target).Key.Group) => StrategicMergePatch.Apply(target, merge, SchemaOf(target)),
            JsonObject merge => JsonMergePatch.Apply(target, merge),
            _ => throw new PatchException("it is neither an object nor a list"),
        };

    private static StructuralSchema? SchemaOf(JsonObject target)
    {
        var key = Manifest.Of(target).Key;
        return BuiltInResources.Find(key.ApiVersion, key.Kind)?.Schema;
    }

    // Tools for patches (kustomize) write them as text too.
    private static JsonNode? Parse(string text) =>
        YamlReader.Read(text, "patch") is [var document] ? document.Root : throw new PatchException("its text is not one document");

    // Kubernetes' own groups are the core one, those without a dot, and those under k8s.io, except CRDs' that live there by permission.
    private static bool IsBuiltIn(string group) =>
        group.Length == 0
        || !group.Contains('.', StringComparison.Ordinal)
        || (group.EndsWith(".k8s.io", StringComparison.Ordinal) && group != "policy.networking.k8s.io");

    private static bool Matches(JsonObject json, PatchTarget target) =>
        json["kind"]?.ToString() == target.Kind && json["metadata"]?["name"]?.ToString() == target.Name;
}
