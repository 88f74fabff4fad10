using System.Text.Json.Nodes;
using CniOperator.Core.Api;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Kubernetes.Objects;
using Scriban.Runtime;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Finds the Secrets that parameters refer to, and their values. Values go nowhere but into the templates' model.</summary>
internal static class SecretStage
{
    /// <summary>The references of <paramref name="parameters"/>.</summary>
    internal static IReadOnlyList<SecretKeyReference> ReferencesOf(Addon addon, JsonObject parameters) =>
        [.. addon.Secrets.Select(s => ReferenceAt(parameters, s)).OfType<SecretKeyReference>().Distinct()];

    /// <summary>Id to value, <c>null</c> for those that are not needed; placeholders for what may be missing are returned apart.</summary>
    internal static (ScriptObject Values, ScriptObject WithPlaceholders) Run(
        RenderRequest request,
        Addon addon,
        CompiledAddon scripts,
        BoundedContext context,
        JsonObject parameters,
        FindingList findings
    )
    {
        var values = new ScriptObject();
        var withPlaceholders = new ScriptObject();
        foreach (var (secret, index) in addon.Secrets.Select((s, i) => (s, i)))
        {
            var subject = new FieldSubject($"{addon.ParametersPath}.{secret.Parameter}");
            var reference = ReferenceAt(parameters, secret);
            if (reference is null && scripts.Holds(context, $"secrets[{index}].required", secret.Required))
                findings.Add(
                    RenderRules.Secret,
                    subject,
                    $"It is required here: {LowerFirst(secret.Description)}",
                    $"Create a Secret in namespace {ClusterNetworkApi.OperatorNamespace} and give its name and key here."
                );
            var value = reference is null ? null : ValueOf(request, reference, subject, secret, findings);
            values[secret.Id] = value;
            withPlaceholders[secret.Id] = value ?? (reference is null ? null : $"<key {reference.Key} of Secret {reference.Name}>");
        }

        return (values, withPlaceholders);
    }

    private static string? ValueOf(
        RenderRequest request,
        SecretKeyReference reference,
        FieldSubject subject,
        AddonSecret secret,
        FindingList findings
    )
    {
        var where = $"{ClusterNetworkApi.OperatorNamespace}/{reference.Name}";
        if (request.Secrets.TryGetValue(reference, out var value))
        {
            // Files that people make Secrets from end in a line feed, which is not part of any key.
            value = value.TrimEnd('\r', '\n');
            if (value.Length < secret.MinLength)
                findings.Add(
                    RenderRules.Secret,
                    subject,
                    $"Key {reference.Key} of Secret {where} has {value.Length} characters; at least {secret.MinLength} are needed.",
                    "Store a value there."
                );
            return value;
        }

        SayMissing(request, reference, where, subject, findings);
        return null;
    }

    private static void SayMissing(
        RenderRequest request,
        SecretKeyReference reference,
        string where,
        FieldSubject subject,
        FindingList findings
    )
    {
        if (request.PlaceholdersForMissingSecrets)
            findings.Add(
                RenderRules.Secret,
                Severity.Info,
                subject,
                $"Secret {where} was not read, so a placeholder stands for its key {reference.Key}.",
                "Nothing to do: the operator reads it in the cluster."
            );
        else if (request.Facts.ExistingSecrets?.Contains(reference.Name) == true)
            findings.Add(
                RenderRules.Secret,
                subject,
                $"Secret {where} has no key {reference.Key}.",
                $"Add it there, or name another key in {subject}.key."
            );
        else
            findings.Add(
                RenderRules.Secret,
                subject,
                $"Secret {where} "
                    + $"{(request.Facts.ExistingSecrets is null ? $"is missing or has no key {reference.Key}" : "does not exist")}.",
                $"Create it: kubectl -n {ClusterNetworkApi.OperatorNamespace} create secret generic {reference.Name} "
                    + $"--from-literal={reference.Key}=…"
            );
    }

    private static SecretKeyReference? ReferenceAt(JsonObject parameters, AddonSecret secret) =>
        ParameterStage.At(parameters, secret.Parameter) is JsonObject reference
        && reference.Text("name") is { } name
        && reference.Text("key") is { } key
            ? new SecretKeyReference(name, key)
            : null;

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
