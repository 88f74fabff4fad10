using System.CommandLine;
using CniOperator.Core.Catalog;
using CniOperator.Hosting;

namespace CniOperator.Commands;

/// <summary>Options that several commands share, so that each reads the same everywhere.</summary>
internal static class CommonOptions
{
    public static Option<string> File(bool required = true) =>
        new("--file", "-f")
        {
            Description = "File with one ClusterNetwork (YAML or JSON); - for standard input",
            Required = required,
            HelpName = "FILE",
            Validators = { Typed.RefuseEmpty },
        };

    public static Option<string?> Kubeconfig() =>
        new("--kubeconfig")
        {
            Description = "Kubeconfig file; without it $KUBECONFIG, the in-cluster account, then ~/.kube/config",
            HelpName = "FILE",
            Validators = { Typed.RefuseEmpty },
        };

    public static Option<string?> Context() =>
        new("--context")
        {
            Description = "Context of the kubeconfig",
            HelpName = "NAME",
            Validators = { Typed.RefuseEmpty },
        };

    /// <summary><c>-o</c>, limited to the formats that a command has; the first is the default.</summary>
    public static Option<string> Output(params string[] formats)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = $"Format: {string.Join(", ", formats)}",
            DefaultValueFactory = _ => formats[0],
            HelpName = string.Join('|', formats),
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var typed }] && !formats.Contains(typed))
                result.AddError($"{option.Name} \"{typed}\": is not a format; give {ParseProblems.Listed(formats)}");
        });
        return option;
    }

    public static Option<string[]> Addons() =>
        new("--addons")
        {
            Description = "Folder with addons of your own, besides the built-in ones (repeatable)",
            HelpName = "DIR",
            DefaultValueFactory = _ => [],
        };

    /// <summary>The catalog that <c>--addons</c> asks for, with what is wrong with it reported.</summary>
    /// <exception cref="InputException">A folder is not there: a slip of the user.</exception>
    public static AddonCatalog Catalog(IReadOnlyList<string> addons, TextWriter report)
    {
        if (addons.FirstOrDefault(a => !Directory.Exists(a)) is { } missing)
            throw new InputException(
                $"--addons {missing}: {(System.IO.File.Exists(missing) ? "is a file" : "there is no such folder")}; name a folder that holds addons"
            );
        var catalog = AddonDirectory.Load(addons);
        foreach (var problem in catalog.Problems)
            Remark.Of(problem).Write(report);
        return catalog;
    }

    public static Option<string[]> Secrets() =>
        new("--secret")
        {
            Description = "Value of a Secret key that the spec refers to, read from a file: NAME/KEY=PATH (repeatable)",
            HelpName = "NAME/KEY=PATH",
            DefaultValueFactory = _ => [],
        };
}
