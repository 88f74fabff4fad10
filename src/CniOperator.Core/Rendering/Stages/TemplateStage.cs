using System.Text.Json.Nodes;
using CniOperator.Core.Findings;
using CniOperator.Core.Rendering.Scripting;
using CniOperator.Kubernetes.Documents;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Rendering.Stages;

/// <summary>Runs the templates and reads what they wrote.</summary>
internal static class TemplateStage
{
    /// <summary>The objects, each with the place that it came from, in the order of files and documents.</summary>
    internal static List<JsonObject> Run(CompiledAddon scripts, ObjectOwners owners, BoundedContext context, FindingList findings)
    {
        var objects = new List<JsonObject>();
        var origins = new Dictionary<ObjectKey, FileSubject>();
        for (var i = 0; i < scripts.Templates.Count; i++)
        {
            try
            {
                Read(scripts, i, scripts.Templates[i].Render(context), owners, objects, origins, findings);
            }
            catch (ScriptException e)
            {
                findings.Add(
                    RenderRules.Template,
                    new FileSubject(e.Problem.File, e.Problem.Line),
                    $"The template fails: {e.Problem.Message}",
                    "Correct the template; nothing of this addon is applied until then."
                );
            }
        }

        return objects;
    }

    private static void Read(
        CompiledAddon scripts,
        int template,
        RenderedText rendered,
        ObjectOwners owners,
        List<JsonObject> objects,
        Dictionary<ObjectKey, FileSubject> origins,
        FindingList findings
    )
    {
        foreach (var document in Parse(scripts, template, rendered, findings))
        {
            var place = new FileSubject(rendered.File, rendered.TemplateLine(document.Line));
            if (document.Root?.DeepClone() is not JsonObject json)
            {
                findings.Add(
                    RenderRules.Template,
                    place,
                    "The template writes something that is not an object.",
                    "Every document must be a Kubernetes object, with apiVersion, kind and metadata."
                );
                continue;
            }

            try
            {
                Check(Manifest.Of(json).Key, place, owners, origins, findings);
                objects.Add(json);
            }
            catch (ArgumentException e)
            {
                findings.Add(
                    RenderRules.Template,
                    place,
                    $"The template writes an object that is none: {e.Message}.",
                    "Correct the template."
                );
            }
        }
    }

    private static IReadOnlyList<YamlDocument> Parse(CompiledAddon scripts, int template, RenderedText rendered, FindingList findings)
    {
        try
        {
            return scripts.Parse(template, rendered);
        }
        catch (DocumentException e)
        {
            findings.Add(
                RenderRules.Template,
                new FileSubject(rendered.File, rendered.TemplateLine(e.Line)),
                $"What the template writes is not YAML: {e.Problem}",
                e.Fix.Length == 0 ? "Correct the template; quote values with the function yaml." : e.Fix
            );
            return [];
        }
    }

    private static void Check(
        ObjectKey key,
        FileSubject place,
        ObjectOwners owners,
        Dictionary<ObjectKey, FileSubject> origins,
        FindingList findings
    )
    {
        if (!origins.TryAdd(key, place))
            findings.Add(RenderRules.Template, place, $"{key} is written twice; first at {origins[key]}.", "Write each object once.");
        if (owners.Objection(key) is { } objection)
            findings.Add(
                RenderRules.ForeignObject,
                place,
                $"{key} {objection}.",
                "Leave it out, or give it a name and namespace of its own; nothing of this addon is applied until then."
            );
    }
}
