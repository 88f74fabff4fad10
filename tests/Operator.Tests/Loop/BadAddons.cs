using CniOperator.Core.Catalog;
using CniOperator.Core.Rendering;

namespace CniOperator.Operator.Tests.Loop;

/// <summary>The built-in addons, the example of a user's, and copies of it that each break one rule.</summary>
internal static class BadAddons
{
    private const string Example = "tinynet";

    private static readonly IReadOnlyDictionary<string, string> Sound = Directory
        .GetFiles(Lab.File("tests", "Shared", "addons", Example))
        .ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

    internal static IReadOnlyList<AddonFolder> Folders { get; } =
    [
        AddonFolder.Of("addons/" + Example, Sound),
        Of("thief", "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: kube-flannel-ds, namespace: kube-flannel}\n"),
        Of("squatter", "apiVersion: v1\nkind: Namespace\nmetadata: {name: team-a}\n"),
        Of("list", "- a\n- list\n"),
        Of("loop", "# {{ while true; end }}\n"),
        Of(
            "flood",
            "# {{ for i in 1..15000; 'a line of a hundred characters, which no one reads and which comes again and again and again and ag'; end }}\n"
        ),
        Of("lacking", "", d => d.Replace("displayName: Tinynet\n", "", StringComparison.Ordinal)),
    ];

    internal static AddonCatalog Catalog { get; } = AddonCatalog.BuiltIn.With(Folders, []);

    private static AddonFolder Of(string name, string template, Func<string, string>? change = null)
    {
        var files = Sound.ToDictionary(f => f.Key, f => f.Value.Replace(Example, name, StringComparison.Ordinal));
        files["40-more.yaml.sbn"] = template;
        files["addon.yaml"] = (change ?? (d => d))(files["addon.yaml"]);
        return AddonFolder.Of($"addons/{name}", files);
    }
}
