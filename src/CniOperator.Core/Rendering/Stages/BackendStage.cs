using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan.Networks;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Finds the chosen backend and checks what is asked of it: options that it has, families that it carries.</summary>
internal static class BackendStage
{
    internal static AddonBackend? Run(
        RenderRequest request,
        Addon addon,
        CompiledAddon scripts,
        BoundedContext context,
        JsonObject parameters,
        FindingList findings
    )
    {
        var name = scripts.Value(context, "backends.select", addon.Backends.Select) as string;
        var backend = addon.Backends.All.FirstOrDefault(b => b.Name == name);
        if (backend is null)
        {
            findings.Add(
                RenderRules.Template,
                new FileSubject(addon.DescriptorPath, addon.Source.Find("backends.select").Line),
                $"backends.select gives \"{name}\", which is not a backend.",
                $"Let it give one of: {string.Join(", ", addon.Backends.All.Select(b => b.Name))}."
            );
            return null;
        }

        CheckFamilies(request, addon, backend, findings);
        if (addon.Backends.OptionsIn is { } path && ParameterStage.At(parameters, path) is JsonObject options)
            CheckOptions(addon, backend, path, options, findings);
        return backend;
    }

    private static void CheckFamilies(RenderRequest request, Addon addon, AddonBackend backend, FindingList findings)
    {
        var cidrs = request.Spec.PodNetwork.Cidrs;
        var ipv4 = RenderModel.OfFamily(cidrs, IpFamily.IPv4);
        var ipv6 = RenderModel.OfFamily(cidrs, IpFamily.IPv6);
        foreach (var (family, label, cidr) in new[] { ("ipv4", "IPv4", ipv4), ("ipv6", "IPv6", ipv6) })
        {
            if (cidr is null || backend.Families.Contains(family))
                continue;
            var others = addon.Backends.All.Where(b => b.Families.Contains(family)).Select(b => b.Name).ToArray();
            var instead = others.Length == 0 ? "" : $", or take a backend that carries it: {string.Join(", ", others)}";
            var remove = cidrs.Count > 1 ? $"Remove {cidr}" : $"Put an {(family == "ipv6" ? "IPv4" : "IPv6")} network in its place";
            findings.Add(
                RenderRules.BackendFamily,
                new FieldSubject($"spec.podNetwork.cidrs[{cidrs.ToList().IndexOf(cidr)}]"),
                $"{addon.DisplayName}'s backend {backend.Name} does not carry {label}, and the pod network has {cidr}.",
                $"{remove}{instead}, or choose another provider."
            );
        }

        if (
            ipv6 is not null
            && backend.Families.Contains("ipv6")
            && !(ipv4 is null ? addon.Capabilities.Ipv6Only : addon.Capabilities.DualStack)
        )
            findings.Add(
                RenderRules.BackendFamily,
                new FieldSubject("spec.podNetwork.cidrs"),
                $"{addon.DisplayName} cannot carry {(ipv4 is null ? "IPv6 alone" : "two IP families")}.",
                "Leave one IPv4 CIDR."
            );
    }

    private static void CheckOptions(Addon addon, AddonBackend backend, string path, JsonObject options, FindingList findings)
    {
        foreach (var (option, value) in options)
        {
            if (value is null || addon.Backends.SharedOptions.Contains(option) || backend.Options.Contains(option))
                continue;
            var owners = string.Join(", ", addon.Backends.All.Where(b => b.Options.Contains(option)).Select(b => b.Name));
            var why = backend.Lacks.GetValueOrDefault(option) ?? $"it is an option of {owners}";
            findings.Add(
                RenderRules.BackendOption,
                new FieldSubject($"{addon.ParametersPath}.{path}.{option}"),
                $"Backend {backend.Name} has no option {option}: {why}.",
                owners.Length == 0 ? "Remove it." : $"Remove it, or choose a backend that has it ({owners})."
            );
        }
    }
}
