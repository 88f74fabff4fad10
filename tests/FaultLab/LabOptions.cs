using CniOperator.FaultLab.Faults;

namespace CniOperator.FaultLab;

/// <summary>What the lab is asked to do.</summary>
/// <param name="Faults">Which faults.</param>
/// <param name="List">Their names alone.</param>
/// <param name="Json">The result as JSON.</param>
/// <param name="Verbose">What the engine says in between, too.</param>
internal sealed record LabOptions(IReadOnlyList<LabFault> Faults, bool List, bool Json, bool Verbose)
{
    private const string Usage = "usage: FaultLab [--fault NAME]... [--part N/M] [--list] [--verbose] [-o json]";

    /// <summary>Reads arguments; <c>null</c>, and what is wrong, if they are not understood.</summary>
    internal static LabOptions? Parse(string[] arguments, out string problem)
    {
        problem = Usage;
        var (list, json, verbose, part, parts, faults) = (false, false, false, 1, 1, new List<LabFault>());
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--list":
                    list = true;
                    break;
                case "--verbose":
                    verbose = true;
                    break;
                case "--part" when ++i < arguments.Length && IsPart(arguments[i], out part, out parts):
                    break;
                case "-o" when ++i < arguments.Length && arguments[i] == "json":
                    json = true;
                    break;
                case "--fault" when ++i < arguments.Length:
                    if (Catalog.All.FirstOrDefault(f => f.Name == arguments[i]) is not { } fault)
                    {
                        problem = $"no fault {arguments[i]}; --list names them";
                        return null;
                    }
                    faults.Add(fault);
                    break;
                default:
                    return null;
            }
        }
        var chosen = faults.Count > 0 ? faults : Catalog.All;
        return new LabOptions([.. chosen.Where((_, i) => i % parts == part - 1)], list, json, verbose);
    }

    /// <summary>One of so many labs that share the faults, and may run at once: <c>1/2</c>.</summary>
    private static bool IsPart(string text, out int part, out int parts)
    {
        (part, parts) = (0, 0);
        return text.Split('/') is [var number, var of]
            && int.TryParse(number, out part)
            && int.TryParse(of, out parts)
            && part >= 1
            && part <= parts;
    }
}
